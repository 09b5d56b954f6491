package sheet

import (
	"context"
	"fmt"
	"sort"
	"strings"

	"github.com/xuri/excelize/v2"
)

// grid is one sheet of the workbook as text. Cells are cleaned where they are
// read, after a look for old encodings.
type grid struct {
	name   string // as the workbook has it
	rows   []line // those that hold something, in order
	merged []merge
	empty  map[string]bool // cells with a formula that has no result
	hidden []int           // rows that are hidden and hold something
}

// line is one row.
type line struct {
	number int      // 1-based
	cells  []string // by column, up to the last that holds something
}

// cell returns the text in the 0-based column, "" beyond the last.
func (l line) cell(column int) string {
	if column < len(l.cells) {
		return l.cells[column]
	}
	return ""
}

// merge is a range of merged cells, 1-based and inclusive.
type merge struct {
	ref                      string
	left, top, right, bottom int
}

// readGrid reads one sheet as a stream.
func readGrid(ctx context.Context, f *excelize.File, name string, xml []byte) (*grid, error) {
	g := &grid{name: name, empty: map[string]bool{}}
	for _, cell := range formulasWithoutValue(xml) {
		g.empty[cell] = true
	}
	for _, ref := range mergedRanges(xml) {
		if m, ok := parseMerge(ref); ok {
			g.merged = append(g.merged, m)
		}
	}
	rows, err := f.Rows(name)
	if err != nil {
		return nil, fmt.Errorf("read sheet %q: %w", name, err)
	}
	defer rows.Close()
	for number := 1; rows.Next(); number++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, fmt.Errorf("read sheet %q: %w", name, err)
		}
		if l := cleanLine(number, cells); l.cells != nil {
			g.rows = append(g.rows, l)
			if rows.GetRowOpts().Hidden {
				g.hidden = append(g.hidden, number)
			}
		}
	}
	g.spreadMerged()
	return g, rows.Error()
}

// maxColumns is how far to the right a sheet is read; a slip of the hand can
// leave a mark in Excel's 16,384th column on every row.
const maxColumns = 400

// cleanLine keeps the cells up to the last that holds something; nil when none
// does. Text in an old encoding stays as it is, to be named where it is read.
func cleanLine(number int, cells []string) line {
	l := line{number: number}
	for i, c := range cells[:min(len(cells), maxColumns)] {
		if c = strings.TrimSpace(c); c != "" {
			l.cells = append(l.cells, make([]string, i-len(l.cells))...)
			l.cells = append(l.cells, c)
		}
	}
	return l
}

func parseMerge(ref string) (merge, bool) {
	from, to, _ := strings.Cut(ref, ":")
	left, top, err1 := excelize.CellNameToCoordinates(from)
	right, bottom, err2 := excelize.CellNameToCoordinates(to)
	if err1 != nil || err2 != nil || right < left || bottom < top {
		return merge{}, false
	}
	return merge{ref, left, top, right, bottom}, true
}

// spreadMerged writes the value of cells that are merged downwards into every
// row they cover, as people mean it ("these five are of one producer"). Merged
// cells that hold nothing are of no interest.
func (g *grid) spreadMerged() {
	var kept []merge
	for _, m := range g.merged {
		at := g.index(m.top)
		if at == len(g.rows) || g.rows[at].number != m.top || g.rows[at].cell(m.left-1) == "" {
			continue
		}
		kept = append(kept, m)
		for i := at + 1; i < len(g.rows) && g.rows[i].number <= m.bottom; i++ {
			if g.rows[i].cell(m.left-1) == "" {
				g.rows[i].set(m.left-1, g.rows[at].cell(m.left-1))
			}
		}
	}
	g.merged = kept
}

// index returns where the first row stands that is not above number.
func (g *grid) index(number int) int {
	return sort.Search(len(g.rows), func(i int) bool { return g.rows[i].number >= number })
}

func (l *line) set(column int, value string) {
	if missing := column + 1 - len(l.cells); missing > 0 {
		l.cells = append(l.cells, make([]string, missing)...)
	}
	l.cells[column] = value
}

// cellName returns "F12" for the 0-based column 5 of row 12.
func cellName(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return ""
	}
	return name
}
