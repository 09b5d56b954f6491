package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Doubt makes the next import look at the shown release thoroughly, and take again
// what is damaged or missing.
func (c *Content) Doubt() { c.whole.Store(0) }

// CheckPhotos reads the photos that are kept one by one, with a rest after each, and
// removes those whose bytes are not what their name says. It returns how many. The
// next import takes them again.
func (c *Content) CheckPhotos(ctx context.Context, rest func(context.Context) error) (removed int, err error) {
	err = filepath.WalkDir(c.photos().dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a photo, or all of them, went meanwhile
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, photoSuffix) {
			return err
		}
		harmed, err := c.checkPhoto(path)
		if harmed {
			removed++
		}
		return errors.Join(err, rest(ctx))
	})
	if removed > 0 {
		c.Doubt()
	}
	if err != nil {
		return removed, fmt.Errorf("check photos: %w", err)
	}
	return removed, nil
}

// checkPhoto removes a photo that is damaged. One that the disk cannot read is.
func (c *Content) checkPhoto(path string) (harmed bool, err error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	hash := sha256.New()
	_, unread := io.Copy(hash, f)
	if err := f.Close(); err != nil {
		return false, err
	}
	if unread == nil && hex.EncodeToString(hash.Sum(nil))+photoSuffix == filepath.Base(path) {
		return false, nil
	}
	return true, os.Remove(path)
}

// Low tells by how many bytes the disk is below what is to stay free; 0 when it is
// not.
func (c *Content) Low() (int64, error) {
	spare, err := c.spare()
	return max(0, -spare), err
}

// GiveBack removes what the kiosk can do without: what is left of imports that did
// not end, and releases older than the one before the shown one with their photos.
// While an import runs it does nothing: that gives back what it takes too much.
func (c *Content) GiveBack(ctx context.Context) error {
	unlock, err := (&Content{Dir: c.Dir}).lock(ctx) // without waiting
	if errors.Is(err, ErrBusy) {
		return nil
	}
	if err != nil {
		return err
	}
	defer unlock()
	shown, _, err := c.Current()
	if errors.Is(err, ErrNoContent) {
		return nil
	}
	if err != nil {
		return err
	}
	j := &job{Content: c, shown: shown}
	if err := j.sweep(0); err != nil {
		return err
	}
	kept, err := c.releases()
	if err != nil {
		return err
	}
	return j.prune(ctx, shown, before(kept, shown))
}
