package exchange_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hangviet/data/drive/drivetest"
	"hangviet/data/exchange"
	"hangviet/data/ledger"
	"hangviet/data/release"
)

// mustBeTheOriginal fails unless dir holds the organiser's release byte for byte.
func mustBeTheOriginal(t *testing.T, o *organiser, dir string) {
	t.Helper()
	h, err := release.VerifyAll(t.Context(), dirSource(t, dir), o.root, time.Now())
	must(t, err)
	needed := []string{"metadata/timestamp.json", "metadata/1.root.json"}
	for _, f := range append([]release.File{h.Manifest.Catalogue, h.Manifest.Index}, h.Manifest.Packs...) {
		needed = append(needed, "files/"+f.SHA256)
	}
	for _, name := range needed {
		got, err := os.ReadFile(filepath.Join(dir, name))
		must(t, err)
		if want, err := os.ReadFile(filepath.Join(o.repo, name)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s differs from the organiser's (%v)", name, err)
		}
	}
}

// TestContentGoesOnToTheNextKiosk by a real stick, again and again: each kiosk
// imports from what the one before wrote.
func TestContentGoesOnToTheNextKiosk(t *testing.T) {
	o := newOrganiser(t)
	o.publish(codes(40)...)
	first := newContent(t, o)
	importFrom(t, first, o.source())
	m := o.publish(codes(42)[5:]...) // some photos of the first pack are dead now
	importFrom(t, first, o.source())
	if len(m.Packs) != 2 {
		t.Fatalf("%d packs, want the old one and a new one", len(m.Packs))
	}
	stick := drivetest.Plug(t, 24<<20)
	folder := filepath.Join(stick.Path, "content")
	var last exchange.Progress
	w, err := first.WriteContent(t.Context(), folder, func(p exchange.Progress) { last = p })
	must(t, err)
	if w.Number != 2 || w.Files != 4 || w.Bytes < 40*23_000 || last.Stage != exchange.StageProve || last.Bytes != last.TotalBytes || last.Files != 4 {
		t.Errorf("wrote %+v, at the end %+v", w, last)
	}
	stick.Settle()
	mustBeTheOriginal(t, o, folder)

	second := newContent(t, o) // never saw the first release
	importFrom(t, second, dirSource(t, folder))
	mustShow(t, second, 2)
	must(t, os.RemoveAll(folder))
	_, err = second.WriteContent(t.Context(), folder, nil)
	must(t, err)
	mustBeTheOriginal(t, o, folder)
	if w, err = second.WriteContent(t.Context(), folder, nil); err != nil || w.Files != 0 {
		t.Errorf("written again: %+v, %v", w, err)
	}

	o.publish("A", "B")
	importFrom(t, first, o.source())
	_, err = first.WriteContent(t.Context(), folder, nil)
	must(t, err)
	mustBeTheOriginal(t, o, folder)
	if left, _ := os.ReadDir(filepath.Join(folder, "files")); len(left) != 3 {
		t.Errorf("%d files are left, want catalogue, index and pack", len(left))
	}
	_, err = second.WriteContent(t.Context(), folder, nil)
	wantIs(t, err, exchange.ErrNewerThere)
}

// TestWhatWasWithdrawnMeanwhileGoesOn: the organiser signed the shown release anew, as
// when a product is withdrawn; the next kiosk hears of it from the one before.
func TestWhatWasWithdrawnMeanwhileGoesOn(t *testing.T) {
	t.Parallel()
	o, first := kioskWith(t, "A", "B")
	folder := filepath.Join(t.TempDir(), "content")
	_, err := first.WriteContent(t.Context(), folder, nil)
	must(t, err)
	for _, c := range []*exchange.Content{first, again(first)} { // one that knows it is whole, and one begun anew
		o.withdraw(c != first, "A")
		o.withdraw(false, "B")
		importFrom(t, c, o.source())
		_, err := c.WriteContent(t.Context(), folder, nil)
		must(t, err)
		mustBeTheOriginal(t, o, folder)
	}
	second := newContent(t, o)
	importFrom(t, second, dirSource(t, folder))
	if got := withdrawn(t, second); !slices.Equal(got, []string{"B"}) {
		t.Errorf("the next kiosk hides %v, want B", got)
	}
	third := newContent(t, o)
	importFrom(t, third, o.source())
	if old, fresh := signedFiles(t, first), signedFiles(t, third); !slices.Equal(old, fresh) {
		t.Errorf("kept of what was signed are %q, by one that took it now %q", old, fresh)
	}
	o.withdraw(false, "A")
	importFrom(t, first, o.source())
	_, err = first.WriteContent(t.Context(), folder, nil)
	must(t, err)
	_, err = third.WriteContent(t.Context(), folder, nil) // has not heard of A
	wantIs(t, err, exchange.ErrNewerThere)
}

