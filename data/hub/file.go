package hub

import (
	"crypto/rand"
	"errors"
	"io"
	"os"
)

// partSuffix ends the name of a file that is being written.
const partSuffix = ".part"

// ReplaceFile writes a file, so that there is the old one or the new one whole,
// though several do it at once. An error leaves the old one, and nothing beside it.
func ReplaceFile(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path+"."+rand.Text()+partSuffix, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
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
