package exchange_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
	"time"

	"hangviet/data/drive"
	"hangviet/data/exchange"
	"hangviet/data/release"
)

// TestHostileStick: failures.md, "Hostile stick or page": links, devices, pipes,
// files of a terabyte, endless names. Each is refused in a moment and by name,
// and what is shown stays.
func TestHostileStick(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	before := o.publish("A")
	c := newContent(t, o)
	importFrom(t, c, o.source())
	m := o.publish("A", "B")
	isNew := func(f release.File) bool { return !slices.Contains(before.Packs, f) }
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("a key"), 0o600))
	pack := "files/" + m.Packs[slices.IndexFunc(m.Packs, isNew)].SHA256
	for name, harm := range map[string]func(dir string) error{
		"a link out":          replaceBy(pack, func(path string) error { return os.Symlink(secret, path) }),
		"a link in between":   replaceBy("metadata", func(path string) error { return os.Symlink(filepath.Join(o.repo, "metadata"), path) }),
		"a pipe":              replaceBy("metadata/timestamp.json", func(path string) error { return syscall.Mkfifo(path, 0o644) }),
		"a terminal":          replaceBy(pack, func(path string) error { return syscall.Mknod(path, syscall.S_IFCHR|0o644, 5<<8) }),
		"an endless device":   replaceBy("metadata/timestamp.json", func(path string) error { return syscall.Mknod(path, syscall.S_IFCHR|0o644, 1<<8|5) }),
		"a folder for a file": replaceBy(pack, func(path string) error { return os.Mkdir(path, 0o755) }),
		"a terabyte of signatures": replaceBy("metadata/timestamp.json", func(path string) error {
			return firstOf(os.WriteFile(path, nil, 0o644), os.Truncate(path, 1<<40))
		}),
		"a terabyte of photos": replaceBy(pack, func(path string) error {
			return firstOf(os.WriteFile(path, nil, 0o644), os.Truncate(path, 1<<40))
		}),
	} {
		dir := o.copy()
		must(t, harm(dir))
		began := time.Now()
		_, err := c.Import(t.Context(), dirSource(t, dir), nil)
		p := exchange.Explain(exchange.StickFault(dir, err))
		if err == nil || p.Code == "E-OTHER" {
			t.Errorf("%s: %s for %v", name, p.Code, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%s: it took %v", name, took)
		}
		mustShow(t, c, 1)
	}
	importFrom(t, c, dirSource(t, crowded(t, o)))
	mustShow(t, c, 2)
}

// firstOf returns the first error.
func firstOf(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// replaceBy puts something else in the place of a file.
func replaceBy(name string, make func(path string) error) func(dir string) error {
	return func(dir string) error {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.RemoveAll(path); err != nil {
			return err
		}
		return make(path)
	}
}

// crowded is the organiser's folder among 20,000 other names.
func crowded(t *testing.T, o *organiser) string {
	t.Helper()
	stick := t.TempDir()
	for i := range 10_000 {
		must(t, os.WriteFile(filepath.Join(stick, fmt.Sprintf("%d\n\u202e.jpg", i)), nil, 0o644))
	}
	must(t, os.Rename(o.copy(), filepath.Join(stick, "content")))
	for i := range 10_000 {
		must(t, os.WriteFile(filepath.Join(stick, "content/files", fmt.Sprintf("..%d", i)), nil, 0o644))
	}
	found, err := drive.Search(t.Context(), stick)
	must(t, err)
	if len(found.Content) != 1 || !found.Cut {
		t.Fatalf("found %+v", found)
	}
	return found.Content[0]
}
