package export

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

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

// writeXLSX writes a workbook of seven sheets. Texts go into cells of the type
// text, which a spreadsheet never takes for a formula.
func (d Document) writeXLSX(w io.Writer) (err error) {
	b, err := newWorkbook()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.file.Close()) }()
	if d.sheaf.Choices() >= maxRows {
		return ErrTooManyRows
	}
	sheets := []struct {
		name   string
		widths []float64
		rows   iter.Seq[[]any]
	}{
		{"totals", []float64{26, 20, 44, 36, 12, 12, 12}, slices.Values(d.totalRows())},
		{"kiosks", []float64{22, 40, 12, 12, 12, 12, 12}, slices.Values(d.kioskRows())},
		{"ballots", []float64{36, 18, 22, 22, 22, 12, 18}, d.ballotRows()},
		{"not", []float64{60, 12}, slices.Values(d.uncountedRows())},
		{"paper", []float64{20, 22, 18, 12, 12, 12, 44}, slices.Values(d.batchRows())},
		{"flagged", []float64{22, 18, 60, 12}, slices.Values(d.runRows())},
		{"exposure", []float64{26, 44, 10, 12, 12, 14}, slices.Values(d.exposureRows())},
	}
	for i, s := range sheets {
		name := say(d.lang, "sheet."+s.name)
		if err := b.sheet(i, name, s.widths, s.rows); err != nil {
			return fmt.Errorf("write sheet %s: %w", name, err)
		}
	}
	return b.file.Write(w)
}

func newWorkbook() (*workbook, error) {
	b := &workbook{file: excelize.NewFile()}
	if err := b.styles(); err != nil {
		return nil, errors.Join(err, b.file.Close())
	}
	return b, nil
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

func (b *workbook) sheet(index int, name string, widths []float64, rows iter.Seq[[]any]) error {
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
	line := 0
	for cells := range rows {
		if line++; line > maxRows {
			return ErrTooManyRows
		}
		if err := out.SetRow(fmt.Sprintf("A%d", line), b.styled(cells)); err != nil {
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
