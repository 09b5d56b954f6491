package drive

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestHostileStickIsSearchedInBounds: failures.md, "Hostile stick or page".
func TestHostileStickIsSearchedInBounds(t *testing.T) {
	t.Parallel()
	stick, outside := t.TempDir(), t.TempDir()
	content(t, outside)
	must(t, os.Symlink(outside, filepath.Join(stick, "link")))
	must(t, os.MkdirAll(filepath.Join(stick, "inner"), 0o755))
	must(t, os.Symlink(filepath.Join(outside, "metadata"), filepath.Join(stick, "inner/metadata")))
	must(t, os.MkdirAll(filepath.Join(stick, "file/metadata"), 0o755))
	must(t, os.Symlink(filepath.Join(outside, mark), filepath.Join(stick, "file", mark)))
	must(t, os.MkdirAll(filepath.Join(stick, "pipe/metadata"), 0o755))
	must(t, syscall.Mkfifo(filepath.Join(stick, "pipe", mark), 0o644))
	if err := syscall.Mknod(filepath.Join(stick, "device"), syscall.S_IFCHR|0o644, 5); err != nil {
		t.Log("no device node on this stick:", err)
	}
	found, err := Search(t.Context(), stick)
	must(t, err)
	if len(found.Content) > 0 {
		t.Errorf("found %q behind links", found.Content)
	}
}
