package exchange

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// alike are the system's own words for what a disk may fail with.
var alike = map[error][]error{
	syscall.ENOSPC: {windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL},
	syscall.EROFS:  {windows.ERROR_WRITE_PROTECT},
	syscall.EIO: {
		windows.ERROR_CRC, windows.ERROR_SECTOR_NOT_FOUND, windows.ERROR_READ_FAULT, windows.ERROR_WRITE_FAULT,
		windows.ERROR_IO_DEVICE, windows.ERROR_NOT_READY,
	},
}

// tryLock takes the system's lock on f unless another has it.
func tryLock(f *os.File) (held bool, err error) {
	err = windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) || errors.Is(err, windows.ERROR_IO_PENDING) {
		return false, nil
	}
	return err == nil, err
}

func letGo(f *os.File) {
	_ = windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, new(windows.Overlapped))
}
