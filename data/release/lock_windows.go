package release

import (
	"errors"
	"fmt"
	"syscall"
)

// errSharingViolation is Windows' answer when another process has the file.
const errSharingViolation = syscall.Errno(32)

// lockFile takes the lock that the file at path stands for, or returns
// [ErrBusy]. It opens the file for itself alone; that ends with the process.
func lockFile(path string) (unlock func(), err error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, errSharingViolation) {
		return nil, fmt.Errorf("%w: %s is locked", ErrBusy, path)
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	return func() { syscall.CloseHandle(h) }, nil
}
