package sheet

import (
	"strings"
	"unicode"

	"hangviet/data/catalog"
)

// clean brings a cell's text to the form in which it is kept: NFC, plain
// spaces and line ends, no invisible characters, nothing blank around it.
func clean(s string) string {
	s = catalog.NFC(strings.ReplaceAll(strings.ToValidUTF8(s, ""), "\r\n", "\n"))
	s = strings.Map(plain, s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// plain maps every kind of space to a space and drops what cannot be seen. The
// zero-width joiners stay: other languages spell with them.
func plain(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\r', r == '\u2028', r == '\u2029':
		return '\n'
	case r == '\t', unicode.Is(unicode.Zs, r):
		return ' '
	case r == '\ufeff', r == '\u2060', r == '\u00ad', r == '\ufffd', unicode.IsControl(r):
		return -1
	}
	return r
}

// oneLine joins the lines of cleaned text and its runs of spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// key folds text to the letters and digits it is matched on, words parted by
// one space: "Tên (en)", "tên_en" and "ten en" have the same key.
func key(s string) string {
	return strings.Join(strings.FieldsFunc(catalog.Fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// list parts a cell that holds several values: by line ends and semicolons, or
// by commas when there are none of these.
func list(s string) []string {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == ';' || r == '|' })
	if len(parts) == 1 {
		parts = strings.Split(parts[0], ",")
	}
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// isErrorValue tells whether the cell shows one of Excel's errors.
func isErrorValue(s string) bool {
	switch s {
	case "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!":
		return true
	}
	return false
}
