// Package fsync brings to the disk what was written or renamed, so that it is there
// after a power cut, and writes files so that a reader, a pulled stick or a power cut
// meets the old file or the new one whole.
//
// Such a file is written under another name, ending in [Part], brought to the disk,
// given its name, and then the name is brought to the disk too: without the last a
// power cut brings the old file back, or none. Whoever finds a file that ends in Part
// and knows that nobody is writing may delete it.
//
// Start with [Write] and [Replace].
package fsync

import (
	"errors"
	"os"
	"runtime"
)

// Path brings the file at path to the disk, or the names in the folder at path.
// Windows does so only with a file that may be written to; the names in a folder NTFS
// keeps by itself, and nobody can wait for them: there the folder only has to exist.
func Path(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	mode := os.O_RDONLY
	if runtime.GOOS == "windows" {
		if info.IsDir() {
			return nil
		}
		mode = os.O_RDWR
	}
	f, err := os.OpenFile(path, mode, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
