package fsync_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hangviet/data/fsync"
)

// holds looks for a file's text, and for nothing else in its folder.
func holds(t *testing.T, path, want string) {
	t.Helper()
	if data, err := os.ReadFile(path); err != nil || string(data) != want {
		t.Errorf("%q, %v is there, want %q", data, err, want)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"+fsync.Part)); err != nil || len(left) > 0 {
		t.Errorf("%v are left", left)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func text(text string, err error) func(io.Writer) error {
	return func(w io.Writer) error {
		_, written := io.WriteString(w, text)
		return errors.Join(written, err)
	}
}

// TestWholeOrNothing: a disk that fills up, and a name that is taken, leave the old
// file and nothing beside it.
func TestWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	path, folder := filepath.Join(dir, "list"), filepath.Join(dir, "folder")
	must(t, os.MkdirAll(filepath.Join(folder, "full"), 0o755))
	full := errors.New("disk is full")
	must(t, fsync.Replace(path, 0o600, text("old", nil)))
	if err := fsync.Replace(path, 0o600, text("half", full)); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
	if fsync.Replace(folder, 0o600, text("new", nil)) == nil || fsync.Write(folder, nil, 0o600) == nil {
		t.Error("a folder was replaced by a file")
	}
	holds(t, path, "old")
}

// TestWriteGoesOnWhereOneWasKilled: what a killed writer left is no hindrance, and
// the file has the mode that was asked for.
func TestWriteGoesOnWhereOneWasKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "note")
	must(t, os.WriteFile(path+fsync.Part, []byte(strings.Repeat("half", 100)), 0o600))
	must(t, fsync.Write(path, []byte("first"), 0o600))
	holds(t, path, "first")
	must(t, fsync.Write(path, []byte("second"), 0o600))
	holds(t, path, "second")
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// TestReplacedByManyAtOnce: whoever wins, the file is one writer's.
func TestReplacedByManyAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "list")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			if err := fsync.Replace(path, 0o644, text(strings.Repeat(string(rune('a'+i)), 9999), nil)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	data, err := os.ReadFile(path)
	if must(t, err); len(data) != 9999 || strings.Trim(string(data), string(data[0])) != "" {
		t.Errorf("%d bytes of several", len(data))
	}
}

// TestSettle gives a written file its name; one that is not there, and a folder that
// is not there, are told.
func TestSettle(t *testing.T) {
	path := filepath.Join(t.TempDir(), "catalog.db")
	must(t, os.WriteFile(path+fsync.Part, []byte("new"), 0o600))
	must(t, fsync.Settle(path+fsync.Part, path))
	holds(t, path, "new")
	must(t, fsync.Path(filepath.Dir(path)))
	for name, err := range map[string]error{
		"part": fsync.Settle(path+fsync.Part, path), "folder": fsync.Path(filepath.Join(path, "none")),
	} {
		if !errors.Is(err, fs.ErrNotExist) && !strings.Contains(err.Error(), "not a directory") {
			t.Errorf("%s: %v", name, err)
		}
	}
	holds(t, path, "new")
}
