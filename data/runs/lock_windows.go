package runs

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockAt is where the lock lies: far behind what is written, for Windows lets
// nobody read what is locked.
const lockAt = 1 << 30

// tryLock takes the kernel's lock on f unless another process has it.
func tryLock(f *os.File) (held bool, err error) {
	at := &windows.Overlapped{Offset: lockAt}
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
