package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hangviet/data/edition"
	"hangviet/data/sheet"
)

// Guests brings into the draft what others than the office wrote: it is given what
// the draft's workbook says.
type Guests func(ctx context.Context, workbook sheet.Rows) (Guest, error)

// Guest is what the draft is to become.
type Guest struct {
	Rows   sheet.Rows        // the whole workbook; nil: nothing changes
	Photos map[string]string // files by their name in the folder of photos
	// Done is called once all of it is in the draft; nil: nobody asks.
	Done func(ctx context.Context) error
}

// firstWorkbook is what a workbook is called that no office has sent.
const firstWorkbook = "danh-muc.xlsx"

// host lets the guests' content into the draft before a check reads it. A workbook
// that cannot be read is left to the office.
func (p *Press) host(ctx context.Context) error {
	if p.Guests == nil {
		return nil
	}
	if err := p.hostAll(ctx, p.Guests); err != nil && !errors.Is(err, ErrUnread) {
		return err
	}
	return nil
}

// Host lets content into the draft, or returns [ErrUnread] when the draft has a
// workbook that cannot be read. Killed amid it, the draft is as it was or has all.
func (p *Press) Host(ctx context.Context, guests Guests) error {
	return errors.Join(p.hostAll(ctx, guests), p.changed(ctx))
}

func (p *Press) hostAll(ctx context.Context, guests Guests) error {
	for {
		err := p.hostOnce(ctx, guests)
		if !errors.Is(err, errMoved) {
			return err
		}
	}
}

func (p *Press) hostOnce(ctx context.Context, guests Guests) error {
	seen := p.draft.stamp()
	rows, err := p.Rows(ctx)
	if err != nil {
		return err
	}
	g, err := guests(ctx, rows)
	if err != nil {
		return fmt.Errorf("ask for accepted content: %w", err)
	}
	if g.Rows != nil {
		if err := p.hostFiles(ctx, g, seen); err != nil {
			return fmt.Errorf("bring accepted content: %w", err)
		}
	}
	if g.Done != nil {
		return g.Done(ctx)
	}
	return nil
}

func (p *Press) hostFiles(ctx context.Context, g Guest, seen Entry) error {
	for name, from := range g.Photos {
		clean, err := cleanName(name)
		if err != nil || clean != name {
			return errors.Join(ErrName, err)
		}
		if err := p.hostPhoto(filepath.Join(p.draft.photos(), filepath.FromSlash(name)), from); err != nil {
			return err
		}
	}
	return p.putRows(g.Rows, seen)
}

// hostPhoto copies a photo that is not there yet; a name always means the same one.
func (p *Press) hostPhoto(to, from string) error {
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	return errors.Join(writeFile(to, file), file.Close())
}

// ErrUnread says that the draft's workbook cannot be read.
var ErrUnread = errors.New("the draft's workbook cannot be read")

// errMoved says that another workbook has come meanwhile.
var errMoved = errors.New("the draft has changed")

// stamp is by what a workbook is known from another one.
func (d *draft) stamp() Entry {
	name, _ := d.workbook()
	e, _ := entryOf(d.folder(), name)
	return e
}

// Rows returns what the draft's workbook says, nothing where there is none, or
// [ErrUnread]. Nobody may change it.
func (p *Press) Rows(ctx context.Context) (sheet.Rows, error) {
	path, ok := p.Workbook()
	if !ok {
		return sheet.Rows{}, nil
	}
	seen := p.draft.stamp()
	p.mu.Lock()
	known := p.told
	p.mu.Unlock()
	if known.rows != nil && known.of == seen {
		return known.rows, nil
	}
	rows, _, err := sheet.ReadRows(ctx, path)
	switch {
	case errors.Is(err, fs.ErrNotExist): // another has just taken its place
		return p.Rows(ctx)
	case err != nil:
		return nil, fmt.Errorf("read draft's workbook: %w", err)
	case rows == nil:
		return nil, ErrUnread
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.told = told{seen, rows}
	return rows, nil
}

// told is what a workbook said that was read last.
type told struct {
	of   Entry
	rows sheet.Rows
}

// putRows makes rows the draft's workbook, unless that is another than was seen.
func (p *Press) putRows(rows sheet.Rows, seen Entry) error {
	if err := p.makeDirs(); err != nil {
		return err
	}
	opt, err := edition.Options(p.Now())
	if err != nil {
		return err
	}
	part, err := os.MkdirTemp(p.draft.parts(), ".rows-*")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer os.RemoveAll(part)
	name := firstWorkbook
	if seen.Name != "" {
		name = strings.TrimSuffix(seen.Name, filepath.Ext(seen.Name)) + ".xlsx"
	}
	fresh := filepath.Join(part, name)
	if err := sheet.WriteRows(fresh, rows, "vi", opt); err != nil {
		return err
	}
	if p.draft.stamp() != seen {
		return errMoved
	}
	if err := os.Rename(fresh, filepath.Join(p.draft.folder(), name)); err != nil {
		return fmt.Errorf("name workbook: %w", err)
	}
	return p.draft.onlyWorkbook(name)
}
