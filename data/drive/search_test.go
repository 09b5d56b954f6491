package drive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"hangviet/data/drive/drivetest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// content makes a folder that looks like a content folder.
func content(t testing.TB, dir string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Join(dir, "metadata"), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, mark), []byte("{}"), 0o644))
}

func TestSearchFindsContentWhereItMayLie(t *testing.T) {
	stick := drivetest.Plug(t, 16<<20)
	for _, name := range []string{"content", "tháng 11", "zzz", ".Trash"} {
		content(t, filepath.Join(stick.Path, name))
	}
	must(t, os.MkdirAll(filepath.Join(stick.Path, "photos/metadata"), 0o755))
	must(t, os.WriteFile(filepath.Join(stick.Path, "a letter.txt"), []byte("hello"), 0o644))
	found, err := Search(t.Context(), stick.Path)
	must(t, err)
	want := []string{"content", "tháng 11", "zzz"}
	for i := range want {
		want[i] = filepath.Join(stick.Path, want[i])
	}
	if !slices.Equal(found.Content, want) || found.Cut {
		t.Errorf("found %+v, want %q", found, want)
	}
	content(t, stick.Path)
	if found, err = Search(t.Context(), stick.Path); err != nil || found.Content[0] != stick.Path {
		t.Errorf("found %+v, %v: the stick itself is not the first", found, err)
	}
}

// TestEndlessNames: failures.md, "Hostile stick or page": 100,000 names hide
// nothing and hold nothing up.
func TestEndlessNames(t *testing.T) {
	t.Parallel()
	stick := t.TempDir()
	for i := range 100_000 {
		f, err := os.Create(filepath.Join(stick, fmt.Sprint(i)))
		must(t, err)
		must(t, f.Close())
	}
	content(t, filepath.Join(stick, "content"))
	began := time.Now()
	_, err := os.ReadDir(stick)
	must(t, err)
	all := time.Since(began)
	began = time.Now()
	found, err := Search(t.Context(), stick)
	must(t, err)
	if !found.Cut || len(found.Content) != 1 {
		t.Errorf("found %+v, want the content folder and that there is more", found)
	}
	if took := time.Since(began); took > all+time.Second {
		t.Errorf("it took %v, to read all names %v", took, all)
	}
}

// TestPulledStickIsGone: failures.md, "Stick pulled".
func TestPulledStickIsGone(t *testing.T) {
	stick := drivetest.Plug(t, 16<<20)
	content(t, filepath.Join(stick.Path, "content"))
	stick.Pull()
	found, err := Search(t.Context(), stick.Path)
	if err != nil || len(found.Content) > 0 {
		t.Errorf("on an empty place: %+v, %v", found, err)
	}
	must(t, os.Remove(stick.Path))
	if _, err := Search(t.Context(), stick.Path); !errors.Is(err, ErrGone) {
		t.Errorf("where no place is: %v, want ErrGone", err)
	}
	if _, err := Search(ended(t), t.TempDir()); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end: %v", err)
	}
}

func ended(t *testing.T) context.Context {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	return ctx
}