// signedFiles are the names of what vouches for release 1.
func signedFiles(t *testing.T, c *exchange.Content) (names []string) {
	t.Helper()
	must(t, filepath.WalkDir(filepath.Join(c.Dir, "content", "1", "signed"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, filepath.Base(path))
		}
		return err
	}))
	return names
}

// TestWhatDoesNotVouchIsNotWritten: a folder that tells more than this kiosk can vouch
// for stays as it is, though the kiosk has heard of that, or its own signatures are
// damaged.
func TestWhatDoesNotVouchIsNotWritten(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(t *testing.T, o *organiser, c *exchange.Content){
		"only the list has come": func(t *testing.T, o *organiser, c *exchange.Content) {
			src := spyOn(o.source())
			src.opened = func(name string) error {
				if strings.HasPrefix(name, "files/") {
					return fs.ErrNotExist
				}
				return nil
			}
			_, path, err := c.Current()
			must(t, err)
			must(t, os.Remove(filepath.Join(filepath.Dir(path), "photos.index")))
			_, err = again(c).Import(t.Context(), src, nil)
			if got := withdrawn(t, c); err == nil || !slices.Equal(got, []string{"A"}) {
				t.Fatalf("withdrawn are %q, the import failed with %v", got, err)
			}
		},
		"signatures are damaged": func(t *testing.T, o *organiser, c *exchange.Content) {
			importFrom(t, again(c), o.source())
			_, path, err := c.Current()
			must(t, err)
			must(t, os.WriteFile(filepath.Join(filepath.Dir(path), "signed/metadata/timestamp.json"), []byte("{}"), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o, c := kioskWith(t, "A", "B")
			o.withdraw(false, "A")
			folder := o.copy()
			spoil(t, o, c)
			if _, err := c.WriteContent(t.Context(), folder, nil); err == nil {
				t.Error("it was written over")
			}
			mustBeTheOriginal(t, o, folder)
			second := newContent(t, o)
			importFrom(t, second, dirSource(t, folder))
			if got := withdrawn(t, second); !slices.Equal(got, []string{"A"}) {
				t.Errorf("the next kiosk hides %v, want A", got)
			}
		})
	}
}

func TestAnotherOrganisersFolderIsNotOverwritten(t *testing.T) {
	t.Parallel()
	o, other := newOrganiser(t), newOrganiser(t)
	o.publish("A")
	other.publish("B")
	c := newContent(t, o)
	_, err := c.WriteContent(t.Context(), t.TempDir(), nil)
	wantIs(t, err, exchange.ErrNoContent)
	importFrom(t, c, o.source())
	_, err = c.WriteContent(t.Context(), other.repo, nil)
	wantIs(t, err, exchange.ErrOccupied)
	mustBeTheOriginal(t, other, other.repo)
}

// TestWhatIsNotWholeIsNotWritten: a kiosk that lost a photo says so before it
// writes a byte, and mends itself at the next import.
func TestWhatIsNotWholeIsNotWritten(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(3)...)
	photo := filepath.Join(c.Dir, tree(t, c.Dir)[slices.IndexFunc(tree(t, c.Dir), isPhoto)])
	harm := map[string]string{
		"a photo": photo, "the manifest": filepath.Join(c.Dir, "content/1/signed/targets"), "the packs": filepath.Join(c.Dir, "content/1/packs.index"),
	}
	for name, path := range harm {
		must(t, os.RemoveAll(path))
		dir := filepath.Join(t.TempDir(), "content")
		_, err := again(c).WriteContent(t.Context(), dir, nil)
		wantIs(t, err, exchange.ErrNotKept)
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("without %s something was written: %v", name, err)
		}
		importFrom(t, again(c), o.source())
		_, err = c.WriteContent(t.Context(), dir, nil)
		must(t, err)
		mustBeTheOriginal(t, o, dir)
	}
	must(t, os.WriteFile(photo, bytes.Repeat([]byte{7}, int(fileSize(t, photo))), 0o644))
	_, err := c.WriteContent(t.Context(), t.TempDir(), nil)
	wantIs(t, err, release.ErrCorrupt)
}

func fileSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info.Size()
}

// TestStickIsTooSmall: failures.md, "Disk full". What does not fit is told before
// the first byte.
func TestStickIsTooSmall(t *testing.T) {
	_, c := kioskWith(t, codes(300)...)
	stick := drivetest.Plug(t, 4<<20)
	if !stick.Real() {
		return // a folder is as large as the disk it is on
	}
	_, err := c.WriteContent(t.Context(), filepath.Join(stick.Path, "content"), nil)
	wantIs(t, err, exchange.ErrSpace)
	if left, _ := os.ReadDir(filepath.Join(stick.Path, "content")); len(left) > 0 {
		t.Errorf("something was written: %v", left)
	}
}

