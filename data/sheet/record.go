package sheet

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"hangviet/data/catalog"
)

// record is one row of data; its methods read cells by the column's key and
// report what cannot be read.
type record struct {
	r    *reader
	t    *table
	line line
}

// fault reports a problem of the row's cell in the column; of its first cell
// when the sheet has no such column.
func (c record) fault(column string, f rule, args ...any) {
	c.r.report(c.t.grid.name, c.cell(column, "vi"), c.line.number, column, f, args...)
}

func (c record) cell(column, lang string) string {
	at, ok := c.t.column[column][lang]
	if !ok {
		for _, at = range c.t.column[column] { // another language will do
			break
		}
	}
	return cellName(at, c.line.number)
}

// raw returns the cleaned text of a cell, "" when it cannot be used.
func (c record) raw(column, lang string) string {
	at, ok := c.t.column[column][lang]
	if !ok {
		return ""
	}
	cell := cellName(at, c.line.number)
	fault := func(f rule, args ...any) string {
		c.r.report(c.t.grid.name, cell, c.line.number, column, f, args...)
		return ""
	}
	value := c.line.cell(at)
	switch {
	case value == "":
		if c.t.grid.empty[cell] {
			return fault(formulaEmpty)
		}
		return ""
	case isErrorValue(value):
		return fault(cellError, value)
	}
	if encoding := catalog.LegacyEncoding(value); encoding != "" {
		return fault(legacy, encoding)
	}
	return clean(value)
}

// word returns a cell as one line.
func (c record) word(column string) string { return oneLine(c.raw(column, "vi")) }

// missing tells whether the cell holds nothing at all, readable or not.
func (c record) missing(column string) bool {
	at, ok := c.t.column[column]["vi"]
	return ok && c.line.cell(at) == "" && !c.t.grid.empty[cellName(at, c.line.number)]
}

// need reports a cell that must not be empty.
func (c record) need(column string) {
	if c.missing(column) {
		c.fault(column, required, c.title(column))
	}
}

// needIn reports a value that no row of several has; this is the first of them.
func (c record) needIn(column string) {
	if _, ok := c.t.column[column]["vi"]; !ok || c.missing(column) {
		c.fault(column, required, c.title(column))
	}
}

// title names a column in both languages: "Tên sản phẩm", "name".
func (c record) title(key string) catalog.Text {
	for _, col := range c.t.plan.columns {
		if col.key == key {
			return catalog.Text{"vi": col.vi, "en": col.key}
		}
	}
	return catalog.Text{"vi": key, "en": key}
}

// text returns a cell in every language the sheet has it in; nil when empty.
func (c record) text(column string) catalog.Text {
	out := catalog.Text{}
	for lang := range c.t.column[column] {
		if s := c.raw(column, lang); s != "" {
			out[lang] = s
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// needVietnamese reports text that is there in other languages only. Package
// catalog says it of products, producers, points and events.
func (c record) needVietnamese(column string, text catalog.Text) {
	if len(text) > 0 && text["vi"] == "" {
		c.fault(column, noVietnamese, strings.Join(slices.Sorted(maps.Keys(text)), ", "))
	}
}

// heading is text that stands on one line, such as a name.
func (c record) heading(column string) catalog.Text {
	t := c.text(column)
	for lang, s := range t {
		t[lang] = oneLine(s)
	}
	return t
}

// date reads a day; zero when empty or unreadable.
func (c record) date(column string) catalog.Date { return c.moment(column).day }

func (c record) moment(column string) moment {
	s := c.word(column)
	if s == "" {
		return moment{}
	}
	m, err := parseMoment(s, c.r.from1904)
	switch {
	case errors.Is(err, errYearOnly):
		c.fault(column, dateYearOnly, s)
	case errors.Is(err, errNoDay):
		c.fault(column, dateImpossible, s)
	case errors.Is(err, errUSOrder):
		c.fault(column, dateUSOrder, s)
	case err != nil:
		c.fault(column, dateUnreadable, s)
	case m.short:
		c.fault(column, dateShortYear, m.day.Show())
	}
	return m
}

// yes reads a yes or no.
func (c record) yes(column string) bool {
	s := c.word(column)
	v, err := parseYes(s)
	if err != nil {
		c.fault(column, yesNoUnreadable, s)
	}
	return v
}

// whole reads a whole number between low and high; 0 when empty or unreadable.
func (c record) whole(column string, low, high int) int {
	s := c.word(column)
	if s == "" {
		return 0
	}
	n, err := parseWhole(s, low, high)
	if err != nil {
		c.fault(column, numberUnreadable, s, interval(low, high))
		return 0
	}
	return n
}

// code reads a code or id of letters, digits, dash and what also allows.
func (c record) code(column, also string) string {
	s := parseCode(c.word(column))
	if s == "" {
		c.need(column)
		return ""
	}
	if validCode(s, also) {
		return s
	}
	extra := catalog.Text{}
	if also != "" {
		extra = catalog.Text{"vi": " hoặc " + also, "en": " or " + also}
	}
	c.fault(column, badCode, s, extra, codeFrom(s))
	return ""
}

// refer reads a code or name that must be in another sheet.
func (c record) refer(column, text string, to *register) string {
	code, ok := to.find(parseCode(text))
	if !ok {
		c.fault(column, unknownRef, text, to.title, c.r.suggest(text, to.names))
	}
	return code
}
