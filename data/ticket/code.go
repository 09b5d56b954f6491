package ticket

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Code is 60 bits as a person types them: twelve characters of the base 32 of
// Crockford, which has no I, L, O and U, then two check characters. It holds
// them bare, as the QR of a ticket does; [Code.String] parts them for the eye.
// Codes come from [New], [Encode] and [Parse], which make no others.
type Code string

// The reasons for which what was typed is no code. Neither says anything about
// whether a code is in a list.
var (
	ErrShape = errors.New("not a code: it needs 14 letters and digits")
	ErrCheck = errors.New("code is mistyped: its check characters do not fit")
)

const (
	alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	length   = 14   // characters of a code
	payload  = 12   // of these, the characters before the check characters
	modulus  = 1021 // the largest prime below 32²
	bits     = 60   // of a code's value
)

// New draws a code from random, which has to be as good as crypto/rand's. Its
// error is random's.
func New(random io.Reader) (Code, error) {
	var drawn [8]byte
	if _, err := io.ReadFull(random, drawn[:]); err != nil {
		return "", fmt.Errorf("draw code: %w", err)
	}
	return Encode(binary.BigEndian.Uint64(drawn[:])), nil
}

// Draw draws that many codes, no two alike. Its error is random's.
func Draw(random io.Reader, count int) ([]Code, error) {
	codes, seen := make([]Code, 0, count), make(map[Code]bool, count)
	for len(codes) < count {
		c, err := New(random)
		if err != nil {
			return nil, err
		}
		if !seen[c] {
			codes, seen[c] = append(codes, c), true
		}
	}
	return codes, nil
}

// Encode returns the code of the low 60 bits of value; the four above them are
// left out.
func Encode(value uint64) Code {
	value &= 1<<bits - 1
	full := [length]byte{}
	check := value % modulus
	for i := payload - 1; i >= 0; i-- {
		full[i] = alphabet[value%32]
		value /= 32
	}
	full[payload], full[payload+1] = alphabet[check/32], alphabet[check%32]
	return Code(full[:])
}

// Value returns the 60 bits that c was made of.
func (c Code) Value() uint64 {
	var value uint64
	for i := range min(payload, len(c)) {
		value = value<<5 | uint64(max(0, strings.IndexByte(alphabet, c[i])))
	}
	return value
}

// String returns the code in groups, as 0123-4567-89AB-CD.
func (c Code) String() string {
	if len(c) != length {
		return string(c)
	}
	return string(c[:4] + "-" + c[4:8] + "-" + c[8:12] + "-" + c[12:])
}

// Prefix returns the first four characters. Codes drawn at random share them
// once in a million; somebody who tries codes in a row shares them every time.
func (c Code) Prefix() string { return string(c[:min(4, len(c))]) }

// Parse reads a code as people and scanners give it: in small letters, with O
// for 0 and I or L for 1, in full-width characters, with spaces, dashes and the
// line end that a scanner types after it. The error is [ErrShape], with the
// place of the first character that does not belong, or [ErrCheck]. It never
// holds what was typed.
func Parse(typed string) (Code, error) {
	var read []byte
	for i, r := range []rune(typed) {
		r = plain(r)
		if isBetween(r) {
			continue
		}
		if r > unicode.MaxASCII || strings.IndexByte(alphabet, byte(r)) < 0 || len(read) == length {
			return "", fmt.Errorf("%w: character %d", ErrShape, i+1)
		}
		read = append(read, byte(r))
	}
	if len(read) != length {
		return "", fmt.Errorf("%w: there are %d", ErrShape, len(read))
	}
	if c := Code(read); c == Encode(c.Value()) {
		return c, nil
	}
	return "", ErrCheck
}

// plain returns the character of the alphabet that r stands for, or r.
func plain(r rune) rune {
	if r >= '！' && r <= '～' { // full-width forms of ASCII
		r -= '！' - '!'
	}
	switch r = unicode.ToUpper(r); r {
	case 'O':
		return '0'
	case 'I', 'L':
		return '1'
	}
	return r
}

// isBetween tells whether r only parts characters: spaces and line ends, dashes
// of any length, the minus sign and characters without a width.
func isBetween(r rune) bool {
	return unicode.In(r, unicode.White_Space, unicode.Pd, unicode.Cf) || r == '\u2212'
}
