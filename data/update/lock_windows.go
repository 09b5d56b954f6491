package update

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"

	"hangviet/data/release"
)

// lock keeps a second run out: [release.ErrBusy].
func (u *Updater) lock() (unlock func(), err error) {
	if err := os.MkdirAll(u.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	name, err := windows.UTF16PtrFromString(filepath.Join(u.Dir, "lock"))
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	h, err := windows.CreateFile(name, windows.GENERIC_WRITE, 0, nil, windows.OPEN_ALWAYS, windows.FILE_ATTRIBUTE_NORMAL, 0)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", release.ErrBusy, err)
	}
	return func() { _ = windows.CloseHandle(h) }, nil
}
