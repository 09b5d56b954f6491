package export

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// maxRows is how many rows a sheet of Excel can hold.
const maxRows = 1 << 20

// ErrTooManyRows says that a sheet cannot hold the ballots; CSV can.
var ErrTooManyRows = errors.New("more rows than a sheet of Excel can hold; export as csv")

// workbook is an Excel file being written.
type workbook struct {
	file        *excelize.File
	title, head int // styles
}

// writeXLSX writes a workbook of four sheets. Texts go into cells of the type
// text, which a spreadsheet never takes for a formula.
func (d Document) writeXLSX(w io.Writer) (err error) {
	b := workbook{file: excelize.NewFile()}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	if err := b.styles(); err != nil {
		return err
	}
	sheets := []struct {
		name   string
		widths []float64
		rows   [][]any
	}{
		{say(d.lang, "sheet.totals"), []float64{26, 20, 44, 36, 12}, d.totalRows()},
		{say(d.lang, "sheet.kiosks"), []float64{22, 40, 12, 12}, d.kioskRows()},
		{say(d.lang, "sheet.ballots"), []float64{36, 18, 22, 22, 22}, d.ballotRows()},
		{say(d.lang, "sheet.not"), []float64{60, 12}, d.uncountedRows()},
	}
	for i, s := range sheets {
		if err := b.sheet(i, s.name, s.widths, s.rows); err != nil {
			return fmt.Errorf("write sheet %s: %w", s.name, err)
		}
	}
	return b.file.Write(w)
}

func (b *workbook) styles() (err error) {
	if b.title, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 14}}); err != nil {
		return err
	}
	b.head, err = b.file.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true, Color: "FFFFFF"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F6B4A"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"},
	})
	return err
}

func (b *workbook) sheet(index int, name string, widths []float64, rows [][]any) error {
	if len(rows) > maxRows {
		return ErrTooManyRows
	}
	if err := b.addSheet(index, name); err != nil {
		return err
	}
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, width := range widths {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	for i, cells := range rows {
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), b.styled(cells)); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (b *workbook) addSheet(index int, name string) error {
	if index == 0 {
		return b.file.SetSheetName(b.file.GetSheetName(0), name)
	}
	_, err := b.file.NewSheet(name)
	return err
}

// styled gives captions and headings their looks.
func (b *workbook) styled(cells []any) []any {
	out := make([]any, len(cells))
	for i, c := range cells {
		switch c := c.(type) {
		case caption:
			out[i] = excelize.Cell{StyleID: b.title, Value: string(c)}
		case head:
			out[i] = excelize.Cell{StyleID: b.head, Value: string(c)}
		default:
			out[i] = c
		}
	}
	return out
}

// caption is a cell that says what the sheet is about, head one of a table's
// first row.
type (
	caption string
	head    string
)

// heads returns the cells of a table's first row in the document's language.
func (d Document) heads(keys ...string) []any {
	cells := make([]any, len(keys))
	for i, key := range keys {
		cells[i] = head(say(d.lang, "col."+key))
	}
	return cells
}

// totalRows holds what the round is, and its nominees with a column for each
// kiosk.
func (d Document) totalRows() [][]any {
	rows := [][]any{
		{caption(d.Title)},
		{d.Notice},
		{say(d.lang, "phase."+string(d.Phase)), d.Opens.Format("02/01/2006 15:04") + " – " + d.Closes.Format("02/01/2006 15:04")},
		{say(d.lang, "col.ballots"), d.Ballots},
		{say(d.lang, "col.choices"), d.Choices},
		{},
	}
	titles := d.heads("category", "code", "product", "producer", "choices")
	for _, k := range d.Kiosks {
		titles = append(titles, head(k.label()))
	}
	rows = append(rows, titles)
	for _, c := range d.Categories {
		for _, n := range c.Nominees {
			cells := []any{c.Title, n.Product, n.Name, n.Maker, n.Choices}
			for _, k := range d.Kiosks {
				cells = append(cells, n.Kiosks[k.ID])
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

// label returns what a kiosk is called in a heading.
func (k Kiosk) label() string {
	if k.Name == "" {
		return k.ID
	}
	return k.Name
}

func (d Document) kioskRows() [][]any {
	rows := [][]any{d.heads("kiosk", "name", "ballots", "choices")}
	for _, k := range d.Kiosks {
		rows = append(rows, []any{k.ID, k.Name, k.Ballots, k.Choices})
	}
	return rows
}

func (d Document) ballotRows() [][]any {
	rows := [][]any{d.heads("ballot", "hour", "kiosk", "category", "nominee")}
	for _, b := range d.Counted {
		for _, c := range b.Choices {
			rows = append(rows, []any{b.ID, showHour(b.Hour), b.Kiosk, c.Category, c.Nominee})
		}
	}
	return rows
}

func (d Document) uncountedRows() [][]any {
	rows := [][]any{d.heads("reason", "ballots")}
	for _, u := range d.Uncounted {
		rows = append(rows, []any{d.reason(u), u.Ballots})
	}
	return rows
}
