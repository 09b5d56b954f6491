package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

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
	size := 2
	for lang, s := range t {
		if !plain(lang) || !plain(s) {
			return encodeJSON(t)
		}
		size += len(lang) + len(s) + len(`"":"",`)
	}
	return encodePlain(t, make([]byte, 0, size))
}

// encodePlain writes what encodeJSON would of texts that are plain, in a tenth of
// the time: a catalogue has a hundred thousand of them.
func encodePlain(t map[string]string, out []byte) string {
	out = append(out, '{')
	for _, lang := range slices.Sorted(maps.Keys(t)) {
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = append(append(append(out, '"'), lang...), `":"`...)
		out = append(append(out, t[lang]...), '"')
	}
	return string(append(out, '}'))
}

// decodePlain reads a JSON object of plain strings without white space, which is
// how they are written; anything else is left to the whole of JSON.
func decodePlain(value string) (map[string]string, bool) {
	rest, ok := strings.CutPrefix(value, `{"`)
	if !ok || !strings.HasSuffix(rest, `"}`) {
		return nil, false
	}
	t := make(map[string]string, 2)
	for field := range strings.SplitSeq(rest[:len(rest)-2], `","`) {
		lang, s, ok := strings.Cut(field, `":"`)
		if !ok || !plain(lang) || !plain(s) {
			return nil, false
		}
		t[lang] = s
	}
	return t, true
}

// plain tells whether a string stands in JSON as it is.
func plain(s string) bool {
	for _, r := range s {
		switch {
		case r < ' ', r == '"', r == '\\', r == 0x7f, r == '\u2028', r == '\u2029', r == utf8.RuneError:
			return false
		}
	}
	return true
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

// packed reads a text that is not unpacked yet.
func (s *scanner) packed(value string) catalog.Packed {
	if value != "" && !json.Valid([]byte(value)) {
		s.note("text", value, errors.New("is no JSON"))
	}
	return catalog.Packed(value)
}

func (s *scanner) text(value string) map[string]string {
	if value == "" {
		return nil
	}
	t, ok := decodePlain(value)
	if !ok {
		s.note("text", value, json.Unmarshal([]byte(value), &t))
	}
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
