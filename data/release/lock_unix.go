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
		return func() { f.Close() }, nil
	}
	f.Close()
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, fmt.Errorf("%w: %s is locked", ErrBusy, path)
	}
	return nil, fmt.Errorf("lock %s: %w", path, err)
}
