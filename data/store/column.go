package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"hangviet/data/catalog"
)

// What stands in a column is made and read here, so that a type of the domain
// needs no tags of ours. Each reader names what it could not read and wraps
// [ErrDamaged].

// encodeText returns a text as a JSON object, "" when it is empty. Keys come
// sorted, so the same text gives the same bytes.
func encodeText(t map[string]string) string {
	if len(t) == 0 {
		return ""
	}
	return encodeJSON(t)
}

func encodeList(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return encodeJSON(list)
}

// encodeJSON encodes maps and slices of strings, which always can be.
func encodeJSON(v any) string {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.Encode(v)
	return string(bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
}

// scanner collects the first error of the columns of one row, so that a row is
// read as a list of fields.
type scanner struct{ err error }

func (s *scanner) note(what, value string, err error) {
	if err != nil && s.err == nil {
		s.err = fmt.Errorf("%w: %s %.40q: %w", ErrDamaged, what, value, err)
	}
}

func (s *scanner) text(value string) map[string]string {
	if value == "" {
		return nil
	}
	var t map[string]string
	s.note("text", value, json.Unmarshal([]byte(value), &t))
	return t
}

func (s *scanner) list(value string) []string {
	if value == "" {
		return nil
	}
	var list []string
	s.note("list", value, json.Unmarshal([]byte(value), &list))
	return list
}

func (s *scanner) date(value string) catalog.Date {
	if value == "" {
		return catalog.Date{}
	}
	d, err := catalog.ParseDate(value)
	s.note("date", value, err)
	return d
}

func (s *scanner) instant(value string) time.Time {
	if value == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, value)
	s.note("time", value, err)
	return t.In(catalog.Zone)
}

func encodeInstant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// decodeHash reads a SHA-256 in hexadecimal.
func decodeHash(s string) ([]byte, error) {
	sum, err := hex.DecodeString(s)
	if err != nil || len(sum) != 32 || hex.EncodeToString(sum) != s {
		return nil, fmt.Errorf("image %q is not named by its SHA-256", s)
	}
	return sum, nil
}
