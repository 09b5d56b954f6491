package backup_test

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/hub/backup"
)

var now = time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// folder is a hub's data.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"hub.db": "live", "hub.db-wal": "live", "content/metadata/timestamp.json": "1", "content/files/aa": "photo",
		"keys/root.key": "secret", "trust/root.json": "{}", "catalogue-1.tmp/catalog.db": "x", "upload-2.tmp": "x", "tickets/r.txt.part": "x",
	} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	return dir
}

func snapshot(_ context.Context, to string) error { return os.WriteFile(to, []byte("books"), 0o600) }

func take(t *testing.T, dir string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "hub.tar")
	s, err := backup.Write(t.Context(), dir, out, now, snapshot)
	if err != nil || s.Files != 5 {
		t.Fatalf("%+v, %v", s, err)
	}
	if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: it holds keys", info.Mode(), err)
	}
	return out
}

func TestThereAndBack(t *testing.T) {
	out := take(t, folder(t))
	dir := filepath.Join(t.TempDir(), "a", "b")
	if s, err := backup.Restore(t.Context(), out, dir); err != nil || s.Files != 5 {
		t.Fatalf("%+v, %v", s, err)
	}
	for name, want := range map[string]string{"hub.db": "books", "content/files/aa": "photo", "keys/root.key": "secret"} {
		if got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"hub.db-wal", "upload-2.tmp", "catalogue-1.tmp", "SHA256SUMS"} {
		if _, err := os.Stat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s came along: %v", name, err)
		}
	}
	if _, err := backup.Restore(t.Context(), out, dir); !errors.Is(err, backup.ErrOccupied) {
		t.Errorf("over a hub's data: %v", err)
	}
	if _, err := backup.Write(t.Context(), dir, out, now, snapshot); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over a backup: %v", err)
	}
}

// TestReleaseMeanwhile: what was copied while a release was published is not kept.
func TestReleaseMeanwhile(t *testing.T) {
	dir, times := folder(t), 0
	publish := func(ctx context.Context, to string) error {
		if times++; times < 3 {
			write(t, filepath.Join(dir, "content/metadata/timestamp.json"), "2"+string(rune('a'+times)))
		}
		return snapshot(ctx, to)
	}
	out := filepath.Join(t.TempDir(), "hub.tar")
	if _, err := backup.Write(t.Context(), dir, out, now, publish); err != nil || times != 3 {
		t.Errorf("%d tries, %v", times, err)
	}
	times = -9
	if _, err := backup.Write(t.Context(), dir, out+"2", now, publish); !errors.Is(err, backup.ErrPublished) {
		t.Error(err)
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(out), "*")); err != nil || len(left) != 1 {
		t.Errorf("left over: %v, %v", left, err)
	}
}

// TestHarmed: a byte that changed, an end that is missing, a name that leads out or
// stands twice: nothing is brought back, nothing is left.
func TestHarmed(t *testing.T) {
	good, err := os.ReadFile(take(t, folder(t)))
	if err != nil {
		t.Fatal(err)
	}
	harmed := map[string][]byte{"empty": nil, "half": good[:len(good)/2], "no end": good[:len(good)-3*512-1024]}
	changed := bytes.Clone(good)
	changed[bytes.Index(changed, []byte("secret"))] = 'S'
	harmed["changed"] = changed
	for name, entry := range map[string]string{"outside": "../evil", "absolute": "/evil", "twice": "hub.db"} {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		for _, n := range []string{"hub.db", entry} {
			if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: n, Mode: 0o600, Size: 1}); err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(w, "x"); err != nil {
				t.Fatal(err)
			}
		}
		harmed[name] = b.Bytes()
	}
	for name, data := range harmed {
		home := t.TempDir()
		file := filepath.Join(home, "hub.tar")
		write(t, file, string(data))
		if _, err := backup.Restore(t.Context(), file, filepath.Join(home, "data")); !errors.Is(err, backup.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := filepath.Glob(filepath.Join(home, "*")); err != nil || len(left) != 1 {
			t.Errorf("%s: left over %v, %v", name, left, err)
		}
	}
}
