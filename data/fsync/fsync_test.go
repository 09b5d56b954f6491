package fsync_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/fsync"
)

// TestPath: files and folders are brought to the disk on every system, also one that
// may only be read; what is not there is told.
func TestPath(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{file, dir} {
		if err := fsync.Path(path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := fsync.Path(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there: %v", err)
	}
}
