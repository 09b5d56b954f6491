package sheet

import (
	"slices"
	"strings"
)

// table is one sheet with its columns recognised.
type table struct {
	plan   plan
	grid   *grid
	header int                       // row number of the header
	column map[string]map[string]int // key → language → 0-based column
	first  int                       // index into grid.rows of the first row of data
}

// records returns the rows of data.
func (t *table) records(r *reader) []record {
	out := make([]record, 0, len(t.grid.rows)-t.first)
	for _, l := range t.grid.rows[t.first:] {
		if t.holds(l) {
			out = append(out, record{r, t, l})
		}
	}
	return out
}

// holds tells whether the row says anything in a column of the plan.
func (t *table) holds(l line) bool {
	for _, languages := range t.column {
		for _, at := range languages {
			if l.cell(at) != "" || t.grid.empty[cellName(at, l.number)] {
				return true
			}
		}
	}
	return false
}

// newTable recognises the columns of a sheet and reports what is odd about it.
func (r *reader) newTable(p plan, g *grid) *table {
	headers := p.headers()
	at := findHeader(g, headers, len(p.columns))
	if at < 0 {
		if len(g.rows) > 0 {
			r.faultSheet(g.name, noHeader)
		}
		return nil
	}
	t := &table{plan: p, grid: g, header: g.rows[at].number, column: map[string]map[string]int{}}
	for i, text := range g.rows[at].cells {
		if text = oneLine(clean(text)); text != "" && !isRemarksHeader(text) {
			r.placeColumn(t, i, text, headers)
		}
	}
	r.checkColumns(t)
	t.first = g.index(t.endOfHeader() + 1)
	r.reportMerged(t)
	r.reportHidden(t)
	return t
}

func (r *reader) placeColumn(t *table, at int, text string, headers map[string]*column) {
	f, ok := matchField(text, headers)
	if !ok && numbersRows(text) {
		return
	}
	if !ok {
		suggestion := nearest(text, headerNames(t.plan))
		r.faultHeader(t, at, columnUnknown, text, didYouMean(suggestion))
		return
	}
	languages := t.column[f.column.key]
	if languages == nil {
		languages = map[string]int{}
		t.column[f.column.key] = languages
	}
	if other, twice := languages[f.lang]; twice {
		r.faultHeader(t, at, columnTwice, text, strings.TrimRight(cellName(other, 1), "1"))
		return
	}
	languages[f.lang] = at
}

// numbersRows tells whether a header is that of a column which only numbers the
// rows, as offices have it.
func numbersRows(header string) bool {
	return slices.Contains([]string{"stt", "tt", "so tt", "so thu tu", "no"}, key(header))
}

func headerNames(p plan) []string {
	var names []string
	for _, c := range p.columns {
		names = append(names, c.key, c.vi)
	}
	return names
}

func (r *reader) checkColumns(t *table) {
	for _, c := range t.plan.columns {
		if _, ok := t.column[c.key]["vi"]; c.required && !ok {
			r.faultRow(t, t.header, columnMissing, c.vi, c.key)
		}
	}
}

// endOfHeader returns the last row of the header: headers of two rows have
// cells merged downwards.
func (t *table) endOfHeader() int {
	end := t.header
	for _, m := range t.grid.merged {
		if m.top <= t.header && m.bottom > end && m.bottom <= t.header+3 && m.top > t.header-1 {
			end = m.bottom
		}
	}
	return end
}

func (r *reader) reportMerged(t *table) {
	end := t.endOfHeader()
	for _, m := range t.grid.merged {
		if m.top > end {
			r.report(t.grid.name, cellName(m.left-1, m.top), m.top, t.keyAt(m.left-1), merged, m.ref)
		}
	}
}

func (r *reader) reportHidden(t *table) {
	rows := slices.DeleteFunc(slices.Clone(t.grid.hidden), func(n int) bool { return n <= t.endOfHeader() })
	if len(rows) > 0 {
		r.faultRow(t, rows[0], rowsHidden, len(rows), rows[0])
	}
}

// keyAt returns the key of the 0-based column, "" when it is of no plan.
func (t *table) keyAt(at int) string {
	for k, languages := range t.column {
		for _, i := range languages {
			if i == at {
				return k
			}
		}
	}
	return ""
}
