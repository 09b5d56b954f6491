package sheet

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"hangviet/data/catalog"
)

// maxProblems bounds what one workbook may say, so that a broken one does not
// fill the memory.
const maxProblems = 100_000

// maxSuggestions bounds the search for names that are alike, which compares
// each wrong name with all right ones.
const maxSuggestions = 500

// reader carries what is known while a workbook is read.
type reader struct {
	opt       Options
	book      *Book
	file      string // name of the workbook
	from1904  bool   // the workbook counts days from 1904
	tables    map[string]*table
	found     map[string]bool // sheets that were met, readable or not
	order     map[string]int  // sheet name → place in the workbook
	said      map[string]bool
	folder    *photoFolder
	wanted    []wantedPhoto
	linkRows  map[string][]linkRow // by product
	eventRows []record             // of the events in the book

	producers, products, points, events *register
	suggested                           int
}

func newReader(file string, book *Book, opt Options) *reader {
	return &reader{
		opt: opt, book: book, file: file,
		tables: map[string]*table{}, found: map[string]bool{}, order: map[string]int{}, said: map[string]bool{},
		linkRows:  map[string][]linkRow{},
		producers: newRegister(producerPlan), products: newRegister(productPlan),
		points: newRegister(pointPlan), events: newRegister(eventPlan),
	}
}

// refuse reports a workbook that cannot be read.
func (r *reader) refuse(why *refusal) {
	r.add(Problem{File: r.file, Severity: why.rule.severity, Code: why.rule.code, Message: why.rule.message(why.args...)})
}

// report adds a problem, once.
func (r *reader) report(sheet, cell string, row int, column string, f rule, args ...any) {
	r.add(Problem{
		File: r.file, Sheet: sheet, Cell: cell, Row: row, Column: column,
		Severity: f.severity, Code: f.code, Message: f.message(args...),
	})
}

func (r *reader) add(p Problem) {
	id := strings.Join([]string{p.File, p.Sheet, p.Cell, p.Code, p.Message["vi"]}, "\x00")
	switch n := len(r.book.Problems); {
	case r.said[id] || n > maxProblems:
		return
	case n == maxProblems:
		p = Problem{File: r.file, Severity: tooMany.severity, Code: tooMany.code, Message: tooMany.message(maxProblems)}
	}
	r.said[id] = true
	r.book.Problems = append(r.book.Problems, p)
}

func (r *reader) faultSheet(sheet string, f rule, args ...any) {
	r.report(sheet, "", 0, "", f, args...)
}

func (r *reader) faultHeader(t *table, at int, f rule, args ...any) {
	r.report(t.grid.name, cellName(at, t.header), t.header, t.keyAt(at), f, args...)
}

func (r *reader) faultRow(t *table, row int, f rule, args ...any) {
	r.report(t.grid.name, "A"+strconv.Itoa(row), row, "", f, args...)
}

// didYouMean is the end of a sentence that proposes a name; nothing without one.
func didYouMean(name string) catalog.Text {
	if name == "" {
		return nil
	}
	return catalog.Text{"vi": " Có phải “" + name + "” không?", "en": " Did you mean “" + name + "”?"}
}

// suggest returns the most similar of names as the end of a sentence.
func (r *reader) suggest(want string, names []string) catalog.Text {
	if r.suggested++; r.suggested > maxSuggestions {
		return nil
	}
	return didYouMean(nearest(want, names))
}

// sortProblems orders by the workbook's sheets, rows and columns.
func (r *reader) sortProblems() {
	slices.SortStableFunc(r.book.Problems, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(r.order[a.Sheet], r.order[b.Sheet]),
			cmp.Compare(a.Row, b.Row),
			cmp.Compare(len(a.Cell), len(b.Cell)),
			strings.Compare(a.Cell, b.Cell),
		)
	})
}

// register is the rows of a sheet by code and by name.
type register struct {
	title catalog.Text // name of the sheet for sentences
	rows  map[string]record
	ids   map[string]string // folded code, or name → code; "" when it is of two
	names []string
}

func newRegister(p plan) *register {
	return &register{title: catalog.Text{"vi": p.vi, "en": p.key}, rows: map[string]record{}, ids: map[string]string{}}
}

// enter adds a row under its code; it reports a code that is there already.
func (g *register) enter(code string, name catalog.Text, rec record, column string) bool {
	if first, taken := g.rows[code]; taken {
		rec.fault(column, duplicate, code, first.line.number)
		return false
	}
	g.rows[code] = rec
	g.names = append(g.names, code)
	g.alias(foldCode(code), code)
	if n := name["vi"]; n != "" {
		g.names = append(g.names, n)
		g.alias(key(n), code)
	}
	return true
}

func (g *register) alias(name, code string) {
	if other, taken := g.ids[name]; taken && other != code {
		code = "" // two rows have it: it names neither
	}
	g.ids[name] = code
}

// find returns the code meant by text: the code itself, in any case and with or
// without its leading zeros, or the name when only one row has it.
func (g *register) find(text string) (string, bool) {
	if _, ok := g.rows[text]; ok {
		return text, true
	}
	for _, k := range []string{foldCode(text), key(text)} {
		if code := g.ids[k]; code != "" {
			return code, true
		}
	}
	return "", false
}

// foldCode is the key on which codes are compared that a person or Excel has
// retyped: "SP-007" and "sp-007", "007" and "7".
func foldCode(s string) string {
	s = strings.ToLower(s)
	if trimmed := strings.TrimLeft(s, "0"); digits(s) == s && trimmed != "" {
		return "#" + trimmed
	}
	return "#" + s
}
