package export

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"

	"hangviet/data/hub/cell"
)

// Table is a plain table of texts and whole numbers.
type Table struct {
	Title  string    // of the sheet
	Remark string    // below the title; may be empty
	Heads  []string  // of the columns
	Widths []float64 // of the columns, in letters
	Rows   [][]any   // a string, int or int64 in each cell
}

// Write writes the table as CSV or an Excel workbook; [ErrFormat] for other
// formats.
func (t Table) Write(w io.Writer, f Format) error {
	switch f {
	case CSV:
		return t.writeCSV(w)
	case XLSX:
		return t.writeXLSX(w)
	}
	return ErrFormat
}

func (t Table) writeCSV(w io.Writer) error {
	buffer := bufio.NewWriter(w)
	out := cell.NewTable(buffer, t.Heads...)
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, c := range row {
			cells[i] = fmt.Sprint(c)
		}
		out.Row(cells...)
	}
	return errors.Join(out.Close(), buffer.Flush())
}

// writeXLSX puts texts into cells of the type text, which is never a formula.
func (t Table) writeXLSX(w io.Writer) (err error) {
	b, err := newWorkbook()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	if len(t.Rows)+3 > maxRows {
		return ErrTooManyRows
	}
	heads := make([]any, len(t.Heads))
	for i, text := range t.Heads {
		heads[i] = head(text)
	}
	rows := slices.Concat([][]any{{caption(t.Title)}, {t.Remark}, heads}, t.Rows)
	if err := b.sheet(0, sheetName(t.Title), t.Widths, slices.Values(rows)); err != nil {
		return fmt.Errorf("write sheet: %w", err)
	}
	return b.file.Write(w)
}

// sheetName is a title as Excel takes it for a sheet: at most 31 characters, none
// of which means something to it.
func sheetName(title string) string {
	var name []rune
	for _, r := range title {
		switch r {
		case ':', '\\', '/', '?', '*', '[', ']', '\'':
			r = ' '
		}
		if len(name) < 31 {
			name = append(name, r)
		}
	}
	return string(name)
}
