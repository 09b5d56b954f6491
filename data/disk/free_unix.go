//go:build unix

package disk

import (
	"fmt"
	"syscall"
)

// Free returns how many bytes there are for us where a folder lies, without what the
// system keeps for itself. The folder must exist.
func Free(dir string) (uint64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("ask for free space: %w", err)
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil
}
