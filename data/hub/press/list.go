package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/hub/books"
)

// Entry is a file of the draft.
type Entry struct {
	Name string // below the folder of photos, or that of the workbook
	Size int64  // bytes
	At   time.Time
}

// Files is what lies in the draft.
type Files struct {
	Workbook *Entry // nil: none yet
	Photos   int
	Bytes    int64   // of all
	Page     []Entry // photos, by name
	Archives []Entry // that wait for a check
	Parts    int     // files that have not come whole
}

// List returns what lies in the draft, and so many photos from one on.
func (p *Press) List(from, most int) (f Files, err error) {
	photos, err := p.draft.survey()
	if err != nil {
		return f, err
	}
	names := photos.names
	f.Photos = len(names)
	if _, f.Bytes, err = p.draft.measure(); err != nil {
		return f, err
	}
	from = min(max(from, 0), len(names))
	for _, name := range names[from:min(from+most, len(names))] {
		if e, ok := entryOf(p.draft.photos(), name); ok {
			f.Page = append(f.Page, e)
		}
	}
	if name, ok := p.draft.workbook(); ok {
		if e, ok := entryOf(p.draft.folder(), name); ok {
			f.Workbook = &e
		}
	}
	f.Archives = entriesIn(p.draft.archives())
	f.Parts = len(entriesIn(p.draft.parts()))
	return f, nil
}

func entryOf(dir, name string) (Entry, bool) {
	info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil || !info.Mode().IsRegular() {
		return Entry{}, false
	}
	return Entry{name, info.Size(), info.ModTime()}, true
}

func entriesIn(dir string) (all []Entry) {
	entries, _ := os.ReadDir(dir) // without the folder there is nothing in it
	for _, e := range entries {
		if x, ok := entryOf(dir, e.Name()); ok {
			all = append(all, x)
		}
	}
	return all
}

// workbook returns the name of the draft's workbook.
func (d *draft) workbook() (name string, ok bool) {
	for _, e := range entriesIn(d.folder()) {
		if kinds[strings.ToLower(path.Ext(e.Name))] == workbookFile {
			return e.Name, true
		}
	}
	return "", false
}

// Workbook returns the path of the draft's workbook.
func (p *Press) Workbook() (file string, ok bool) {
	name, ok := p.draft.workbook()
	return filepath.Join(p.draft.folder(), name), ok
}

// Remove takes photos out of the draft, or everything for nil.
func (p *Press) Remove(ctx context.Context, names []string) error {
	if names == nil {
		for _, dir := range []string{p.draft.folder(), p.draft.parts(), p.draft.archives()} {
			if err := os.RemoveAll(dir); err != nil {
				return fmt.Errorf("empty draft: %w", err)
			}
		}
	}
	for _, name := range names {
		clean, err := cleanName(name)
		if err != nil || clean != name {
			return ErrName
		}
		err = os.Remove(filepath.Join(p.draft.photos(), filepath.FromSlash(name)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove photo: %w", err)
		}
	}
	p.draft.mu.Lock()
	p.draft.count = time.Time{}
	p.draft.mu.Unlock()
	err := p.DB.Update(ctx, func(t *books.Tx) error {
		return p.Audit(ctx, t, "press.remove", "", fmt.Sprint(len(names)))
	})
	return errors.Join(err, p.changed(ctx))
}
