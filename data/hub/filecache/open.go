package filecache

import (
	"errors"
	"os"
)

// Open opens a regular file within a folder; [os.Root] sees to it that no link leads
// outside. Its error is [os.ErrNotExist], [ErrNotFile] or of the disk.
func Open(dir, name string) (*os.File, os.FileInfo, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	file, err := root.Open(name)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = ErrNotFile
	}
	if err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return file, info, nil
}
