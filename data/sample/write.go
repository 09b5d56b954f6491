package sample

import (
	"bytes"
	"context"
	"fmt"
	"image/jpeg"
	"os"
	"path/filepath"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/sync/errgroup"

	"hangviet/data/sample/art"
)

// Pixels is the length of a sample picture's sides.
const Pixels = 1000

// Workbook is the name of the workbook that Write makes.
const Workbook = "catalogue.xlsx"

// Write makes the sample in dir: the workbook and the folder photos. Files of
// the same names are replaced, others left alone.
func Write(ctx context.Context, dir string) error {
	if err := os.MkdirAll(filepath.Join(dir, "photos"), 0o755); err != nil {
		return fmt.Errorf("make the sample's folder: %w", err)
	}
	list, err := pages()
	if err != nil {
		return err
	}
	if err := writeBook(filepath.Join(dir, Workbook), list); err != nil {
		return fmt.Errorf("write the sample workbook: %w", err)
	}
	return drawAll(ctx, filepath.Join(dir, "photos"))
}

// made is the date in the workbook's own properties; the same every time.
var made = time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC).Format(time.RFC3339)

func writeBook(path string, list []page) error {
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetDocProps(&excelize.DocProperties{Title: "Dữ liệu mẫu", Created: made, Modified: made}); err != nil {
		return err
	}
	for _, p := range list {
		if err := writePage(book, p); err != nil {
			return fmt.Errorf("sheet %s: %w", p.name, err)
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	return book.SaveAs(path)
}

func writePage(book *excelize.File, p page) error {
	if _, err := book.NewSheet(p.name); err != nil {
		return err
	}
	for i, line := range p.grid() {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := book.SetSheetRow(p.name, at, &line); err != nil {
			return err
		}
	}
	if err := book.SetPanes(p.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	last, err := excelize.ColumnNumberToName(len(p.head))
	if err != nil {
		return err
	}
	return book.SetColWidth(p.name, "A", last, 22)
}

// drawAll draws every product's pictures, two at a time.
func drawAll(ctx context.Context, dir string) error {
	t, err := read("products")
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, r := range t.records() {
		for take, name := range photoNames(r) {
			group.Go(func() error {
				if err := ctx.Err(); err != nil {
					return err
				}
				return drawOne(filepath.Join(dir, name), r["motif"], take)
			})
		}
	}
	return group.Wait()
}

func drawOne(path, motif string, take int) error {
	picture, err := art.Draw(motif, take, Pixels)
	if err != nil {
		return fmt.Errorf("draw %s: %w", filepath.Base(path), err)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: 88}); err != nil {
		return fmt.Errorf("encode %s: %w", filepath.Base(path), err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("keep a picture: %w", err)
	}
	return nil
}
