package press

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/sheet"
)

// PageSize is how many problems, or changes, make a page.
const PageSize = 50

// The kinds of pages.
const (
	pageProblems = "problem"
	pageChanges  = "change"
	pageShelf    = "shelf" // one page, of all that is searched
)

// keepProblems keeps the problems by page, those that hinder publishing first, and
// counts them.
func (c *checking) keepProblems(ctx context.Context, book *sheet.Book) error {
	problems := slices.Clone(book.Problems)
	slices.SortStableFunc(problems, func(a, b sheet.Problem) int { return cmp.Compare(rank(a), rank(b)) })
	c.summary.count(book.Problems)
	return putPages(ctx, c.Press, c.row.Number, pageProblems, problems)
}

func rank(p sheet.Problem) int {
	if p.Severity == catalog.Error {
		return 0
	}
	return 1
}

// count counts problems, by sheet in the order in which they come.
func (s *Summary) count(problems []sheet.Problem) {
	at := map[string]int{}
	for _, p := range problems {
		i, known := at[p.Sheet]
		if !known {
			i = len(s.Sheets)
			at[p.Sheet] = i
			s.Sheets = append(s.Sheets, SheetCount{Sheet: p.Sheet})
		}
		if p.Severity == catalog.Error {
			s.Errors++
			s.Sheets[i].Errors++
		} else {
			s.Warnings++
			s.Sheets[i].Warnings++
		}
	}
}

// pagesAtOnce is how many pages are stored in one transaction.
const pagesAtOnce = 100

// putPages stores items by page, from 0 on.
func putPages[T any](ctx context.Context, p *Press, check int64, kind string, items []T) error {
	pages := slices.Collect(slices.Chunk(items, PageSize))
	err := p.DB.Update(ctx, func(t *books.Tx) error { return t.DropPages(check, kind) })
	for first := 0; first < len(pages) && err == nil; first += pagesAtOnce {
		err = p.DB.Update(ctx, func(t *books.Tx) error {
			for i, page := range pages[first:min(first+pagesAtOnce, len(pages))] {
				data, err := json.Marshal(page)
				if err != nil {
					return err
				}
				if err := t.PutPage(check, kind, first+i, data); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		return fmt.Errorf("keep what the check found: %w", err)
	}
	return nil
}

// page reads one page; one that is not there is empty.
func page[T any](ctx context.Context, p *Press, check int64, kind string, place int) (items []T, err error) {
	var data []byte
	err = p.DB.View(ctx, func(t *books.Tx) error {
		data, err = t.Page(check, kind, place)
		return err
	})
	if errors.Is(err, books.ErrNotFound) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(data, &items)
	}
	if err != nil {
		return nil, fmt.Errorf("read what the check found: %w", err)
	}
	return items, nil
}

// Problems returns a page, from 0 on, of what a check found to mend.
func (p *Press) Problems(ctx context.Context, check int64, place int) ([]sheet.Problem, error) {
	return page[sheet.Problem](ctx, p, check, pageProblems, place)
}

// allProblems returns every problem of a check.
func (p *Press) allProblems(ctx context.Context, check int64) (all []sheet.Problem, err error) {
	for place := 0; ; place++ {
		items, err := p.Problems(ctx, check, place)
		if err != nil || len(items) == 0 {
			return all, err
		}
		all = append(all, items...)
	}
}

// ErrNoWorkbook says that the draft has no workbook.
var ErrNoWorkbook = errors.New("no workbook in the draft")

// Remarks writes the workbook with the remarks of the newest check, and returns the
// file and what to call it. It is written once for every check and language.
func (p *Press) Remarks(ctx context.Context, lang string) (path, name string, err error) {
	c, changed, err := p.LastCheck(ctx)
	if err != nil {
		return "", "", err
	}
	workbook, ok := p.Workbook()
	if !ok || changed && filepath.Base(workbook) != c.Summary.Workbook {
		return "", "", ErrNoWorkbook
	}
	name = filepath.Base(sheet.RemarksName(workbook, lang))
	path = filepath.Join(p.checkDir(c.Number), "remarks-"+lang+filepath.Ext(name))
	if _, err := os.Stat(path); err == nil && !changed {
		return path, name, nil
	}
	problems, err := p.allProblems(ctx, c.Number)
	if err != nil {
		return "", "", err
	}
	return path, name, sheet.WriteRemarks(workbook, path, problems, lang)
}
