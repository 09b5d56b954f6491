package record

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/tlog"
)

// maxLine is the greatest length of a line in bytes, without its newline.
const maxLine = 4 << 10

// malformed says at which byte, from 0, a file is not what it should be.
type malformed struct {
	offset int64
	reason string
}

func (m *malformed) Error() string { return fmt.Sprintf("byte %d: %s", m.offset, m.reason) }

// lines reads a file from its beginning to its end, line by line and block by
// block, and hashes it on the way. Its first error stays; what is read after it
// is empty.
type lines struct {
	r     *bufio.Reader
	sum   hash.Hash
	pos   int64
	start int64 // of the line read last
	err   error
}

func newLines(r io.Reader) *lines {
	sum := sha256.New()
	return &lines{r: bufio.NewReaderSize(io.TeeReader(r, sum), 64<<10), sum: sum}
}

// fail says that what was read last is wrong.
func (l *lines) fail(reason string, args ...any) {
	if l.err == nil {
		l.err = &malformed{l.start, fmt.Sprintf(reason, args...)}
	}
}

// line returns the next line without its newline. It serves until the next call.
func (l *lines) line() []byte {
	if l.err != nil {
		return nil
	}
	l.start = l.pos
	line, err := l.r.ReadSlice('\n')
	l.pos += int64(len(line))
	switch {
	case err == io.EOF:
		l.fail("line does not end")
	case errors.Is(err, bufio.ErrBufferFull) || len(line) > maxLine+1:
		l.fail("line is longer than %d bytes", maxLine)
	case err != nil:
		l.err = err
	}
	if l.err != nil {
		return nil
	}
	return line[:len(line)-1]
}

// is reads a line that must be exactly want.
func (l *lines) is(want string) {
	if got := l.line(); l.err == nil && string(got) != want {
		l.fail("expected %q", want)
	}
}

// field reads a line that begins with name and a space and returns the rest.
func (l *lines) field(name string) []byte {
	value, found := bytes.CutPrefix(l.line(), []byte(name+" "))
	if l.err == nil && !found {
		l.fail("expected %q", name)
	}
	return value
}

// next tells whether the next line begins with prefix.
func (l *lines) next(prefix string) bool {
	if l.err != nil {
		return false
	}
	ahead, _ := l.r.Peek(len(prefix)) // shorter at the end
	return string(ahead) == prefix
}

// decimal reads a number from 0 on.
func (l *lines) decimal(value []byte) int64 {
	n, err := strconv.ParseInt(string(value), 10, 64)
	if l.err == nil && (err != nil || n < 0 || strconv.FormatInt(n, 10) != string(value)) {
		l.fail("%.40q is not a number", value)
	}
	return n
}

// hash reads 32 bytes in base64.
func (l *lines) hash(value []byte) (h tlog.Hash) {
	if l.err != nil {
		return h
	}
	var out [33]byte
	if len(value) == 44 {
		n, err := base64.StdEncoding.Strict().Decode(out[:], value)
		if err == nil && n == len(h) {
			return tlog.Hash(out[:32])
		}
	}
	l.fail("%.60q is not 32 bytes in base64", value)
	return h
}

// hex reads so many lower-case hexadecimal digits.
func (l *lines) hex(value []byte, digits int) string {
	if l.err == nil && !isHex(string(value), digits) {
		l.fail("%.60q is not %d hexadecimal digits", value, digits)
	}
	return string(value)
}

// word reads one of the given words.
func (l *lines) word(value []byte, words ...string) string {
	for _, w := range words {
		if w == string(value) {
			return w
		}
	}
	l.fail("%.40q is none of %s", value, strings.Join(words, ", "))
	return ""
}

// text reads UTF-8 without control characters.
func (l *lines) text(value []byte) string {
	if l.err == nil && cleanText(string(value)) != string(value) {
		l.fail("text has control characters or is not UTF-8")
	}
	return string(value)
}

// block reads so many bytes into room, which it grows when it is too small.
func (l *lines) block(value []byte, limit int64, room []byte) []byte {
	n := l.decimal(value)
	if n > limit {
		l.fail("%d bytes are more than %d", n, limit)
	}
	if l.err != nil {
		return nil
	}
	if int64(cap(room)) < n {
		room = make([]byte, n, 2*n)
	}
	room = room[:n]
	l.start = l.pos
	got, err := io.ReadFull(l.r, room)
	l.pos += int64(got)
	switch {
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		l.fail("file ends too early")
	case err != nil:
		l.err = err
	}
	return room
}

// end fails unless everything was read.
func (l *lines) end() error {
	l.start = l.pos
	if l.err == nil {
		if _, err := l.r.Peek(1); err == nil {
			l.fail("more data than expected")
		} else if err != io.EOF {
			l.err = err
		}
	}
	return l.err
}

// digest reads what is left and returns length and SHA-256 of the whole file.
func (l *lines) digest() (int64, string, error) {
	rest, err := io.Copy(io.Discard, l.r)
	l.pos += rest
	return l.pos, hex.EncodeToString(l.sum.Sum(nil)), err
}

func isHex(s string, digits int) bool {
	return len(s) == digits && strings.Trim(s, "0123456789abcdef") == ""
}

// cleanText returns s on one line: UTF-8 without control characters.
func cleanText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || 0x7f <= r && r <= 0x9f || r == 0x2028 || r == 0x2029 || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
}
