package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"hangviet/data/catalog"
)

// WriteRemarks writes dst, a copy of the workbook src with a column of remarks
// on every sheet that has problems and the cells in question coloured. What is
// of the file as a whole stands on the first sheet. A column of remarks that an
// earlier copy brought along is written anew.
func WriteRemarks(src, dst string, problems []Problem, lang string) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("write remarks: the workbook is damaged")
		}
	}()
	f, err := openWorkbook(src)
	if err != nil {
		return fmt.Errorf("write remarks: %w", err)
	}
	defer f.Close()
	w := remarksWriter{f: f, lang: lang, styles: map[styleKey]int{}}
	for i, name := range f.GetSheetList() {
		if err := w.writeSheet(name, of(problems, name, i == 0)); err != nil {
			return fmt.Errorf("write remarks on %q: %w", name, err)
		}
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		return fmt.Errorf("write remarks: %w", err)
	}
	return writeWhole(dst, out.Bytes())
}

// of returns the problems of a sheet, and those of no sheet when it is the
// first.
func of(problems []Problem, sheet string, first bool) []Problem {
	var out []Problem
	for _, p := range problems {
		if p.Sheet == sheet || first && p.Sheet == "" {
			out = append(out, p)
		}
	}
	return out
}

// styleKey is a cell's style and what is wrong with it.
type styleKey struct {
	style    int
	severity catalog.Severity
}

type remarksWriter struct {
	f      *excelize.File
	lang   string
	styles map[styleKey]int // the style with the colour
}

func (w remarksWriter) writeSheet(name string, problems []Problem) error {
	g, err := readGrid(context.Background(), w.f, name, nil)
	if err != nil {
		return nil // a chart: there is nothing to write on
	}
	header, column := remarksPlace(name, g)
	for _, l := range g.rows {
		if l.number > header && l.cell(column) != "" { // remarks of an earlier copy
			if err := w.f.SetCellStr(name, cellName(column, l.number), ""); err != nil {
				return err
			}
		}
	}
	if len(problems) == 0 && !isRemarksHeader(at(g, header, column)) {
		return nil
	}
	if err := w.writeHeader(name, header, column); err != nil {
		return err
	}
	for row, list := range byRow(problems, header) {
		if err := w.writeRow(name, cellName(column, row), list, row == header); err != nil {
			return err
		}
	}
	return nil
}

// remarksPlace returns the row of the header and the 0-based column for the
// remarks: that of an earlier copy, or the first free one.
func remarksPlace(name string, g *grid) (header, column int) {
	header = 1
	if p, ok := matchPlan(name); ok {
		if i := findHeader(g, p.headers(), len(p.columns)); i >= 0 {
			header = g.rows[i].number
		}
	}
	for _, l := range g.rows {
		column = max(column, len(l.cells))
		for i, text := range l.cells {
			if l.number == header && isRemarksHeader(text) {
				return header, i
			}
		}
	}
	return header, column
}

func at(g *grid, row, column int) string {
	if i := g.index(row); i < len(g.rows) && g.rows[i].number == row {
		return g.rows[i].cell(column)
	}
	return ""
}

// byRow gathers the problems by row; those without one go to the header's.
func byRow(problems []Problem, header int) map[int][]Problem {
	out := map[int][]Problem{}
	for _, p := range problems {
		row := p.Row
		if row == 0 {
			row = header
		}
		out[row] = append(out[row], p)
	}
	return out
}

func (w remarksWriter) writeHeader(sheet string, row, column int) error {
	name := cellName(column, row)
	letters := strings.TrimRight(name, "0123456789")
	title, ok := remarksTitle[w.lang]
	if !ok {
		title = remarksTitle["en"]
	}
	bold, err := w.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: wrapped()})
	if err != nil {
		return err
	}
	return errors.Join(
		w.f.SetColWidth(sheet, letters, letters, 70),
		w.f.SetCellStr(sheet, name, title),
		w.f.SetCellStyle(sheet, name, name, bold),
	)
}

func wrapped() *excelize.Alignment { return &excelize.Alignment{WrapText: true, Vertical: "top"} }

// writeRow writes the remarks of one row and colours its cells.
func (w remarksWriter) writeRow(sheet, cell string, problems []Problem, header bool) error {
	lines := make([]string, 0, len(problems)+1)
	if header {
		lines = append(lines, remarksTitle[w.lang])
	}
	worst := catalog.Warning
	for _, p := range problems {
		lines = append(lines, strings.TrimSpace(p.Cell+" "+p.Message.In(w.lang)))
		if p.Severity == catalog.Error {
			worst = catalog.Error
		}
		if p.Cell != "" {
			if err := w.colour(sheet, p.Cell, p.Severity); err != nil {
				return err
			}
		}
	}
	style, err := w.f.NewStyle(&excelize.Style{Alignment: wrapped(), Fill: fill(worst)})
	if err != nil {
		return err
	}
	return errors.Join(
		w.f.SetCellStr(sheet, cell, strings.Join(lines, "\n")),
		w.f.SetCellStyle(sheet, cell, cell, style),
	)
}

// colour fills a cell and keeps the rest of its style.
func (w remarksWriter) colour(sheet, cell string, severity catalog.Severity) error {
	id, err := w.f.GetCellStyle(sheet, cell)
	if err != nil {
		return err
	}
	k := styleKey{id, severity}
	if _, ok := w.styles[k]; !ok {
		style, err := w.f.GetStyle(id)
		if err != nil {
			style = &excelize.Style{}
		}
		style.Fill = fill(severity)
		if w.styles[k], err = w.f.NewStyle(style); err != nil {
			return err
		}
	}
	return w.f.SetCellStyle(sheet, cell, cell, w.styles[k])
}

// fill is the colour of a severity: light red or light yellow.
func fill(severity catalog.Severity) excelize.Fill {
	colour := "FFF2CC"
	if severity == catalog.Error {
		colour = "F8CBAD"
	}
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour}}
}
