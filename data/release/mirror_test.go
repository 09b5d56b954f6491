package release

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func (h *house) mirror(dst string, at time.Time) Mirrored {
	h.t.Helper()
	did, err := Mirror(context.Background(), h.repo, dst, time.Hour, at)
	must(h.t, err)
	return did
}

// wantSound wants a mirror that a new kiosk can take everything from.
func (h *house) wantSound(dst string) {
	h.t.Helper()
	src, err := Dir(dst)
	must(h.t, err)
	_, err = VerifyAll(context.Background(), src, h.firstRoot(), day)
	must(h.t, err)
}

// TestMirror follows releases; what is gone stays for the grace.
func TestMirror(t *testing.T) {
	h := newHouse(t)
	dst := filepath.Join(t.TempDir(), "mirror")
	h.input.Keep = 1
	h.publish()
	if did := h.mirror(dst, day); did.Added == 0 || did.Linked != did.Added || did.Removed != 0 {
		t.Errorf("%+v", did)
	}
	h.wantSound(dst)
	if did := h.mirror(dst, day); did != (Mirrored{}) {
		t.Errorf("a second time: %+v", did)
	}
	h.catalogue(2)
	h.publish()
	if did := h.mirror(dst, day); did.Added == 0 || did.Removed != 0 {
		t.Errorf("the next release: %+v", did)
	}
	h.wantSound(dst)
	if did := h.mirror(dst, day.Add(59*time.Minute)); did != (Mirrored{}) {
		t.Errorf("before the grace is over: %+v", did)
	}
	if did := h.mirror(dst, day.Add(time.Hour)); did.Removed == 0 || did.Added != 0 {
		t.Errorf("after the grace: %+v", did)
	}
	h.wantSound(dst)
	wantSameFiles(t, h.repo, dst)
}

// wantSameFiles wants the same names on both sides, but for hidden ones.
func wantSameFiles(t *testing.T, a, b string) {
	t.Helper()
	list := func(root string) (names string) {
		must(t, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && !strings.HasPrefix(d.Name(), ".") {
				names += strings.TrimPrefix(path, root) + "\n"
			}
			return err
		}))
		return names
	}
	if one, other := list(a), list(b); one != other {
		t.Errorf("%s\nis not\n%s", other, one)
	}
}

// TestMirrorWhilePublishing: at every moment a kiosk can read the mirror.
func TestMirrorWhilePublishing(t *testing.T) {
	h := newHouse(t)
	dst := filepath.Join(t.TempDir(), "mirror")
	h.publish()
	h.mirror(dst, day)
	h.input.step = func(string) {
		if _, err := Mirror(context.Background(), h.repo, dst, 0, day); err != nil {
			t.Error(err)
		}
		h.wantSound(dst)
	}
	for seed := range uint64(2) {
		h.catalogue(10 + seed)
		h.publish()
	}
	h.mirror(dst, day)
	wantSameFiles(t, h.repo, dst)
}

// TestMirrorRefuses what is damaged, and mends what is damaged in the mirror.
func TestMirrorRefuses(t *testing.T) {
	h := newHouse(t)
	dst := filepath.Join(t.TempDir(), "mirror")
	m, _ := h.publish()
	path := filepath.Join(h.repo, "files", m.Catalogue.SHA256)
	good, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, append(good, 'x'), 0o644))
	_, err = Mirror(context.Background(), h.repo, dst, time.Hour, day)
	wantIs(t, err, ErrCorrupt)
	if _, err := os.Stat(filepath.Join(dst, "metadata", "timestamp.json")); err == nil {
		t.Error("a damaged release is in the mirror")
	}
	must(t, os.WriteFile(path, good, 0o644))
	h.mirror(dst, day)
	h.wantSound(dst)
	broken := filepath.Join(dst, "files", m.Catalogue.SHA256)
	must(t, os.Remove(broken))
	must(t, os.WriteFile(broken, good[1:], 0o644))
	h.mirror(dst, day)
	h.wantSound(dst)
	_, err = Mirror(context.Background(), t.TempDir(), dst, time.Hour, day)
	if err == nil {
		t.Error("a folder without content was mirrored")
	}
	h.wantSound(dst)
}
