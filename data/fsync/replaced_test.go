package fsync_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/fsync"
)

// TestAFileIsReplacedInOneStep: whoever reads while it is written has the old file to
// its end, so a power cut would have left it; and nothing else is left behind.
func TestAFileIsReplacedInOneStep(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "current")
	must(t, fsync.Write(path, []byte("the release before"), 0o644))
	reader, err := os.Open(path)
	must(t, err)
	defer reader.Close()
	must(t, fsync.Write(path, []byte("the next"), 0o644))
	if old, err := io.ReadAll(reader); err != nil || string(old) != "the release before" {
		t.Errorf("who had begun to read has %q, %v", old, err)
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != "the next" {
		t.Errorf("who begins now has %q, %v", now, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
