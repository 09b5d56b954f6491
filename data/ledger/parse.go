package ledger

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// ParseError tells where data is not what it should be.
type ParseError struct {
	What   string // "bundle", "entry", "checkpoint" or "receipt"
	Offset int    // byte at which reading stopped
	Reason string
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("parse %s: byte %d: %s", e.What, e.Offset, e.Reason)
}

// parser reads data from its beginning. Its first error stays; what is read
// after it is empty.
type parser struct {
	what string
	data []byte
	text string // data once more, so that what is read are parts of it; or ""
	pos  int
	err  error
}

func (p *parser) fail(reason string) {
	if p.err == nil {
		p.err = &ParseError{p.what, p.pos, reason}
	}
}

// line returns the next line without its newline.
func (p *parser) line() string {
	if p.err != nil {
		return ""
	}
	length := bytes.IndexByte(p.data[p.pos:], '\n')
	if length < 0 {
		p.fail("line does not end")
		return ""
	}
	start := p.pos
	p.pos += length + 1
	if p.text != "" {
		return p.text[start : start+length]
	}
	return string(p.data[start : start+length])
}

// next tells whether what comes next begins with the text.
func (p *parser) next(text string) bool {
	return p.err == nil && len(p.data)-p.pos >= len(text) && string(p.data[p.pos:p.pos+len(text)]) == text
}

// follows tells whether a byte stands that many bytes ahead.
func (p *parser) follows(ahead int, c byte) bool {
	return p.pos+ahead < len(p.data) && p.data[p.pos+ahead] == c
}

// is reads a line that must be exactly want.
func (p *parser) is(want string) {
	start := p.pos
	if got := p.line(); p.err == nil && got != want {
		p.failAt(start, fmt.Sprintf("expected %q", want))
	}
}

// take reads a line if it is exactly want, and tells whether it was.
func (p *parser) take(want string) bool {
	found := p.next(want) && p.follows(len(want), '\n')
	if found {
		p.pos += len(want) + 1
	}
	return found
}

// failAt fails at an earlier byte than the one reached.
func (p *parser) failAt(pos int, reason string) {
	p.pos = pos
	p.fail(reason)
}

// field reads a line that begins with name and a space and returns the rest.
func (p *parser) field(name string) string {
	start, found := p.pos, p.has(name)
	value := p.line()
	if p.err == nil && !found {
		p.failAt(start, fmt.Sprintf("expected %q", name))
	}
	if p.err != nil {
		return ""
	}
	return value[len(name)+1:]
}

// has tells whether the next line begins with name and a space.
func (p *parser) has(name string) bool { return p.next(name) && p.follows(len(name), ' ') }

// decimal reads a number from 0 on from a value that was just read.
func (p *parser) decimal(value string) int64 {
	n, err := strconv.ParseInt(value, 10, 64)
	if p.err == nil && (err != nil || n < 0 || strconv.FormatInt(n, 10) != value) {
		p.fail(fmt.Sprintf("%.40q is not a number", value))
	}
	return n
}

// hash reads 32 bytes in base64 from a value that was just read.
func (p *parser) hash(value string) (h [32]byte) {
	data, err := base64.StdEncoding.DecodeString(value)
	if p.err == nil && (err != nil || len(data) != len(h) || encode64(data) != value) {
		p.fail(fmt.Sprintf("%.60q is not 32 bytes in base64", value))
	}
	copy(h[:], data)
	return h
}

// block reads as many bytes as a value that was just read tells, at most limit.
func (p *parser) block(value string, limit int64) []byte {
	n := p.decimal(value)
	if p.err == nil && n > limit {
		p.fail(fmt.Sprintf("%d bytes are more than %d", n, limit))
	}
	if p.err == nil && n > int64(len(p.data)-p.pos) {
		p.fail("data ends too early")
	}
	if p.err != nil {
		return nil
	}
	block := p.data[p.pos : p.pos+int(n) : p.pos+int(n)]
	p.pos += int(n)
	return block
}

// id reads the id of a key from a value that was just read.
func (p *parser) id(value string) string {
	if p.err == nil && !isHex(value, 16) {
		p.fail(fmt.Sprintf("%.40q is not an id", value))
	}
	return value
}

// end fails unless everything was read.
func (p *parser) end() error {
	if p.err == nil && p.pos != len(p.data) {
		p.fail("more data than expected")
	}
	return p.err
}

func encode64(data []byte) string { return base64.StdEncoding.EncodeToString(data) }

func isHex(s string, digits int) bool {
	if len(s) != digits {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c-'0' > 9 && c-'a' > 5 { // both wrap around below
			return false
		}
	}
	return true
}

// isWord tells whether s can stand as one field of an entry.
func isWord(s string) bool {
	if s == "" || len(s) > 128 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return utf8.ValidString(s) && !strings.ContainsFunc(s, isControl)
		}
		if c <= ' ' || c == 0x7f {
			return false
		}
	}
	return true
}

func isControl(r rune) bool { return r <= 0x20 || 0x7f <= r && r <= 0x9f }
