//go:build !linux

package exchange_test

import "testing"

// smallDisk is a folder with a limit of its own.
func smallDisk(t *testing.T, size int64) (dir string, free func(string) (uint64, error), kind string) {
	t.Helper()
	disk := t.TempDir()
	return disk, func(string) (uint64, error) { return uint64(max(size-sizeOf(t, disk), 0)), nil }, "folder"
}
