package many

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// page is one sheet of the workbook; rows gives what the i-th of count things
// adds to it, perhaps nothing.
type page struct {
	name  string
	head  []any
	count int
	rows  func(i int) [][]any
}

// writeBook streams the sheets into a workbook, a row at a time.
func (s *source) writeBook(ctx context.Context, path string) error {
	book := excelize.NewFile()
	defer book.Close()
	made := today.Time().UTC().Format(time.RFC3339)
	if err := book.SetDocProps(&excelize.DocProperties{Title: "Dữ liệu mẫu", Created: made, Modified: made}); err != nil {
		return err
	}
	for _, p := range s.pages() {
		if err := p.write(ctx, book); err != nil {
			return fmt.Errorf("sheet %s: %w", p.name, err)
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	return save(book, path)
}

// save writes the workbook with its parts in the order of their names; the order
// in which excelize writes streamed sheets is one of chance.
func save(book *excelize.File, path string) error {
	loose := path + ".part"
	defer os.Remove(loose)
	file, err := os.Create(loose)
	if err != nil {
		return err
	}
	if err := errors.Join(book.Write(file), file.Close()); err != nil {
		return err
	}
	parts, err := zip.OpenReader(loose)
	if err != nil {
		return err
	}
	defer parts.Close()
	slices.SortFunc(parts.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	return pack(parts.File, path)
}

// pack copies the parts, as they are compressed already, into a new file.
func pack(parts []*zip.File, path string) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	w := zip.NewWriter(file)
	for _, part := range parts {
		if err := w.Copy(part); err != nil {
			return err
		}
	}
	return w.Close()
}

func (p page) write(ctx context.Context, book *excelize.File) error {
	if _, err := book.NewSheet(p.name); err != nil {
		return err
	}
	w, err := book.NewStreamWriter(p.name)
	if err != nil {
		return err
	}
	if err := p.begin(w); err != nil {
		return err
	}
	number := 2
	for i := range p.count {
		for _, row := range p.rows(i) {
			if err := w.SetRow(fmt.Sprintf("A%d", number), row); err != nil {
				return err
			}
			number++
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return w.Flush()
}

// begin writes what stands above the rows.
func (p page) begin(w *excelize.StreamWriter) error {
	if err := w.SetColWidth(1, len(p.head), 22); err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return w.SetRow("A1", p.head)
}
