package hub

import (
	"io"
	"net/http"
	"time"
)

// answer notes how a request was answered and gives every piece of the answer
// the same time to leave, however long the whole is.
type answer struct {
	http.ResponseWriter
	stall  time.Duration
	until  time.Time // the deadline that was set last
	status int
	bytes  int64
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// deadlines is what answers of net/http can do.
type deadlines interface {
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
}

// sameTime is the part of stall by which a deadline may be short: one that was set
// just before is good for what comes at once.
const sameTime = 50

// extend gives what is written next its time. A connection that takes no
// deadline is closed, or is none; writing to it will tell.
func (a *answer) extend() { a.allow(a.stall) }

// allow gives what is written next so much time.
func (a *answer) allow(patience time.Duration) {
	until := time.Now().Add(patience)
	if d, ok := a.ResponseWriter.(deadlines); ok && until.Sub(a.until) > a.stall/sameTime {
		a.until = until
		d.SetWriteDeadline(until) // see extend
	}
}

// heard says that the request has been read whole, so that its time limit does
// not end the answer, however long that takes.
func (a *answer) heard() {
	if d, ok := a.ResponseWriter.(deadlines); ok {
		d.SetReadDeadline(time.Time{}) // as in extend
	}
}

// WriteHeader notes the status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
	a.extend()
	a.ResponseWriter.WriteHeader(status)
}

// Write sends one piece.
func (a *answer) Write(piece []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.extend()
	n, err := a.ResponseWriter.Write(piece)
	a.bytes += int64(n)
	return n, err
}

// Pieces of a file that leave at once. The first is as large as a photo, and has as
// many times stall as there are parts in it that a thin line can take within one;
// then, while each leaves in a small part of stall, they are twice as large.
const (
	thinPiece  = 32 << 10
	firstPiece = 128 << 10
	lastPiece  = 4 << 20
	quickPart  = 100 // of stall
)

// ReadFrom sends a file as net/http does, by which the kernel copies it without
// the hub reading a byte, but piece by piece, each with its own time.
func (a *answer) ReadFrom(src io.Reader) (total int64, err error) {
	to, direct := a.ResponseWriter.(io.ReaderFrom)
	rest, bounded := src.(*io.LimitedReader)
	if !direct || !bounded {
		return io.Copy(struct{ io.Writer }{a}, src) // without this method
	}
	if a.status == 0 {
		a.status = http.StatusOK
	}
	a.sendHeader()
	part := io.LimitedReader{R: rest.R}
	for piece := int64(firstPiece); rest.N > 0; {
		began := time.Now()
		part.N = min(piece, rest.N)
		a.allow(a.stall * time.Duration(1+min(part.N, firstPiece)/thinPiece))
		n, err := to.ReadFrom(&part)
		total, rest.N, a.bytes = total+n, rest.N-n, a.bytes+n
		if n == 0 || err != nil {
			return total, err
		}
		piece = nextPiece(piece, a.stall, time.Since(began))
	}
	return total, nil
}

// sendHeader sends the header of an answer whose length is known before its first
// byte: net/http would read the beginning of the file to send both together.
func (a *answer) sendHeader() {
	if f, ok := a.ResponseWriter.(http.Flusher); ok && len(a.Header()["Content-Length"]) > 0 {
		f.Flush()
	}
}

// nextPiece is how much is to leave at once after a piece that took so long.
func nextPiece(piece int64, stall, took time.Duration) int64 {
	if took < stall/quickPart {
		return min(2*piece, lastPiece)
	}
	return max(piece/2, thinPiece)
}
