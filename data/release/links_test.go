//go:build unix

package release

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestDirFollowsNoLinks(t *testing.T) {
	h := newHouse(t)
	m, _ := h.publish()
	secret := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(secret, []byte("geheim"), 0o600))
	for name, plant := range map[string]func(dir, path string) error{
		"link out":      func(_, path string) error { return os.Symlink(secret, path) },
		"link up":       func(_, path string) error { return os.Symlink("../../../../etc/passwd", path) },
		"link inside":   func(_, path string) error { return os.Symlink("../metadata/timestamp.json", path) },
		"folder":        func(_, path string) error { return os.Mkdir(path, 0o755) },
		"pipe":          func(_, path string) error { return syscall.Mkfifo(path, 0o644) },
		"linked folder": func(dir, _ string) error { return relink(dir, "files", "away") },
		"folder linked up": func(dir, _ string) error {
			return errors.Join(os.RemoveAll(dir+"/files"), os.Symlink("/etc", dir+"/files"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := h.copyRepo()
			path := filepath.Join(dir, "files", m.Catalogue.SHA256)
			must(t, os.Remove(path))
			must(t, plant(dir, path))
			_, err := h.take(h.trust(), dirSource(dir))
			wantIs(t, err, ErrCorrupt)
		})
	}
	for _, name := range []string{"../keys/root.key", "/etc/passwd", "metadata/../../keys/root.key"} {
		if r, err := h.src().Open(context.Background(), name, 0, -1); err == nil {
			r.Close()
			t.Errorf("%s was opened", name)
		}
	}
}

func relink(dir, name, to string) error {
	return errors.Join(os.Rename(filepath.Join(dir, name), filepath.Join(dir, to)), os.Symlink(to, filepath.Join(dir, name)))
}
