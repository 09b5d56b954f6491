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
	status int
	bytes  int64
}

// Unwrap lets http.ResponseController reach the connection.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// extend gives what is written next its time. A connection that takes no
// deadline is closed, or is none; writing to it will tell.
func (a *answer) extend() {
	http.NewResponseController(a.ResponseWriter).SetWriteDeadline(time.Now().Add(a.stall)) // see above
}

// heard says that the request has been read whole, so that its time limit does
// not end the answer, however long that takes.
func (a *answer) heard() {
	http.NewResponseController(a.ResponseWriter).SetReadDeadline(time.Time{}) // as in extend
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

// Pieces of a file that leave at once: at first as small as a thin line can take
// within stall, then, while each leaves in a small part of that, twice as large.
const (
	firstPiece = 32 << 10
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
	for piece := int64(firstPiece); rest.N > 0; {
		began := time.Now()
		a.extend()
		n, err := to.ReadFrom(&io.LimitedReader{R: rest.R, N: min(piece, rest.N)})
		total, rest.N, a.bytes = total+n, rest.N-n, a.bytes+n
		if n == 0 || err != nil {
			return total, err
		}
		piece = nextPiece(piece, a.stall, time.Since(began))
	}
	return total, nil
}

// nextPiece is how much is to leave at once after a piece that took so long.
func nextPiece(piece int64, stall, took time.Duration) int64 {
	if took < stall/quickPart {
		return min(2*piece, lastPiece)
	}
	return max(piece/2, firstPiece)
}
