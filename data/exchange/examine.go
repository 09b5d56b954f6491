package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"hangviet/data/release"
)

// Examined is what a kiosk has proved of the release it shows.
type Examined struct {
	Number int64
	Files  int   // that were hashed: catalogue and photos
	Bytes  int64 // of these
	Lost   int   // photos that lack or have other bytes
}

// Examine proves the shown release again: its signatures under the pinned root, as
// of when it was issued, and the hash of the catalogue file and of every photo. It
// only reads. Photos that lack are told in Lost and are no error; a catalogue that
// does not match is [release.ErrCorrupt]. ErrNotKept on a kiosk that took the
// release with a program that kept no signatures.
func (c *Content) Examine(ctx context.Context) (e Examined, err error) {
	n, path, err := c.Current()
	if err != nil {
		return e, err
	}
	vouched, err := c.examineSigned(ctx, n)
	if err != nil {
		return e, err
	}
	e.Number = n
	if err := e.hash(ctx, path, vouched.Manifest.CatalogueDB); err != nil {
		return e, err
	}
	for f := range c.keptIndex(n, indexFile).All() {
		if err := e.hash(ctx, c.Photo(f.SHA256), f); ctx.Err() != nil {
			return e, ctx.Err()
		} else if err != nil {
			e.Lost++
		}
	}
	return e, nil
}

// examineSigned checks what vouches for release n, and returns it.
func (c *Content) examineSigned(ctx context.Context, n int64) (*release.Candidate, error) {
	_, m, err := c.keptSigned(n)
	if err != nil {
		return nil, err
	}
	root, err := c.pinnedRoot()
	if err != nil {
		return nil, err
	}
	src, err := release.Dir(filepath.Join(c.folder(n), signedFolder))
	if err != nil {
		return nil, err
	}
	candidate, err := release.CheckUnder(ctx, src, root, m.IssuedAt)
	if err != nil {
		return nil, fmt.Errorf("examine signatures: %w", err)
	}
	return candidate, nil
}

// hash compares a file of the kiosk with what was signed.
func (e *Examined) hash(ctx context.Context, path string, want release.File) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("examine: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, readerOf(ctx, f))
	if err != nil {
		return fmt.Errorf("examine: %w", err)
	}
	e.Files, e.Bytes = e.Files+1, e.Bytes+n
	if hex.EncodeToString(sum.Sum(nil)) != want.SHA256 {
		return fmt.Errorf("%w: %s is not what was signed", release.ErrCorrupt, filepath.Base(path))
	}
	return nil
}

// stopping is a reader that ends with a context.
type stopping struct {
	ctx context.Context
	r   io.Reader
}

func readerOf(ctx context.Context, r io.Reader) io.Reader { return stopping{ctx, r} }

// Read implements io.Reader.
func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
