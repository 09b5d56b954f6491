package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"hangviet/data/edition"
	"hangviet/data/release"
)

// signed is the release that a content folder holds, its signatures checked.
type signed struct {
	edition.Last
	root []byte // that it was checked under
}

// openSigned checks the release of a content folder or address under the root in
// a file, or with none under the first one of the folder itself.
func openSigned(ctx context.Context, repo, rootFile string, now time.Time) (signed, error) {
	src, err := openContent(repo)
	if err != nil {
		return signed{}, err
	}
	return checkSigned(ctx, src, rootFile, now)
}

// checkSigned is openSigned with a content folder that is open.
func checkSigned(ctx context.Context, src release.Source, rootFile string, now time.Time) (s signed, err error) {
	s.Source = src
	if s.root, err = readRoot(ctx, s.Source, rootFile); err != nil {
		return s, fmt.Errorf("read root: %w", err)
	}
	s.Candidate, err = release.CheckUnder(ctx, s.Source, s.root, now)
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
