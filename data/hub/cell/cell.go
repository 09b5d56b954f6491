// Package cell writes tables that people open in a spreadsheet. Every CSV file of
// the hub is written by [Table] and no text in it is ever taken for a formula;
// what writes cells in another way asks [Harmless].
package cell

import (
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// bom tells Excel that the file is UTF-8; without it Vietnamese is unreadable.
const bom = "\ufeff"

// openers are what a formula may begin with: in Excel, LibreOffice and Google
// Sheets, with their wide forms, and behind white space that some of them drop.
const openers = "=+-@＝＋－＠|"

// number is a plain number, which no spreadsheet runs, signed or not.
var number = regexp.MustCompile(`^[-+]?[0-9]+([.,][0-9]+)?$`)

// Harmless keeps a spreadsheet from taking a text for a formula, by an apostrophe
// before it. A text that is harmless, as a number is, is not changed.
func Harmless(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	if text == "" || !unicode.IsSpace(first) && !unicode.IsControl(first) && !strings.ContainsRune(openers, first) && first != '\ufeff' {
		return text
	}
	if number.MatchString(text) {
		return text
	}
	inner := strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' })
	begin, _ := utf8.DecodeRuneInString(inner)
	if first == '\t' || first == '\r' || first == '\n' || inner != "" && strings.ContainsRune(openers, begin) {
		return "'" + text
	}
	return text
}

// Table writes a CSV file as Excel in Vietnam reads it: UTF-8 with its mark, and
// lines that end in CR LF.
type Table struct {
	out   *csv.Writer
	cells []string
	err   error
}

// NewTable begins a file with its line of headings.
func NewTable(w io.Writer, heads ...string) *Table {
	_, err := io.WriteString(w, bom)
	t := &Table{out: csv.NewWriter(w), err: err}
	t.out.UseCRLF = true
	t.Row(heads...)
	return t
}

// Row writes one line. An error is told by Close.
func (t *Table) Row(cells ...string) {
	t.cells = t.cells[:0]
	for _, text := range cells {
		t.cells = append(t.cells, Harmless(text))
	}
	if t.err == nil {
		t.err = t.out.Write(t.cells)
	}
}

// Close writes what is left, and tells of the first error.
func (t *Table) Close() error {
	t.out.Flush()
	if t.err == nil {
		t.err = t.out.Error()
	}
	if t.err != nil {
		return fmt.Errorf("write table: %w", t.err)
	}
	return nil
}