// TestStickFillsWhileItIsWritten: failures.md, "Disk full". Something else takes
// the room that was there. What is on the stick is no release that a kiosk would
// take for whole, and with room again the writing goes on.
func TestStickFillsWhileItIsWritten(t *testing.T) {
	o, c := kioskWith(t, codes(600)...)
	stick := drivetest.Plug(t, 24<<20)
	if !stick.Real() {
		return
	}
	folder, filler := filepath.Join(stick.Path, "content"), filepath.Join(stick.Path, "film.mp4")
	_, err := c.WriteContent(t.Context(), folder, func(p exchange.Progress) {
		if p.Files == 2 {
			_ = fill(filler) // until there is no room
		}
	})
	if code := exchange.Explain(err).Code; code != "E-DISK-FULL" {
		t.Errorf("code %s for %v", code, err)
	}
	for _, name := range tree(t, folder) {
		if filepath.Ext(name) == ".part" || strings.HasPrefix(name, "metadata") {
			t.Errorf("left behind: %s", name)
		}
	}
	mustShow(t, c, 1)
	must(t, os.Remove(filler))
	w, err := c.WriteContent(t.Context(), folder, nil)
	must(t, err)
	if w.Files >= 4 {
		t.Errorf("%d files were written again", w.Files)
	}
	mustBeTheOriginal(t, o, folder)
}

// fill writes a file until the disk has no room for another sector.
func fill(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	for data := make([]byte, 64<<10); len(data) >= 512; data = data[:len(data)/2] {
		for err = nil; err == nil; {
			_, err = f.Write(data)
		}
	}
	return errors.Join(err, f.Close())
}

// TestWhatIsWrittenIsReadBack: failures.md, "Corrupt stick". A medium that keeps other
// bytes than it was given is found out before anybody carries it away.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	m := o.publish(codes(10)...)
	c := newContent(t, o)
	importFrom(t, c, o.source())
	dir := filepath.Join(t.TempDir(), "content")
	spoil := sync.OnceFunc(func() { flip("files/" + m.Packs[0].SHA256)(dir) })
	_, err := c.WriteContent(t.Context(), dir, func(p exchange.Progress) {
		if p.Stage == exchange.StageProve {
			spoil()
		}
	})
	wantIs(t, err, exchange.ErrStickFake)
}

// TestBallotsOntoAFullStick: failures.md, "Disk full". A bundle is on the stick
// whole or not at all, and stays unsent here.
func TestBallotsOntoAFullStick(t *testing.T) {
	k := newKiosk(t)
	k.cast(40)
	stick := drivetest.Plug(t, 4<<20)
	if !stick.Real() {
		return
	}
	id, filler := k.store.Identity().ID, filepath.Join(stick.Path, "film.mp4")
	_ = fill(filler)
	names, err := exchange.WriteBundles(t.Context(), k.log, id, stick.Path, false)
	if code := exchange.Explain(err).Code; code != "E-DISK-FULL" || len(names) > 0 {
		t.Errorf("code %s for %v; wrote %v", code, err, names)
	}
	if left, _ := filepath.Glob(filepath.Join(stick.Path, "hangviet-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	must(t, os.Remove(filler))
	names, err = exchange.WriteBundles(t.Context(), k.log, id, stick.Path, false)
	must(t, err)
	stick.Settle()
	data, err := os.ReadFile(filepath.Join(stick.Path, names[0]))
	must(t, err)
	if b, err := ledger.ParseBundle(data); err != nil || b.End() != 40 || k.unsent() != 40 {
		t.Errorf("the bundle ends at %d, %v; %d unsent", b.End(), err, k.unsent())
	}
}

// TestStickIsPulledWhileItIsWritten: failures.md, "Stick pulled".
func TestStickIsPulledWhileItIsWritten(t *testing.T) {
	_, c := kioskWith(t, codes(300)...)
	stick := drivetest.Plug(t, 24<<20)
	folder := filepath.Join(stick.Path, "content")
	pulled := false
	_, err := c.WriteContent(t.Context(), folder, func(p exchange.Progress) {
		if !pulled && p.Bytes > 3<<20 {
			pulled = true
			stick.Pull()
		}
	})
	if err == nil {
		t.Error("a pulled stick was written and proved")
	}
	mustShow(t, c, 1)
	if _, err := os.Stat(filepath.Join(folder, "metadata/timestamp.json")); err == nil {
		t.Error("a folder that is not whole has a timestamp")
	}
}

// TestWritingIsStopped and goes on with what is there.
func TestWritingIsStopped(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(400)...)
	folder := filepath.Join(t.TempDir(), "content")
	ctx, stop := context.WithCancel(t.Context())
	_, err := c.WriteContent(ctx, folder, func(p exchange.Progress) {
		if p.Files >= 2 {
			stop()
		}
	})
	wantIs(t, err, context.Canceled)
	if parts, _ := filepath.Glob(filepath.Join(folder, "files/*.part")); len(parts) > 0 {
		t.Errorf("left behind: %v", parts)
	}
	w, err := c.WriteContent(t.Context(), folder, nil)
	must(t, err)
	if w.Files >= 4 {
		t.Errorf("%d files were written again", w.Files)
	}
	mustBeTheOriginal(t, o, folder)
}
