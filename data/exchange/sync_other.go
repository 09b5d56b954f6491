//go:build !linux

package exchange

import (
	"golang.org/x/sync/errgroup"

	"hangviet/data/fsync"
)

// syncAtOnce is how many files are waited for at a time: the disk takes as many
// about as fast as one.
const syncAtOnce = 16

// syncAll brings files and folders under dir to the disk.
func syncAll(_ string, paths []string) error {
	var group errgroup.Group
	group.SetLimit(syncAtOnce)
	for _, path := range paths {
		group.Go(func() error { return fsync.Path(path) })
	}
	return group.Wait()
}
