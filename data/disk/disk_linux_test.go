package disk_test

import (
	"errors"
	"io/fs"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"hangviet/data/disk"
)

// TestFree: as much as df says at the same moment, give or take what others write on
// the disk meanwhile; and a folder that is not there has no answer.
func TestFree(t *testing.T) {
	dir := t.TempDir()
	free, err := disk.Free(dir)
	if err != nil {
		t.Fatal(err)
	}
	const others = 64 << 20
	if said := available(t, dir); max(free, said)-min(free, said) > others {
		t.Errorf("%d bytes, df says %d", free, said)
	}
	if _, err := disk.Free(filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// available is what df counts as free for us, in bytes.
func available(t *testing.T, dir string) uint64 {
	t.Helper()
	df, err := exec.Command("df", "--output=avail", "--block-size=1", dir).Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Fields(string(df)) // its title, and the figure
	free, err := strconv.ParseUint(lines[len(lines)-1], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return free
}
