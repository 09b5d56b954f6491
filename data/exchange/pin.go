package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"hangviet/data/release"
)

// firstRoot is where every content folder keeps the root it began with, and
// maxRoot more than any root is long.
const (
	firstRoot = "metadata/1.root.json"
	maxRoot   = 512 << 10
)

// Pin pins the organiser's root. Another root than the pinned one is refused
// with release.ErrOtherRoot, and one of Never with ErrSampleRoot; the same one
// again changes nothing.
func (c *Content) Pin(ctx context.Context, root []byte) error {
	if err := c.welcome(root); err != nil {
		return err
	}
	unlock, err := c.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	trust, err := c.trust()
	if err != nil {
		return err
	}
	return trust.Pin(root)
}

// welcome refuses the roots of Never.
func (c *Content) welcome(root []byte) error {
	if slices.Contains(c.Never, release.Fingerprint(root)) {
		return ErrSampleRoot
	}
	return nil
}

// Clear removes everything: trust, releases and photos. It is for the built-in
// sample, which a newer program replaces; an organiser's trust is never undone
// so.
func (c *Content) Clear(ctx context.Context) error {
	unlock, err := c.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	for _, name := range []string{"content", "photos", "trust"} {
		if err := os.RemoveAll(filepath.Join(c.Dir, name)); err != nil {
			return fmt.Errorf("clear content: %w", err)
		}
	}
	return nil
}

// PinFrom trusts the content folder src on first use, which is sound only when
// a person named it: it pins the folder's first root once its release has been
// verified under it, and first is true. Where a root is pinned already, the
// folder's must be the same, or it is refused with release.ErrOtherRoot.
func (c *Content) PinFrom(ctx context.Context, src release.Source) (fingerprint string, first bool, err error) {
	_, pinned, err := c.Pinned()
	if err != nil {
		return "", false, err
	}
	root, err := readRoot(ctx, src)
	switch {
	case pinned && errors.Is(err, release.ErrNoRelease):
		// The folder does not say where it began; Import will judge it.
	case err != nil:
		return "", false, err
	default:
		if !pinned {
			err = c.tryRoot(ctx, src, root)
		}
		if err == nil {
			err = c.Pin(ctx, root)
		}
		if err != nil {
			return "", false, err
		}
	}
	fingerprint, _, err = c.Pinned()
	return fingerprint, !pinned, err
}

// tryRoot verifies src under root in a throw-away trust folder, so that a
// damaged stick does not bind the kiosk to anything.
func (c *Content) tryRoot(ctx context.Context, src release.Source, root []byte) error {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	dir, err := os.MkdirTemp(c.Dir, tryPrefix)
	if err != nil {
		return fmt.Errorf("make trial trust: %w", err)
	}
	defer os.RemoveAll(dir)
	trust, err := release.OpenTrust(dir)
	if err != nil {
		return fmt.Errorf("open trial trust: %w", err)
	}
	if err := trust.Pin(root); err != nil {
		return err
	}
	_, err = trust.Check(ctx, src, c.now())
	return err
}

func readRoot(ctx context.Context, src release.Source) ([]byte, error) {
	r, err := src.Open(ctx, firstRoot, 0, -1)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, release.ErrNoRelease
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", firstRoot, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxRoot+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", firstRoot, err)
	}
	if len(data) > maxRoot {
		return nil, fmt.Errorf("%w: %s is too long", release.ErrCorrupt, firstRoot)
	}
	return data, nil
}
