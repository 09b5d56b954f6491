package disk_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/disk"
)

// TestFree: what is written is no longer free, as far as others on the disk let one
// see; and a folder that is not there has no answer.
func TestFree(t *testing.T) {
	dir := t.TempDir()
	before, err := disk.Free(dir)
	if err != nil || before == 0 {
		t.Fatalf("%d bytes, %v", before, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if after, err := disk.Free(dir); err != nil || after == 0 {
		t.Errorf("%d bytes, %v", after, err)
	}
	if _, err := disk.Free(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}
