package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/xuri/excelize/v2"

	"hangviet/data/sample/many"
)

// What an office's workbook is measured with.
const (
	checkedRows = 5_000
	checkGoal   = 5 * time.Second
)

// measureCheck has kioskctl check a workbook, in turns with reading its cells alone.
func measureCheck(ctx context.Context, b bench) ([]line, error) {
	dir := filepath.Join(b.dir, "office")
	if err := many.Write(ctx, dir, many.Options{Products: checkedRows, Seed: 3}); err != nil {
		return nil, err
	}
	books, err := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	if err != nil || len(books) != 1 {
		return nil, errors.Join(err, fmt.Errorf("%d workbooks in %s, want one", len(books), dir))
	}
	l := line{what: fmt.Sprintf("a workbook of %d rows checked", checkedRows), beside: "its cells read by excelize"}
	l.goal, l.met = below(checkGoal)
	l.note = "kioskctl check from its start to its end: every rule, and a copy of the workbook with remarks where there are any."
	for range b.runs {
		plain, err := readCells(books[0])
		if err != nil {
			return nil, err
		}
		r, err := runWatched(exec.CommandContext(ctx, b.beside("kioskctl"), "check", dir)) // #nosec G204 -- a tool of tests and measures, started with their own paths
		if err != nil {
			return nil, err
		}
		l.add(r.took, plain)
	}
	return []line{l}, nil
}

// readCells reads every cell of a workbook and tells how long that took.
func readCells(path string) (took time.Duration, err error) {
	start := time.Now()
	book, err := excelize.OpenFile(path)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	for _, sheet := range book.GetSheetList() {
		if _, err := book.GetRows(sheet); err != nil {
			return 0, err
		}
	}
	return time.Since(start), nil
}
