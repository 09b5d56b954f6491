package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/language"
)

// Row is one row of a sheet as text, by column: "price", "story", and "story_en"
// for a text in another language. Empty cells have no entry.
type Row map[string]string

// Rows is what a workbook says, as text, by the English name of the sheet
// ("Products") and in the workbook's order. Nothing is judged in it yet, so that
// what an office has written goes from a workbook into rows and back unchanged.
type Rows map[string][]Row

// SheetNames returns the names under which [Rows] holds the sheets, in the order
// of the template.
func SheetNames() []string {
	var names []string
	for _, p := range plans() {
		names = append(names, p.key)
	}
	return names
}

// ReadRows reads the workbook at path as it is. Problems tell of what could not
// be taken: sheets and columns that nothing is known of, or a file that is no
// workbook; the error is for a file that cannot be read at all and a context
// that ended.
func ReadRows(ctx context.Context, path string) (Rows, []Problem, error) {
	book := &Book{Path: path}
	r := newReader(filepath.Base(path), book, Options{})
	f, err := openWorkbook(path)
	if refused := (*refusal)(nil); errors.As(err, &refused) {
		r.refuse(refused)
		return nil, book.Problems, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	if err := r.readSheets(ctx, f); err != nil {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		r.refuse(&refusal{rule: damaged})
		return nil, book.Problems, nil
	}
	rows := Rows{}
	for key, t := range r.tables {
		if all := t.rows(r); len(all) > 0 {
			rows[key] = all
		}
	}
	return rows, book.Problems, nil
}

// rows returns the table's rows of data by column.
func (t *table) rows(r *reader) []Row {
	kinds := map[string]column{}
	for _, c := range t.plan.columns {
		kinds[c.key] = c
	}
	var all []Row
	for _, c := range t.records(r) {
		row := Row{}
		for key, languages := range t.column {
			for lang, at := range languages {
				if value := c.line.cell(at); value != "" {
					row[columnName(key, lang)] = r.since1900(kinds[key], value)
				}
			}
		}
		all = append(all, row)
	}
	return all
}

// since1900 counts a day or an instant from 1900 in a workbook that counts from
// 1904, because that is how it is written again.
func (r *reader) since1900(c column, value string) string {
	days, ok := plainNumber(value)
	if !ok || !r.from1904 || !c.counted() {
		return value
	}
	return strconv.FormatFloat(days+days1904, 'f', -1, 64)
}

// days1904 is how many days Excel's second calendar begins after its first.
const days1904 = 1462

// counted tells whether a number in the column is a count of days.
func (c column) counted() bool { return c.kind == date || c.key == "opens" || c.key == "closes" }

// plainNumber reads a number that is written back as it stands.
func plainNumber(text string) (float64, bool) {
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && strconv.FormatFloat(n, 'f', -1, 64) == text
}

// writeBody writes the rows below the headers, or the examples.
func (w *templateWriter) writeBody(sheet string, columns []templateColumn) error {
	if w.rows == nil {
		return w.writeExamples(sheet, columns)
	}
	for i, row := range w.rows[sheet] {
		for j, c := range columns {
			if value, ok := row[columnName(c.key, c.lang)]; ok {
				if err := w.f.SetCellValue(sheet, cellName(j, i+2), c.cellValue(value)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// cellValue is a number where people mean to reckon with it, and text otherwise:
// barcodes keep their zeros.
func (c templateColumn) cellValue(value string) any {
	if n, ok := plainNumber(value); ok && (c.counted() || c.kind == number || c.key == "price") {
		return n
	}
	return value
}

// columnName returns the English header of a column in one language.
func columnName(key, lang string) string {
	if lang == "vi" {
		return key
	}
	return key + "_" + lang
}

// Judge reads rows as [Read] reads a workbook, by the same rules, with the photos
// in the folder at photos. A problem names the row it is in by Row, counted from
// 1 within its sheet, and by Column as [Row] does; Cell is "".
func Judge(ctx context.Context, rows Rows, photos string, opt Options) (*Book, error) {
	if opt.Work == "" {
		opt.Work = filepath.Join(filepath.Dir(photos), workFolder)
	}
	book := &Book{Photos: map[string]string{}}
	r := newReader("", book, opt)
	for i, name := range SheetNames() {
		r.order[name] = i + 1
		r.judgeSheet(plans()[i], rows[name])
	}
	var err error
	if r.folder, err = openPhotoFolder(photos); err != nil {
		return nil, err
	}
	defer r.folder.Close()
	if err := r.readTables(ctx); err != nil {
		return nil, err
	}
	for i := range book.Problems {
		book.Problems[i].toRow(r.tables)
	}
	return book, nil
}

// judgeSheet lays a sheet's rows out below a header.
func (r *reader) judgeSheet(p plan, rows []Row) {
	names := map[string]bool{}
	for _, row := range rows {
		for name := range row {
			names[name] = true
		}
	}
	for _, c := range p.columns {
		if c.required {
			names[c.key] = true
		}
	}
	header := slices.Sorted(maps.Keys(names))
	g := &grid{name: p.key, empty: map[string]bool{}, rows: []line{cleanLine(1, header)}}
	for i, row := range rows {
		l := line{number: i + 2, cells: make([]string, len(header))}
		for j, name := range header {
			l.cells[j] = strings.TrimSpace(row[name])
		}
		g.rows = append(g.rows, l)
	}
	if t := r.newTable(p, g); t != nil {
		r.tables[p.key] = t
	}
}

// toRow turns the place of a problem in the laid out sheet into that of the row.
func (p *Problem) toRow(tables map[string]*table) {
	t := tables[p.Sheet]
	if t == nil {
		return
	}
	if column, _, err := excelize.CellNameToCoordinates(p.Cell); err == nil && p.Column != "" {
		for lang, at := range t.column[p.Column] {
			if at == column-1 {
				p.Column = columnName(p.Column, lang)
			}
		}
	}
	p.Cell, p.Row = "", max(0, p.Row-1)
}

// isLanguage tells whether tag is the short tag of a language, such as "en".
func isLanguage(tag string) bool {
	base, err := language.ParseBase(tag)
	return err == nil && base.String() == tag
}

// WriteRows writes a workbook that holds the rows: the template with its headers
// in lang, its lists and its notes, and a further column for every language the
// rows have. [ReadRows] reads the same rows from it. An existing file is replaced.
func WriteRows(path string, rows Rows, lang string, opt Options) error {
	f := excelize.NewFile()
	defer f.Close()
	w := templateWriter{f: f, lang: lang, opt: opt, rows: rows}
	if err := w.write(); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	var out bytes.Buffer
	if _, err := f.WriteTo(&out); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return writeWhole(path, out.Bytes())
}
