package edition

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"hangviet/data/release"
	"hangviet/data/store"
)

// Last is a release in a content folder, its signatures checked.
type Last struct {
	*release.Candidate
	Source release.Source
}

// Own opens the release of the content folder repo that those keys' owner
// published, whatever the time; its Candidate is nil when the folder holds none.
func Own(ctx context.Context, repo string, keys release.Keys) (l Last, err error) {
	if l.Candidate, err = release.Last(ctx, repo, keys); err != nil || l.Candidate == nil {
		return l, err
	}
	l.Source, err = release.Dir(repo)
	return l, err
}

// maxRoot is more than a root takes, in bytes.
const maxRoot = 1 << 20

// Open opens the release of a content folder of ours under the folder's own first
// root, whatever the time: whoever can write there is the organiser. Its Candidate
// is nil when there is no release yet.
func Open(ctx context.Context, repo string) (l Last, err error) {
	if l.Source, err = release.Dir(repo); errors.Is(err, fs.ErrNotExist) {
		return Last{}, nil
	}
	if err != nil {
		return l, fmt.Errorf("open content folder: %w", err)
	}
	root, err := firstRoot(ctx, l.Source)
	if errors.Is(err, fs.ErrNotExist) {
		return Last{}, nil
	}
	if err != nil {
		return l, fmt.Errorf("read first root: %w", err)
	}
	l.Candidate, err = release.CheckUnder(ctx, l.Source, root, time.Unix(0, 0))
	if errors.Is(err, release.ErrNoRelease) {
		return Last{}, nil
	}
	return l, err
}

func firstRoot(ctx context.Context, src release.Source) ([]byte, error) {
	first, err := src.Open(ctx, "metadata/1.root.json", 0, -1)
	if err != nil {
		return nil, err
	}
	defer first.Close()
	return io.ReadAll(io.LimitReader(first, maxRoot))
}

// Fetch writes the release's catalogue to path.
func (l Last) Fetch(ctx context.Context, path string) error {
	return l.FetchCatalogue(ctx, l.Source, path, nil)
}

// Read has the release's catalogue read.
func (l Last) Read(ctx context.Context, read func(*store.Catalogue) error) error {
	return InWorkFolder(func(dir string) error {
		path := filepath.Join(dir, "catalog.db")
		if err := l.Fetch(ctx, path); err != nil {
			return err
		}
		return l.ReadFrom(ctx, path, read)
	})
}

// ReadFrom has the catalogue read that was fetched to path. One that cannot be
// opened is damaged, and its file is to blame.
func (l Last) ReadFrom(ctx context.Context, path string, read func(*store.Catalogue) error) (err error) {
	file, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return l.Blame(fmt.Errorf("%w: %w", release.ErrCorrupt, err))
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return read(file)
}

// Blame names the file of the catalogue.
func (l Last) Blame(err error) error {
	return &release.FileError{Name: "files/" + l.Manifest.Catalogue.SHA256, Err: err}
}

// Before reads what the next release must not contradict; nothing where there is
// no release yet.
func (l Last) Before(ctx context.Context) (b Before, err error) {
	if l.Candidate == nil {
		return b, nil
	}
	err = l.Read(ctx, func(file *store.Catalogue) (err error) {
		if b.Rounds, err = file.Rounds(ctx); err != nil {
			return err
		}
		b.Tickets, err = TicketsOf(ctx, file, b.Rounds)
		return err
	})
	return b, err
}

// Codes reads the codes of the products of the release.
func (l Last) Codes(ctx context.Context) (codes []string, err error) {
	if l.Candidate == nil {
		return nil, release.ErrNoRelease
	}
	err = l.Read(ctx, func(file *store.Catalogue) (err error) {
		codes, err = file.Codes(ctx)
		return err
	})
	return codes, err
}
