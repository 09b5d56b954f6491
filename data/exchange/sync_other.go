//go:build !linux

package exchange

import (
	"errors"
	"os"

	"golang.org/x/sync/errgroup"
)

// syncAtOnce is how many files are waited for at a time: the disk takes as many
// about as fast as one.
const syncAtOnce = 16

// syncAll brings files and folders under dir to the disk.
func syncAll(_ string, paths []string) error {
	var group errgroup.Group
	group.SetLimit(syncAtOnce)
	for _, path := range paths {
		group.Go(func() error { return syncPath(path) })
	}
	return group.Wait()
}

func syncPath(path string) error {
	if info, err := os.Stat(path); err != nil || info.IsDir() {
		return errors.Join(err, syncDir(path))
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0) // Windows brings to the disk what may be written to
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
