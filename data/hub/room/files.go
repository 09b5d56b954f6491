package room

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hangviet/data/fsync"
	"hangviet/data/hub/books"
)

// PhotoDir is the folder in which a room's pictures lie, by the names that its
// entries tell them by. It need not exist.
func (r *Rooms) PhotoDir(room string) string {
	return filepath.Join(r.Dir, "photos", filepath.Base(room))
}

// thumbDir is where the small copies lie.
func (r *Rooms) thumbDir(room string) string {
	return filepath.Join(r.Dir, "thumbs", filepath.Base(room))
}

// discard deletes files of which the books tell no more.
func (r *Rooms) discard(files ...books.DossierFile) error {
	for _, f := range files {
		if f.Kind != KindPhoto {
			if err := r.vault.Delete(f.ID); err != nil {
				return err
			}
			continue
		}
		for _, path := range []string{r.photoPath(f), r.thumbPath(f)} {
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("delete picture: %w", err)
			}
		}
	}
	return nil
}

func (r *Rooms) photoPath(f books.DossierFile) string {
	return filepath.Join(r.PhotoDir(f.Room), f.ID+".jpg")
}

func (r *Rooms) thumbPath(f books.DossierFile) string {
	return filepath.Join(r.thumbDir(f.Room), f.ID+".jpg")
}

// writeWhole writes a file under another name first and brings it to the disk.
func writeWhole(path string, data []byte) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	part, err := os.CreateTemp(dir, ".part-*")
	if err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	defer os.Remove(part.Name())
	_, err = part.Write(data)
	err = errors.Join(err, part.Sync(), part.Close())
	if err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err == nil {
		err = fsync.Path(dir)
	}
	if err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	return nil
}
