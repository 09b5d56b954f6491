package exchange_test

import (
	"os"
	"path/filepath"
	"testing"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

func TestTrustOnFirstUse(t *testing.T) {
	t.Parallel()
	o, stranger := newOrganiser(t), newOrganiser(t)
	o.publish("A")
	stranger.publish("B")
	c := &exchange.Content{Dir: t.TempDir(), Open: open}
	_, err := c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, release.ErrNotPinned)

	damaged := o.copy()
	flip("metadata/timestamp.json")(damaged)
	if _, _, err := c.PinFrom(t.Context(), dirSource(t, damaged)); err == nil {
		t.Fatal("a damaged folder was trusted")
	}
	if _, pinned, err := c.Pinned(); pinned || err != nil {
		t.Fatalf("a damaged folder bound the kiosk (%v)", err)
	}

	fingerprint, first, err := c.PinFrom(t.Context(), o.source())
	must(t, err)
	if !first || fingerprint != release.Fingerprint(o.root) {
		t.Errorf("first %v, fingerprint %s", first, fingerprint)
	}
	if left, _ := filepath.Glob(filepath.Join(c.Dir, "try-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	importFrom(t, c, o.source())

	if _, first, err = c.PinFrom(t.Context(), o.source()); first || err != nil {
		t.Errorf("the same organiser again: first %v, %v", first, err)
	}
	_, _, err = c.PinFrom(t.Context(), stranger.source())
	wantIs(t, err, release.ErrOtherRoot)
	wantIs(t, c.Pin(t.Context(), stranger.root), release.ErrOtherRoot)
	if code := exchange.Explain(err).Code; code != "E-CONTENT-ROOT" {
		t.Errorf("code %s", code)
	}
	mustShow(t, c, 1)
}

// TestFolderWithoutItsFirstRoot: who is pinned already does not need it.
func TestFolderWithoutItsFirstRoot(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A")
	dir := o.copy()
	must(t, os.Remove(filepath.Join(dir, "metadata/1.root.json")))
	c := &exchange.Content{Dir: t.TempDir(), Open: open}
	_, _, err := c.PinFrom(t.Context(), dirSource(t, dir))
	wantIs(t, err, release.ErrNoRelease)
	must(t, c.Pin(t.Context(), o.root))
	_, first, err := c.PinFrom(t.Context(), dirSource(t, dir))
	must(t, err)
	if first {
		t.Error("said to be the first use though a root is pinned")
	}
	importFrom(t, c, dirSource(t, dir))
}

func TestClear(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	must(t, c.Clear(t.Context()))
	if left := tree(t, c.Dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	must(t, c.Pin(t.Context(), o.root))
	importFrom(t, c, o.source())
	mustShow(t, c, 1)
}

func TestSampleRootIsNeverPinned(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A")
	c := &exchange.Content{Dir: t.TempDir(), Open: open, Never: []string{release.Fingerprint(o.root)}}
	wantIs(t, c.Pin(t.Context(), o.root), exchange.ErrSampleRoot)
	_, _, err := c.PinFrom(t.Context(), o.source())
	wantIs(t, err, exchange.ErrSampleRoot)
	if _, pinned, err := c.Pinned(); pinned || err != nil {
		t.Errorf("pinned all the same (%v)", err)
	}
}

// TestTrustIsNotLostWithItsFile: a kiosk that was set up is never taken for a
// new one, whatever a bad disk does to the pinned root.
func TestTrustIsNotLostWithItsFile(t *testing.T) {
	t.Parallel()
	o, other := newOrganiser(t), newOrganiser(t)
	o.publish("A")
	other.publish("B")
	for name, spoil := range map[string]func(file string) error{
		"gone":     func(string) error { return nil },
		"unusable": func(file string) error { return os.Mkdir(file, 0o700) },
	} {
		c := newContent(t, o)
		importFrom(t, c, o.source())
		file := filepath.Join(c.Dir, "trust", "pinned.json")
		must(t, os.Remove(file))
		must(t, spoil(file))
		if _, pinned, err := c.Pinned(); !pinned && err == nil {
			t.Errorf("%s: the kiosk passes for one that was never set up", name)
		}
		if _, _, err := c.PinFrom(t.Context(), other.source()); err == nil {
			t.Errorf("%s: another organiser was trusted", name)
		}
		mustShow(t, c, 1)
	}
}
