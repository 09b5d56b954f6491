package exchange_test

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
)

// smallDisk is a folder on a file system of that size; where this account may
// mount none it is a folder with a limit of its own.
func smallDisk(t *testing.T, size int64) (dir string, free func(string) (uint64, error), kind string) {
	t.Helper()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, fmt.Sprintf("size=%d", size)); err != nil {
		return disk, func(string) (uint64, error) { return uint64(max(size-sizeOf(t, disk), 0)), nil }, "folder"
	}
	t.Cleanup(func() { must(t, syscall.Unmount(disk, 0)) })
	return filepath.Join(disk, "data"), nil, "tmpfs"
}
