package vault_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hangviet/data/hub/vault"
)

func open(t *testing.T, dir string) *vault.Vault {
	t.Helper()
	v, err := vault.Open(filepath.Join(dir, "vault"), filepath.Join(dir, "vault.key"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func put(t *testing.T, v *vault.Vault, data []byte) string {
	t.Helper()
	name, size, err := v.Put(t.Context(), bytes.NewReader(data), 1<<20)
	if err != nil || size != int64(len(data)) {
		t.Fatal(size, err)
	}
	return name
}

func get(v *vault.Vault, name string) ([]byte, error) {
	r, err := v.Get(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// TestDocuments come back as they were put, after a restart too, and not after
// they were deleted; on the disk nothing of them can be read.
func TestDocuments(t *testing.T) {
	dir := t.TempDir()
	v := open(t, dir)
	secret := bytes.Repeat([]byte("giấy đăng ký kinh doanh "), 9000)
	names := map[string][]byte{put(t, v, secret): secret, put(t, v, nil): nil}
	v = open(t, dir)
	for name, want := range names {
		if got, err := get(v, name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes became %d, %v", len(want), len(got), err)
		}
	}
	entries, err := os.ReadDir(filepath.Join(dir, "vault"))
	if err != nil || len(entries) != 2 {
		t.Fatal(entries, err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, "vault", e.Name()))
		if err != nil || bytes.Contains(data, []byte("kinh doanh")) {
			t.Errorf("%s can be read, %v", e.Name(), err)
		}
	}
	held, err := v.Names()
	if err != nil || len(held) != 2 {
		t.Error(held, err)
	}
	if err := v.Delete(append(held, "no name", strings.Repeat("0", 32))...); err != nil {
		t.Error(err)
	}
	for name := range names {
		if _, err := get(v, name); !errors.Is(err, vault.ErrNone) {
			t.Errorf("a deleted document: %v", err)
		}
	}
}

// TestChanged: a document of which any byte was changed, or that was cut, is told
// as damaged.
func TestChanged(t *testing.T) {
	dir := t.TempDir()
	v := open(t, dir)
	name := put(t, v, []byte("quyết định công nhận"))
	path := filepath.Join(dir, "vault", name+".age")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		changed := bytes.Clone(data)
		changed[i] ^= 1
		if err := os.WriteFile(path, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := get(v, name); !errors.Is(err, vault.ErrDamaged) {
			t.Fatalf("byte %d changed: %q, %v", i, got, err)
		}
	}
	if err := os.WriteFile(path, data[:len(data)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := get(v, name); !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("cut: %q, %v", got, err)
	}
}

// TestRefused: what is too large, what is cut off and names that are paths leave
// nothing and reach nothing.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	v := open(t, dir)
	if _, _, err := v.Put(t.Context(), strings.NewReader("12345"), 4); !errors.Is(err, vault.ErrTooLarge) {
		t.Error(err)
	}
	if _, _, err := v.Put(t.Context(), strings.NewReader("1234"), 4); err != nil {
		t.Error(err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, _, err := v.Put(ended, strings.NewReader("1"), 4); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	for _, name := range []string{"", "../vault.key", "a/b", strings.Repeat("A", 32), strings.Repeat("0", 31)} {
		if _, err := v.Get(name); !errors.Is(err, vault.ErrNone) {
			t.Errorf("%q: %v", name, err)
		}
	}
	entries, err := os.ReadDir(filepath.Join(dir, "vault"))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// TestLostKey: documents without their key are not begun anew.
func TestLostKey(t *testing.T) {
	dir := t.TempDir()
	put(t, open(t, dir), []byte("x"))
	if err := os.Remove(filepath.Join(dir, "vault.key")); err != nil {
		t.Fatal(err)
	}
	if _, err := vault.Open(filepath.Join(dir, "vault"), filepath.Join(dir, "vault.key")); err == nil {
		t.Error("a new key was made beside documents of the old")
	}
}

// TestOneKey: of many that open a new vault at once, all have the same key.
func TestOneKey(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	vaults := make([]*vault.Vault, 8)
	for i := range vaults {
		all.Go(func() {
			v, err := vault.Open(filepath.Join(dir, "vault"), filepath.Join(dir, "vault.key"))
			if err != nil {
				t.Error(err)
			}
			vaults[i] = v
		})
	}
	all.Wait()
	name := put(t, vaults[0], []byte("x"))
	for _, v := range vaults {
		if got, err := get(v, name); err != nil || string(got) != "x" {
			t.Error(string(got), err)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "vault.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}
}
