package press

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/hub/books"
	"hangviet/data/sheet"
	"hangviet/data/store"
)

// The states of a check.
const (
	Waiting = "waiting"
	Working = "working"
	Done    = "done"
	Failed  = "failed"
)

// The stages of a check, in their order.
const (
	StageUnpack  = "unpack"  // ZIP files
	StageRead    = "read"    // the workbook
	StagePhotos  = "photos"  // they are prepared, one after the other
	StageWrite   = "write"   // the catalogue
	StageCompare = "compare" // with the shown release
)

// Summary is what a check found, in figures.
type Summary struct {
	Workbook  string // name of the file; "" there is none
	Products  int
	Producers int
	Rounds    int
	Photos    int // pictures, each in its sizes
	Errors    int
	Warnings  int
	Sheets    []SheetCount
	Viewable  bool // there is a catalogue to look at
	Changes   Changes
}

// Ready tells whether what was checked can be published.
func (s Summary) Ready() bool { return s.Viewable && s.Errors == 0 }

// SheetCount is how much there is to mend on a sheet, or in a file for which the
// sheet is "".
type SheetCount struct {
	Sheet            string
	Errors, Warnings int
}

// Check is how a check stands.
type Check struct {
	Number  int64
	State   string
	Who     string
	Asked   time.Time
	Ended   time.Time
	Stage   string
	Done    int64 // of Total, in this stage
	Total   int64
	Fault   string // why it failed
	Against int64  // the release that Summary.Changes are to
	Summary Summary
}

func checkOf(c books.Check) (Check, error) {
	out := Check{
		Number: c.Number, State: c.State, Who: c.Who, Asked: c.Asked, Ended: c.Ended, Stage: c.Stage,
		Done: c.Done, Total: c.Total, Fault: c.Fault, Against: c.Against,
	}
	if c.Summary == "" {
		return out, nil
	}
	if err := json.Unmarshal([]byte(c.Summary), &out.Summary); err != nil {
		return out, fmt.Errorf("read check %d: %w", c.Number, err)
	}
	return out, nil
}

// AskCheck has the draft checked, unless a check is waiting that will see it as it
// is now.
func (p *Press) AskCheck(ctx context.Context, who string) (number int64, err error) {
	err = p.DB.Update(ctx, func(t *books.Tx) error {
		last, err := t.LastCheck()
		if err != nil && !errors.Is(err, books.ErrNotFound) {
			return err
		}
		if number = last.Number; last.State == Waiting {
			return nil
		}
		number++
		if err := p.Audit(ctx, t, "press.check", fmt.Sprint(number), ""); err != nil {
			return err
		}
		return t.PutCheck(books.Check{Number: number, State: Waiting, Who: who, Asked: p.Now()})
	})
	p.nudge()
	return number, err
}

// LastCheck returns the newest check, and whether the draft has changed since;
// [books.ErrNotFound] when there was none.
func (p *Press) LastCheck(ctx context.Context) (c Check, changed bool, err error) {
	err = p.DB.View(ctx, func(t *books.Tx) error {
		row, at, err := lastAndChanged(t)
		if err != nil {
			return err
		}
		if row.Number == 0 {
			return books.ErrNotFound
		}
		changed = at > row.Asked.UnixMilli()
		c, err = checkOf(row)
		return err
	})
	return c, changed, err
}

// Checked returns a check.
func (p *Press) Checked(ctx context.Context, number int64) (c Check, err error) {
	err = p.DB.View(ctx, func(t *books.Tx) error {
		row, err := t.Check(number)
		if err != nil {
			return err
		}
		c, err = checkOf(row)
		return err
	})
	return c, err
}

// nextCheck does the next check that is wanted, and tells whether there was one.
func (p *Press) nextCheck(ctx context.Context) (bool, error) {
	row, found, err := p.claimCheck(ctx)
	if err != nil || !found {
		return false, err
	}
	run := &checking{Press: p, row: row}
	if err = errDeadly; row.Tries <= mostTries {
		err = p.beating(ctx, run.beat, run.do)
	}
	if errors.Is(err, errTakenOver) || ctx.Err() != nil {
		return true, ctx.Err() // the one that took over goes on, or the next process does
	}
	if err != nil {
		p.Log.Warn("check of the draft", "error", err)
		run.row.State, run.row.Fault = Failed, err.Error()
	} else {
		run.row.State = Done
	}
	return true, run.end(ctx)
}

// claimCheck makes the first check that waits, or whose worker is dead, ours.
func (p *Press) claimCheck(ctx context.Context) (row books.Check, found bool, err error) {
	look := func(t *books.Tx) (books.Check, bool, error) {
		waiting, err1 := t.Checks(Waiting)
		working, err2 := t.Checks(Working)
		for _, c := range append(working, waiting...) {
			if c.State == Waiting || p.stale(c.Beat) {
				return c, true, nil
			}
		}
		return books.Check{}, false, errors.Join(err1, err2)
	}
	err = p.DB.View(ctx, func(t *books.Tx) error {
		_, found, err = look(t)
		return err
	})
	if err != nil || !found {
		return row, false, err
	}
	err = p.DB.Update(ctx, func(t *books.Tx) error {
		if row, found, err = look(t); err != nil || !found {
			return err
		}
		row.Asked = p.Now() // what comes until now is seen
		row.State, row.Owner, row.Beat, row.Tries = Working, p.self, p.Now(), row.Tries+1
		return t.PutCheck(row)
	})
	return row, found, err
}

// mostTries is how often a check is begun whose process dies in it.
const mostTries = 3

var errDeadly = errors.New("the hub stopped three times while it checked this draft")

// checking is one run of a check.
type checking struct {
	*Press
	row     books.Check
	stage   atomic.Pointer[string]
	done    atomic.Int64
	total   atomic.Int64
	summary Summary
	open    []Entry // ZIP files that were unpacked
}

