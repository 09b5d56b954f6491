package room

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"hangviet/data/hub/books"
)

// strayPicture is how old a picture must be that belongs to nothing: its row is
// written after the file.
const strayPicture = time.Hour

// SweepPictures deletes the pictures on the disk that belong to nothing, such as of a
// hub that was killed while one came, and returns how many it deleted.
func (r *Rooms) SweepPictures(ctx context.Context) (deleted int, err error) {
	known := map[string]bool{}
	err = r.DB.View(ctx, func(t *books.Tx) error {
		files, err := t.DossierFiles()
		for _, f := range files {
			known[f.ID] = true
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("sweep pictures: %w", err)
	}
	for _, folder := range []string{"photos", "thumbs"} {
		err = errors.Join(err, filepath.WalkDir(filepath.Join(r.Dir, folder), func(path string, entry fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || entry.IsDir() || known[strings.TrimSuffix(entry.Name(), ".jpg")] {
				return err
			}
			gone, err := r.removeStray(path, entry)
			deleted += gone
			return err
		}))
	}
	return deleted, err
}

func (r *Rooms) removeStray(path string, entry fs.DirEntry) (int, error) {
	info, err := entry.Info()
	if err == nil && r.Now().Sub(info.ModTime()) < strayPicture {
		return 0, nil
	}
	if err == nil {
		err = os.Remove(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("delete picture: %w", err)
	}
	return 1, nil
}
