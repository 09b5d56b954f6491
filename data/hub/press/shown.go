package press

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hangviet/data/edition"
	"hangviet/data/release"
	"hangviet/data/store"
)

// opened is a catalogue that is kept open from one page to the next.
type opened struct {
	number int64
	file   *store.Catalogue
	before *store.Catalogue // that a page may still be reading
}

func (o *opened) close() (err error) {
	for _, file := range []*store.Catalogue{o.file, o.before} {
		if file != nil {
			err = errors.Join(err, file.Close())
		}
	}
	*o = opened{}
	return err
}

// use returns the catalogue of that number, which lies at path. The one that was
// open before stays open until there is a third.
func (p *Press) use(ctx context.Context, o *opened, number int64, path string) (*store.Catalogue, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if o.file != nil && o.number == number {
		return o.file, nil
	}
	file, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return nil, err
	}
	if o.before != nil {
		err = o.before.Close()
	}
	o.number, o.file, o.before = number, file, o.file
	return file, err
}

// ErrNoPreview says that a check made no catalogue that could be looked at.
var ErrNoPreview = errors.New("nothing to look at yet")

// Catalogue returns the catalogue of a check. It is not to be closed.
func (p *Press) Catalogue(ctx context.Context, check int64) (*store.Catalogue, error) {
	file, err := p.use(ctx, &p.checked, check, filepath.Join(p.checkDir(check), catalogueFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoPreview
	}
	return file, err
}

const catalogueFile = "catalog.db"

// Damaged tells whether an error is of files of the content folder that cannot be
// read any more. Publishing anew is how such a folder is mended.
func Damaged(err error) bool {
	return errors.Is(err, release.ErrCorrupt) || errors.Is(err, release.ErrMixed)
}

// Shown returns the catalogue of the release in the content folder and its number;
// nil and 0 while there is none. It is not to be closed.
func (p *Press) Shown(ctx context.Context) (*store.Catalogue, int64, error) {
	last, err := edition.Open(ctx, p.Content)
	if err != nil || last.Candidate == nil {
		return nil, 0, err
	}
	number := last.Manifest.Number
	path := filepath.Join(p.Dir, "shown", fmt.Sprintf("%d-%s.db", number, last.Manifest.CatalogueDB.SHA256[:16]))
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := p.unpackShown(ctx, last, path); err != nil {
			return nil, 0, err
		}
	}
	file, err := p.use(ctx, &p.shown, number, path)
	return file, number, err
}

// unpackShown keeps the shown catalogue unpacked, and the one before it no more.
func (p *Press) unpackShown(ctx context.Context, last edition.Last, path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	old := entriesIn(dir)
	part, err := os.MkdirTemp(dir, ".part-*")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer os.RemoveAll(part)
	fresh := filepath.Join(part, catalogueFile)
	if err := last.Fetch(ctx, fresh); err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return fmt.Errorf("keep shown catalogue: %w", err)
	}
	for _, e := range old {
		_ = os.Remove(filepath.Join(dir, e.Name)) // one that another process reads is removed the next time
	}
	return nil
}
