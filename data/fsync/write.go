package fsync

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Part ends the names of files that are being written.
const Part = ".part"

// Write puts data under path. Only one at a time may write a path; what one that was
// killed left is written over by the next.
func Write(path string, data []byte, perm fs.FileMode) error {
	part := path + Part
	f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, perm)
	if err != nil {
		return err
	}
	return keep(f, path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Replace puts under path what write gives. Several may do so at once; the last one
// wins.
func Replace(path string, perm fs.FileMode, write func(io.Writer) error) error {
	f, err := os.OpenFile(path+"."+rand.Text()+Part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, perm)
	if err != nil {
		return err
	}
	return keep(f, path, write)
}

// keep writes into f and gives it its name. An error leaves the old file, and nothing
// beside it.
func keep(f *os.File, path string, write func(io.Writer) error) error {
	err := write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return Path(filepath.Dir(path))
}

// Settle brings a file that somebody has written to the disk and then to its name.
func Settle(part, path string) error {
	if err := Path(part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	return Path(filepath.Dir(path))
}
