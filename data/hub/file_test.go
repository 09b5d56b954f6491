package hub

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestReplaceFileIsWholeOrNothing: a disk that fills up, or a name that is taken.
func TestReplaceFileIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path, folder := filepath.Join(dir, "list"), filepath.Join(dir, "folder")
	must(t, os.MkdirAll(filepath.Join(folder, "full"), 0o755))
	full := errors.New("disk is full")
	write := func(text string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, written := io.WriteString(w, text)
			return errors.Join(written, err)
		}
	}
	must(t, ReplaceFile(path, write("old", nil)))
	if err := ReplaceFile(path, write("half", full)); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	if err := ReplaceFile(folder, write("new", nil)); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "old" {
		t.Errorf("%q, %v is there", data, err)
	}
	if parts, err := filepath.Glob(filepath.Join(dir, "*.part")); err != nil || len(parts) > 0 {
		t.Errorf("%v are left", parts)
	}
}
