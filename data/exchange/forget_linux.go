package exchange

import (
	"os"

	"golang.org/x/sys/unix"
)

// forget drops what the system remembers of a file that was synced, so that the
// next reading comes from the medium. Where the system will not, a stick that
// lies is met later.
func forget(f *os.File) { _ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) }
