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

// writePicture writes a picture, whose folder need not exist.
func writePicture(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	if err := fsync.Write(path, data, 0o600); err != nil {
		return fmt.Errorf("write picture: %w", err)
	}
	return nil
}
