package release

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// spelling is how a target of this package is written as JSON. It has one only:
// what is read is written back to the same bytes, so unknown and doubled fields and
// whatever follows are refused. J is the file's form, T what it tells.
type spelling[J, T any] struct {
	what    string // it is, in words
	newest  int    // version of the form that this program knows
	version func(J) int
	read    func(J) (T, error)
	write   func(T) []byte
}

// parse returns [ErrNewerFormat] or [ErrCorrupt].
func (s spelling[J, T]) parse(data []byte) (read T, err error) {
	var j J
	var none T
	if err := json.Unmarshal(data, &j); err != nil {
		return none, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if v := s.version(j); v > s.newest {
		return none, fmt.Errorf("%w: %s format %d", ErrNewerFormat, s.what, v)
	}
	if read, err = s.read(j); err != nil {
		return none, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	if i := firstDifference(data, s.write(read)); i >= 0 {
		return none, fmt.Errorf("%w: %s is not as this program writes it, from byte %d on", ErrCorrupt, s.what, i)
	}
	return read, nil
}

// encode writes JSON with a line end at its end, in one line where indent is "".
// What is written is strings and numbers, which always encode.
func encode(v any, indent string) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	_ = e.Encode(v) // see above
	return b.Bytes()
}

// firstDifference returns the first index at which a and b differ, or -1.
func firstDifference(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return n
	}
	return -1
}
