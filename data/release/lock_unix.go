//go:build unix

package release

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lockFile takes the lock that the file at path stands for, or returns
// [ErrBusy]. It ends with the process, however that ends.
func lockFile(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return func() { release(f) }, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("%w: %s is locked", ErrBusy, path)
	}
	return nil, fmt.Errorf("lock %s: %w", path, err)
}

// release gives the lock back at once. Closing alone would leave it with a child
// process that another goroutine is just starting, until that child has begun.
func release(f *os.File) {
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) // closing does it too, only later
	f.Close()
}
