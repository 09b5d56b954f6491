package exchange

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"hangviet/data/fsync"
)

// A kiosk has two slots: the release that is shown and the one before. It goes
// back to the one before when a person says so, when the shown one's file is
// damaged, or when the program crashed twice with it before it had run for
// [Proof]. Going back never touches trust: older releases from outside are
// refused as ever. A release that was left for a crash or by a person is not
// taken again; one that was damaged on this disk is.

// Proof is how long the program has to run with a release until it is trusted
// not to crash by it.
const Proof = time.Minute

// maxStarts is how many runs may crash before their proof.
const maxStarts = 2

// Reason is why a release was left.
type Reason string

// The reasons.
const (
	ByStaff  Reason = "staff"
	ByCrash  Reason = "crash"
	ByDamage Reason = "damage"
)

// The notes beside current.
const (
	leftName  = "left"
	trialName = "trial"
)

// Back makes the release before the shown one the shown one and returns both
// numbers. ErrNoPrevious when none is kept, or it cannot be opened.
func (c *Content) Back(ctx context.Context, why Reason) (from, to int64, err error) {
	unlock, err := c.lock(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer unlock()
	if from, _, err = c.Current(); err != nil {
		return 0, 0, err
	}
	to, path, err := c.Previous()
	if errors.Is(err, ErrNoContent) {
		return from, 0, ErrNoPrevious
	}
	if err != nil {
		return from, 0, err
	}
	if err := c.opens(ctx, path); err != nil {
		return from, 0, fmt.Errorf("%w: %w", ErrNoPrevious, err)
	}
	if err := c.leave(from, why); err != nil {
		return from, 0, err
	}
	c.whole.Store(0)
	j := &job{Content: c}
	return from, to, j.point(to)
}

func (c *Content) opens(ctx context.Context, path string) error {
	cat, err := c.Open(ctx, path)
	if err != nil {
		return err
	}
	return cat.Close()
}

// leave notes that release n is not to be taken again, but for damage.
func (c *Content) leave(n int64, why Reason) error {
	if why == ByDamage {
		return nil
	}
	if err := fsync.Write(c.leftFile(), fmt.Appendf(nil, "%d %s\n", n, why), 0o644); err != nil {
		return fmt.Errorf("leave release %d: %w", n, err)
	}
	return nil
}

func (c *Content) leftFile() string { return filepath.Join(c.root(), leftName) }

// Left returns the release that was left and not yet followed by a newer one,
// and why; 0 when there is none.
func (c *Content) Left() (n int64, why Reason) {
	data, err := os.ReadFile(c.leftFile())
	if err != nil {
		return 0, ""
	}
	if _, err := fmt.Sscanf(string(data), "%d %s\n", &n, &why); err != nil {
		return 0, ""
	}
	if shown, _, err := c.Current(); err != nil || shown >= n {
		return 0, ""
	}
	return n, why
}

// Again forgets that a release was left: the next import takes it.
func (c *Content) Again() error { return gonePath(c.leftFile()) }

// gonePath removes a file that need not be there.
func gonePath(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// trial is a release that the program runs with and that is not proved yet.
type trial struct {
	release int64
	starts  int // 1, and one for each run with it that crashed
}

// next is the trial when a run begins with release n after one that crashed or was
// ended from outside, and whether n is to be left instead.
func (t trial) next(n int64, crashed bool) (now trial, leave bool) {
	switch {
	case t.release != n:
		return trial{n, 1}, false
	case !crashed:
		return t, false
	}
	return trial{n, t.starts + 1}, t.starts >= maxStarts
}

// Begin notes that a run begins with the shown release n, or that a running
// program switches to it; crashed says that the run before ended by its own fault,
// where the power was not cut. It returns true when the runs before crashed: the
// release is to be left with [Content.Back] then.
func (c *Content) Begin(n int64, crashed bool) (crashes bool, err error) {
	now, leave := c.trial().next(n, crashed)
	if leave {
		return true, nil
	}
	if err := fsync.Write(c.trialFile(), fmt.Appendf(nil, "%d %d\n", now.release, now.starts), 0o644); err != nil {
		return false, fmt.Errorf("begin trial: %w", err)
	}
	return false, nil
}

// Proved ends the trial: the program has run for [Proof], or ended as it was told
// to.
func (c *Content) Proved() error {
	if err := gonePath(c.trialFile()); err != nil {
		return fmt.Errorf("end trial: %w", err)
	}
	return nil
}

func (c *Content) trialFile() string { return filepath.Join(c.root(), trialName) }

// trial returns the trial that stands; a note that cannot be read is none.
func (c *Content) trial() (t trial) {
	data, err := os.ReadFile(c.trialFile())
	if err != nil {
		return trial{}
	}
	if _, err := fmt.Sscanf(string(data), "%d %d\n", &t.release, &t.starts); err != nil {
		return trial{}
	}
	return t
}
