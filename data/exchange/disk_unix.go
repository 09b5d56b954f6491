//go:build unix

package exchange

import (
	"errors"
	"os"
	"syscall"
)

// alike are the system's further words for what a disk may fail with.
var alike map[error][]error

// tryLock takes the kernel's lock on f unless another has it.
func tryLock(f *os.File) (held bool, err error) {
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR) {
		return false, nil
	}
	return err == nil, err
}

func letGo(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
