package release

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

func TestAcceptsAReleaseAndItsSuccessor(t *testing.T) {
	h := newHouse(t)
	tr := h.trust()
	first, _ := h.publish()
	if c := h.accept(tr, h.src()); c.Manifest.Number != 1 || c.Manifest.Note != "Tuần hàng Việt" || c.Root != 1 {
		t.Errorf("first release came as %+v", c)
	}
	h.catalogue(2)
	second, _ := h.publish()
	c := h.accept(tr, h.src())
	if c.Manifest.Number != 2 || c.Manifest.CatalogueDB != second.CatalogueDB || first.CatalogueDB == second.CatalogueDB {
		t.Errorf("second release came as %+v", c.Manifest)
	}
	if want := day.Add(DefaultValidity); !c.Expires.Equal(want) {
		t.Errorf("release expires at %v, want %v", c.Expires, want)
	}
	if again := h.accept(tr, h.src()); again.Manifest.Number != 2 {
		t.Errorf("the accepted release came as %d", again.Manifest.Number)
	}
}

func TestCheckWithoutCommitChangesNothing(t *testing.T) {
	h := newHouse(t)
	tr := h.trust()
	h.publish()
	before := snapshotOf(t, tr.dir)
	_, err := h.take(tr, h.src())
	must(t, err)
	delete(before, "lock")
	after := snapshotOf(t, tr.dir)
	delete(after, "lock")
	sameFiles(t, before, after)
}

// refusals are folders that a kiosk which accepted release 2 must not take.
func TestRefusals(t *testing.T) {
	h := newHouse(t)
	h.publish()
	one := h.copyRepo()
	h.catalogue(2)
	h.publish()
	tr := h.trust()
	h.accept(tr, h.src())
	h.catalogue(3)
	h.publish()
	other := newHouse(t)
	for range 3 {
		other.publish()
	}
	file := func(repo, name string) []byte {
		data, err := os.ReadFile(filepath.Join(repo, filepath.FromSlash(name)))
		must(t, err)
		return data
	}
	with := func(files map[string][]byte) Source { return overlay{h.src(), files} }
	for name, c := range map[string]struct {
		src   Source
		class error
		blame string
	}{
		"older release":           {dirSource(one), ErrOlder, timestampFile},
		"other organiser":         {other.src(), ErrNotSigned, "metadata/1.root.json"},
		"other organiser's, bare": {overlay{other.src(), map[string][]byte{"metadata/1.root.json": nil}}, ErrNotSigned, timestampFile},
		"other's timestamp":       {with(map[string][]byte{timestampFile: file(other.repo, timestampFile)}), ErrNotSigned, timestampFile},
		"empty folder":            {FS(fstest.MapFS{}), ErrNoRelease, timestampFile},
		"snapshot of another": {
			with(map[string][]byte{"metadata/3.snapshot.json": file(h.repo, "metadata/2.snapshot.json")}), ErrMixed, "metadata/3.snapshot.json",
		},
		"targets of another": {
			with(map[string][]byte{"metadata/3.targets.json": file(h.repo, "metadata/1.targets.json")}), ErrMixed, "metadata/3.targets.json",
		},
		"new timestamp on an old folder": {
			overlay{dirSource(one), map[string][]byte{timestampFile: file(h.repo, timestampFile)}}, ErrMixed, "metadata/3.snapshot.json",
		},
		"wrong root in the chain": {
			with(map[string][]byte{"metadata/2.root.json": file(h.repo, "metadata/1.root.json")}), ErrMixed, "metadata/2.root.json",
		},
		"other's root in the chain": {
			with(map[string][]byte{"metadata/2.root.json": file(other.repo, "metadata/1.root.json")}), ErrNotSigned, "metadata/2.root.json",
		},
		"endless timestamp": {with(map[string][]byte{timestampFile: make([]byte, maxMetadata+1)}), ErrCorrupt, timestampFile},
	} {
		t.Run(name, func(t *testing.T) {
			before := snapshotOf(t, tr.dir)
			_, err := h.take(tr, c.src)
			wantIs(t, err, c.class)
			var f *FileError
			if !errors.As(err, &f) || f.Name != c.blame {
				t.Errorf("error %q blames another file than %s", err, c.blame)
			}
			sameFiles(t, before, snapshotOf(t, tr.dir))
		})
	}
	if c := h.accept(tr, h.src()); c.Manifest.Number != 3 {
		t.Errorf("after the refusals, release %d came", c.Manifest.Number)
	}
}

