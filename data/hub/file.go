package hub

import (
	"errors"
	"io"
	"os"
)

// ReplaceFile writes a file, so that there is the old one or the new one whole. An
// error leaves the old one, and nothing beside it.
func ReplaceFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path + ".part")
	if err != nil {
		return err
	}
	err = write(f)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
