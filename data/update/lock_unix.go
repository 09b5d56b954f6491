//go:build unix

package update

import (
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"hangviet/data/release"
)

// lock keeps a second run out: [release.ErrBusy].
func (u *Updater) lock() (unlock func(), err error) {
	if err := os.MkdirAll(u.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(u.Dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		return nil, fmt.Errorf("%w: %w", release.ErrBusy, err)
	}
	return func() {
		_ = unix.Flock(int(f.Fd()), unix.LOCK_UN) // closing alone waits for programs that are being started
		f.Close()
	}, nil
}