func TestExpiredReleaseStaysRefused(t *testing.T) {
	h := newHouse(t)
	h.input.ValidFor = 24 * time.Hour
	h.publish()
	tr := h.trust()
	_, err := tr.Check(context.Background(), h.src(), day.Add(25*time.Hour))
	wantIs(t, err, ErrExpired)
	h.accept(tr, h.src())
	_, err = tr.Check(context.Background(), h.src(), day.Add(25*time.Hour))
	wantIs(t, err, ErrExpired)
	_, err = tr.Check(context.Background(), h.src(), day.AddDate(rootYears, 0, 1))
	wantIs(t, err, ErrExpired)
}

// TestTwoReleasesOfOneNumberInOneFolder: two who publish on copies of a folder meet,
// and all that a kiosk knows is there too. It must not keep silently to what it has.
func TestTwoReleasesOfOneNumberInOneFolder(t *testing.T) {
	h := newHouse(t)
	tr := h.trust()
	h.publish()
	other := h.copyRepo()
	h.publish()
	h.accept(tr, h.src())
	first := h.repo
	h.repo = other
	h.catalogue(2)
	h.publish()
	must(t, filepath.WalkDir(first, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(first, path) // it lies in first
		if err != nil || d.IsDir() || name == filepath.FromSlash(timestampFile) {
			return err
		}
		data, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(filepath.Join(other, name), data, 0o644))
	}))
	_, err := tr.Check(context.Background(), h.src(), day)
	wantIs(t, err, ErrMixed)
}

func TestTwoReleasesOfOneNumber(t *testing.T) {
	h := newHouse(t)
	tr := h.trust()
	h.publish()
	h.accept(tr, h.src())
	must(t, os.RemoveAll(h.repo)) // a lost folder, begun again
	h.catalogue(2)
	h.publish()
	_, err := h.take(tr, h.src())
	wantIs(t, err, ErrMixed)
	must(t, os.RemoveAll(h.repo))
	h.input.Number = 7
	h.publish()
	if c := h.accept(tr, h.src()); c.Manifest.Number != 7 {
		t.Errorf("release %d came", c.Manifest.Number)
	}
}

func TestPinIsForGood(t *testing.T) {
	h, other := newHouse(t), newHouse(t)
	tr, err := OpenTrust(filepath.Join(t.TempDir(), "trust"))
	must(t, err)
	_, err = tr.Check(context.Background(), FS(fstest.MapFS{}), day)
	wantIs(t, err, ErrNotPinned)
	wantIs(t, tr.Pin([]byte("{}")), ErrCorrupt)
	if pinned, err := tr.Pinned(); pinned || err != nil {
		t.Fatal("a refused root was pinned")
	}
	must(t, tr.Pin(h.firstRoot()))
	must(t, tr.Pin(h.firstRoot()))
	wantIs(t, tr.Pin(other.firstRoot()), ErrOtherRoot)
	if print, err := tr.Fingerprint(); err != nil || print != Fingerprint(h.firstRoot()) {
		t.Errorf("fingerprint %s, %v", print, err)
	}
}

func TestRootRotation(t *testing.T) {
	h := newHouse(t)
	tr, late := h.trust(), h.trust()
	h.publish()
	h.accept(tr, h.src())
	for _, role := range []string{metadata.TIMESTAMP, metadata.ROOT, metadata.TARGETS} {
		_, err := (keyMaker{now: day}).renew(h.keyDir, []string{role})
		must(t, err)
	}
	h.loadKeys()
	h.publish()
	for _, tr := range []*Trust{tr, late} {
		if c := h.accept(tr, h.src()); c.Root != 4 || c.Manifest.Number != 2 {
			t.Errorf("root %d, release %d", c.Root, c.Manifest.Number)
		}
	}
	newest, err := os.ReadFile(filepath.Join(h.keyDir, "4.root.json"))
	must(t, err)
	must(t, tr.Pin(newest)) // a descendant that was accepted
	must(t, tr.Pin(h.firstRoot()))
	_, err = VerifyAll(context.Background(), h.src(), newest, day)
	must(t, err)
}

func TestOldKeysSpeakNoMore(t *testing.T) {
	h := newHouse(t)
	tr, old := h.trust(), h.keys
	h.publish()
	_, err := (keyMaker{now: day}).renew(h.keyDir, []string{metadata.TARGETS, metadata.SNAPSHOT, metadata.TIMESTAMP})
	must(t, err)
	h.loadKeys()
	h.publish()
	h.accept(tr, h.src())
	h.keys = old
	if _, _, err := Publish(context.Background(), h.repo, h.keys, h.input); err == nil {
		_, err = h.take(tr, h.src())
		wantIs(t, err, ErrNotSigned)
	}
}

