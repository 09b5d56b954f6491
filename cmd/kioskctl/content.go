package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/release"
	"hangviet/data/store"
)

// signed is the release that a content folder holds, its signatures checked.
type signed struct {
	*release.Candidate
	src  release.Source
	root []byte // that it was checked under; nil for the publisher's own
}

// openSigned checks the release of a content folder or address under the root in
// a file, or with none under the first one of the folder itself.
func openSigned(ctx context.Context, repo, rootFile string, now time.Time) (s signed, err error) {
	if s.src, err = openContent(repo); err != nil {
		return s, err
	}
	if s.root, err = readRoot(ctx, s.src, rootFile); err != nil {
		return s, fmt.Errorf("read root: %w", err)
	}
	s.Candidate, err = release.CheckUnder(ctx, s.src, s.root, now)
	return s, err
}

// openLast opens the publisher's own last release, whatever the time; its
// Candidate is nil when the folder holds none.
func openLast(ctx context.Context, repo string, keys release.Keys) (s signed, err error) {
	if s.Candidate, err = release.Last(ctx, repo, keys); err != nil || s.Candidate == nil {
		return s, err
	}
	s.src, err = release.Dir(repo)
	return s, err
}

// openContent opens a content folder by path or address.
func openContent(repo string) (release.Source, error) {
	if strings.HasPrefix(repo, "http://") || strings.HasPrefix(repo, "https://") {
		return release.HTTP(nil, repo), nil
	}
	return release.Dir(repo)
}

// maxRoot is more than a root takes, in bytes.
const maxRoot = 1 << 20

func readRoot(ctx context.Context, src release.Source, file string) ([]byte, error) {
	if file != "" {
		return os.ReadFile(file)
	}
	first, err := src.Open(ctx, "metadata/1.root.json", 0, -1)
	if err != nil {
		return nil, err
	}
	defer first.Close()
	return io.ReadAll(io.LimitReader(first, maxRoot))
}

// catalogue fetches the release's catalogue and has it read.
func (s signed) catalogue(ctx context.Context, read func(*store.Catalogue) error) error {
	return inWorkFolder(func(dir string) error {
		path := filepath.Join(dir, "catalog.db")
		if err := s.FetchCatalogue(ctx, s.src, path, nil); err != nil {
			return err
		}
		return s.readCatalogue(ctx, path, read)
	})
}

// readCatalogue has the catalogue read that was fetched to path. One that cannot
// be opened is damaged, and its file is to blame.
func (s signed) readCatalogue(ctx context.Context, path string, read func(*store.Catalogue) error) error {
	file, err := store.OpenCatalogue(ctx, path)
	if err != nil {
		return s.blameCatalogue(fmt.Errorf("%w: %w", release.ErrCorrupt, err))
	}
	defer file.Close()
	return read(file)
}

// blameCatalogue names the file of the catalogue.
func (s signed) blameCatalogue(err error) error {
	return &release.FileError{Name: "files/" + s.Manifest.Catalogue.SHA256, Err: err}
}

// inWorkFolder lends work a folder that is gone afterwards.
func inWorkFolder(work func(dir string) error) error {
	dir, err := os.MkdirTemp("", "hangviet-*")
	if err != nil {
		return fmt.Errorf("make work folder: %w", err)
	}
	defer os.RemoveAll(dir)
	return work(dir)
}