func (c *checking) enter(stage string) {
	c.done.Store(0)
	c.total.Store(0)
	c.stage.Store(&stage)
}

func (c *checking) progress(done, total int64) {
	c.done.Store(done)
	c.total.Store(total)
}

// beat keeps how far the check is, as long as it is ours.
func (c *checking) beat(ctx context.Context) error {
	return c.DB.Update(ctx, func(t *books.Tx) error {
		row, err := t.Check(c.row.Number)
		if err != nil {
			return err
		}
		if row.Owner != c.self || row.State != Working {
			return errTakenOver
		}
		row.Beat, row.Done, row.Total = c.Now(), c.done.Load(), c.total.Load()
		if s := c.stage.Load(); s != nil {
			row.Stage = *s
		}
		return t.PutCheck(row)
	})
}

func (c *checking) do(ctx context.Context) error {
	if err := c.makeDirs(); err != nil {
		return err
	}
	c.enter(StageUnpack)
	c.open = entriesIn(c.draft.archives())
	problems, err := c.unpackAll(ctx, c.open, c.progress)
	if err != nil {
		return err
	}
	if err := c.host(ctx); err != nil {
		return err
	}
	book, err := c.read(ctx)
	if err != nil {
		return err
	}
	c.enter(StageWrite)
	remarks, err := c.write(ctx, book)
	if err != nil {
		return err
	}
	book.Problems = append(append(problems, book.Problems...), remarks...)
	if err := c.keepProblems(ctx, book); err != nil {
		return err
	}
	c.enter(StageCompare)
	if c.summary.Viewable {
		if err := c.keepShelf(ctx); err != nil {
			return err
		}
		if c.row.Against, c.summary.Changes, err = c.compare(ctx, c.row.Number, c.progress); err != nil {
			return err
		}
	}
	return c.clear(ctx)
}

// read reads the workbook and prepares the photos.
func (c *checking) read(ctx context.Context) (*sheet.Book, error) {
	c.enter(StageRead)
	opt, err := edition.Options(c.Now())
	if err != nil {
		return nil, err
	}
	opt.Work = c.work()
	opt.Progress = func(done, total int) {
		if done == 1 || c.total.Load() == 0 {
			c.enter(StagePhotos)
		}
		c.progress(int64(done), int64(total))
	}
	book, err := sheet.Read(ctx, c.draft.folder(), opt)
	if err != nil {
		return nil, fmt.Errorf("read draft: %w", err)
	}
	if book.Path != "" {
		c.summary.Workbook = filepath.Base(book.Path)
	}
	c.summary.Products, c.summary.Producers = len(book.Catalogue.Products), len(book.Catalogue.Producers)
	c.summary.Rounds, c.summary.Photos = len(book.Rounds), len(book.Photos)
	return book, nil
}

// write writes the catalogue that is looked at and published. One with faults may
// not be fit to be written; then there is nothing to look at yet.
func (c *checking) write(ctx context.Context, book *sheet.Book) (remarks []sheet.Problem, err error) {
	dir := c.checkDir(c.row.Number)
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o750)); err != nil {
		return nil, fmt.Errorf("make folder of the check: %w", err)
	}
	if !book.Opened {
		return nil, nil
	}
	err = store.WriteCatalogue(ctx, filepath.Join(dir, catalogueFile), book.Catalogue, book.Rounds)
	if c.summary.Viewable = err == nil; err != nil {
		if book.HasErrors() && ctx.Err() == nil {
			return nil, nil
		}
		return nil, err
	}
	extra, err := c.extra(ctx, book.Catalogue, book.Rounds)
	if err != nil {
		return []sheet.Problem{fileProblem(filepath.Base(book.Path), catalog.Warning, "hub-extra", err.Error())}, nil
	}
	for _, text := range extra.Remarks {
		remarks = append(remarks, sheet.Problem{File: filepath.Base(book.Path), Severity: catalog.Warning, Code: "hub-remark", Message: text})
	}
	return remarks, nil
}

func fileProblem(file string, severity catalog.Severity, code, text string) sheet.Problem {
	return sheet.Problem{File: file, Severity: severity, Code: code, Message: catalog.Text{"vi": text, "en": text}}
}

// clear removes what has been unpacked, and checks that nobody needs any more.
func (c *checking) clear(ctx context.Context) error {
	for _, e := range c.open {
		if now, ok := entryOf(c.draft.archives(), e.Name); !ok || now != e {
			continue // another one has come meanwhile
		}
		if err := os.Remove(filepath.Join(c.draft.archives(), e.Name)); err != nil {
			return fmt.Errorf("remove ZIP file: %w", err)
		}
	}
	var dropped []int64
	err := c.DB.Update(ctx, func(t *books.Tx) error {
		keep, err := checksOf(t)
		if err != nil {
			return err
		}
		dropped, err = t.DropChecks(c.row.Number, keep...)
		return err
	})
	for _, n := range dropped {
		err = errors.Join(err, os.RemoveAll(c.checkDir(n)))
	}
	return err
}

// end keeps how a check ended, if it is ours still.
func (c *checking) end(ctx context.Context) error {
	summary, err := json.Marshal(c.summary)
	if err != nil {
		return fmt.Errorf("keep check: %w", err)
	}
	return c.DB.Update(ctx, func(t *books.Tx) error {
		row, err := t.Check(c.row.Number)
		if err != nil || row.Owner != c.self {
			return err
		}
		row.State, row.Fault, row.Against, row.Summary = c.row.State, c.row.Fault, c.row.Against, string(summary)
		row.Owner, row.Ended = "", c.Now()
		return t.PutCheck(row)
	})
}
