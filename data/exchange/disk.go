package exchange

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hangviet/data/disk"
)

// Names of what is being made; whatever bears them is swept at the start of an
// import, for nobody else is making anything then.
const (
	partSuffix = ".part"
	tryPrefix  = "try-"
	lockFile   = "import.lock"
)

// lockPoll is how often a waiting import asks for the lock.
const lockPoll = 50 * time.Millisecond

// lock makes this the only importing process and goroutine of c.Dir. The lock
// is of the kernel: it ends with the process, however that ends.
func (c *Content) lock(ctx context.Context) (done func(), err error) {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(c.Dir, lockFile), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open import lock: %w", err)
	}
	if err := c.flock(ctx, f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { unlock(f) }, nil
}

// unlock gives the lock back at once. Closing alone would leave it with a child
// process that another goroutine is just starting, until that child has begun.
func unlock(f *os.File) {
	letGo(f) // closing does it too, only later
	f.Close()
}

func (c *Content) flock(ctx context.Context, f *os.File) error {
	for deadline := time.Now().Add(c.Wait); ; {
		held, err := tryLock(f)
		switch {
		case held:
			return ctx.Err()
		case err != nil:
			return fmt.Errorf("lock import: %w", err)
		case time.Now().After(deadline):
			return ErrBusy
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(lockPoll):
		}
	}
}

// SpaceError says how much room is lacking. It is an ErrSpace.
type SpaceError struct{ Need, Free uint64 } // bytes, with the floor that stays free

func (e *SpaceError) Error() string {
	return fmt.Sprintf("%v: need %d bytes, have %d", ErrSpace, e.Need, e.Free)
}

// Is makes a SpaceError an ErrSpace.
func (e *SpaceError) Is(target error) bool { return target == ErrSpace }

// room refuses with a SpaceError when n more bytes would go below the floor.
func (c *Content) room(n int64) error {
	have, floor, err := c.space()
	if err != nil {
		return err
	}
	if need := uint64(max(n, 0)) + floor; n > 0 && have < need {
		return &SpaceError{Need: need, Free: have}
	}
	return nil
}

// spare is the room beside the floor, negative when the floor is not free.
func (c *Content) spare() (int64, error) {
	have, floor, err := c.space()
	return int64(min(have, math.MaxInt64)) - int64(floor), err
}

// space tells how many bytes are free, and how many must stay so.
func (c *Content) space() (have, floor uint64, err error) {
	free := c.Free
	if free == nil {
		free = disk.Free
	}
	if have, err = free(c.Dir); err != nil {
		return 0, 0, err
	}
	if floor = c.Floor; floor == 0 {
		floor = DefaultFloor
	}
	return have, floor, nil
}

// FreeSpace returns the bytes that are free on the kiosk's disk.
func (c *Content) FreeSpace() (uint64, error) {
	have, _, err := c.space()
	return have, err
}

func sorted(numbers []int64) []int64 {
	slices.Sort(numbers)
	return numbers
}

// before returns the greatest of the sorted numbers below n, or 0.
func before(numbers []int64, n int64) int64 {
	var found int64
	for _, k := range numbers {
		if k < n {
			found = k
		}
	}
	return found
}