func TestThresholdTwoOfThree(t *testing.T) {
	h := newHouse(t)
	root, err := h.keys.root()
	must(t, err)
	root.ClearSignatures()
	root.Signed.Roles[metadata.TARGETS].KeyIDs = nil
	h.keys.roots = map[int64][]byte{}
	var targets []heldKey
	for i := range 3 {
		file, private, err := newKeyFile(metadata.TARGETS, "", 0)
		must(t, err)
		must(t, addKey(root, metadata.TARGETS, private))
		targets = append(targets, hold(fmt.Sprint(i), file, nil))
	}
	root.Signed.Roles[metadata.TARGETS].Threshold = 2
	dropUnused(root)
	data, err := sign(h.keys, root, metadata.ROOT, root)
	must(t, err)
	h.keys.roots[1] = data
	tr, err := OpenTrust(t.TempDir())
	must(t, err)
	must(t, tr.Pin(data))

	others := h.keys.held
	h.keys.held = append(others[:len(others):len(others)], targets[2])
	if _, _, err := Publish(context.Background(), h.repo, h.keys, h.input); err == nil {
		t.Fatal("published with one of the two signatures")
	}
	h.keys.held = append(others[:len(others):len(others)], targets[0], targets[2])
	h.publish()
	h.accept(tr, h.src())
}

func TestTooFewSignaturesAreRefused(t *testing.T) {
	h := newHouse(t)
	root, err := h.keys.root()
	must(t, err)
	root.ClearSignatures()
	_, second, err := newKeyFile(metadata.TIMESTAMP, "", 0)
	must(t, err)
	must(t, addKey(root, metadata.TIMESTAMP, second))
	root.Signed.Roles[metadata.TIMESTAMP].Threshold = 2
	data, err := sign(h.keys, root, metadata.ROOT, root)
	must(t, err)
	h.publish() // signed once, as the first root asks
	tr, err := OpenTrust(t.TempDir())
	must(t, err)
	must(t, tr.Pin(data))
	src := overlay{h.src(), map[string][]byte{"metadata/1.root.json": data}}
	_, err = h.take(tr, src)
	wantIs(t, err, ErrNotSigned)
}

func TestCommitAfterAnotherCommit(t *testing.T) {
	h := newHouse(t)
	tr := h.trust()
	h.publish()
	first, err := h.take(tr, h.src())
	must(t, err)
	h.publish()
	h.accept(tr, h.src())
	wantIs(t, first.Commit(), ErrBusy)
	second := h.accept(tr, h.src())
	must(t, second.Commit())
	must(t, second.Commit()) // again is fine
}

func TestSpoiltTrustFolderHeals(t *testing.T) {
	h := newHouse(t)
	h.publish()
	for _, name := range committed {
		t.Run(name, func(t *testing.T) {
			tr := h.trust()
			h.accept(tr, h.src())
			path := filepath.Join(tr.dir, name)
			data, err := os.ReadFile(path)
			must(t, err)
			data[len(data)/2] ^= 4
			must(t, os.WriteFile(path, data, 0o600))
			must(t, os.WriteFile(filepath.Join(tr.dir, partPrefix+"left"), nil, 0o600))
			h.accept(tr, h.src())
			got, err := os.ReadFile(path)
			must(t, err)
			data[len(data)/2] ^= 4
			if string(got) != string(data) {
				t.Error("file is still spoilt")
			}
			if _, err := os.Stat(filepath.Join(tr.dir, partPrefix+"left")); err == nil {
				t.Error("leftover was not swept")
			}
		})
	}
}

func TestTrustIsLocked(t *testing.T) {
	h := newHouse(t)
	h.publish()
	tr := h.trust()
	unlock, _, err := tr.lock()
	must(t, err)
	_, err = tr.Check(context.Background(), h.src(), day)
	wantIs(t, err, ErrBusy)
	unlock()
	h.accept(tr, h.src())
}

func TestPinnedRootThatCannotBeRead(t *testing.T) {
	h, other := newHouse(t), newHouse(t)
	h.publish()
	tr := h.trust()
	h.accept(tr, h.src())
	file := filepath.Join(tr.dir, pinnedFile)
	must(t, os.Remove(file))
	if pinned, err := tr.Pinned(); !pinned || err != nil {
		t.Errorf("without its file: pinned %t, %v", pinned, err)
	}
	wantIs(t, tr.Pin(other.firstRoot()), ErrOtherRoot)
	must(t, tr.Pin(h.firstRoot()))
	must(t, os.Mkdir(file, 0o700))
	if _, err := tr.Pinned(); err == nil {
		t.Error("a file that cannot be read passes for none")
	}
}
