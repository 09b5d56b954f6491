package exchange

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// sweep removes what killed imports left behind, except the staged catalogue of
// release n, which may be whole.
func (j *job) sweep(n int64) error {
	if err := j.sweepTrials(); err != nil {
		return fmt.Errorf("sweep trial trust: %w", err)
	}
	if err := j.sweepReleases(n); err != nil {
		return fmt.Errorf("sweep staging: %w", err)
	}
	if err := j.photos().sweep(); err != nil {
		return fmt.Errorf("sweep photos: %w", err)
	}
	return nil
}

func (j *job) sweepTrials() error {
	trials, err := filepath.Glob(filepath.Join(j.Dir, tryPrefix+"*"))
	for _, dir := range trials {
		err = errors.Join(err, os.RemoveAll(dir))
	}
	return err
}

// sweepReleases removes staged releases other than n, folders that hold no
// catalogue, and releases newer than the shown one: a kill fell between their
// settling and the switch.
func (j *job) sweepReleases(n int64) error {
	entries, err := os.ReadDir(j.root())
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		staged := strings.HasSuffix(e.Name(), partSuffix) && e.Name() != filepath.Base(j.staging(n))
		number, notOne := parseNumber(e.Name())
		_, empty := os.Stat(j.catalogue(number))
		if staged || notOne == nil && (number > j.shown || empty != nil) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(j.root(), e.Name())))
		}
	}
	return err
}

// prune keeps the releases current and previous, the photos they show and what
// lies in the packs of the current one, and removes the others.
func (j *job) prune(ctx context.Context, current, previous int64) error {
	used, err := j.used(ctx, current)
	if err != nil {
		return err
	}
	for f := range j.keptIndex(current, packsFile).All() {
		used[f.SHA256] = true
	}
	if previous != 0 {
		old, err := j.used(ctx, previous)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			previous = 0 // it cannot be opened, so it is no way back either
		}
		maps.Copy(used, old)
	}
	if err := j.dropReleases(current, previous); err != nil {
		return err
	}
	return j.photos().remove(func(name string) bool { return !used[strings.TrimSuffix(name, photoSuffix)] })
}

// giveBack removes what was taken of a release for which the disk proved too
// small, though that was not foreseen: ballots need the room more.
func (j *job) giveBack(ctx context.Context) error {
	if err := os.RemoveAll(j.staging(j.number())); err != nil {
		return fmt.Errorf("give room back: %w", err)
	}
	if j.shown == 0 {
		return j.photos().remove(func(string) bool { return true })
	}
	kept, err := j.releases()
	if err != nil {
		return err
	}
	if err := j.prune(ctx, j.shown, before(kept, j.shown)); err != nil {
		return fmt.Errorf("give room back: %w", err)
	}
	return nil
}

// used returns the SHA-256 of the photos that release n shows.
func (j *job) used(ctx context.Context, n int64) (map[string]bool, error) {
	cat, err := j.Open(ctx, j.catalogue(n))
	if err != nil {
		return nil, fmt.Errorf("open catalogue: %w", err)
	}
	defer cat.Close()
	shown := map[string]bool{}
	for image, err := range cat.Photos(ctx) {
		if err != nil {
			return nil, fmt.Errorf("list photos: %w", err)
		}
		shown[image.SHA256] = true
	}
	return shown, nil
}

func (j *job) dropReleases(keep ...int64) error {
	numbers, err := j.releases()
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if !slices.Contains(keep, n) {
			err = errors.Join(err, os.RemoveAll(j.folder(n)))
		}
	}
	return err
}
