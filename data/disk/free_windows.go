package disk

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// Free returns how many bytes there are for us where a folder lies, without what the
// system keeps for itself. The folder must exist.
func Free(dir string) (uint64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, fmt.Errorf("ask for free space: %w", err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(path, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("ask for free space: %w", err)
	}
	return free, nil
}
