package release

import (
	"archive/zip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

func TestSameInputSameBytes(t *testing.T) {
	h := newHouse(t)
	for i := range 30 {
		h.photo(uint64(10+i), 700_000)
	}
	first, _ := h.publish()
	one := snapshotOf(t, filepath.Join(h.repo, "files"))
	h.repo = filepath.Join(t.TempDir(), "elsewhere")
	h.input.IssuedAt = day.AddDate(0, 3, 0)
	second, _ := h.publish()
	sameFiles(t, one, snapshotOf(t, filepath.Join(h.repo, "files")))
	if first.Catalogue != second.Catalogue || first.Index != second.Index || len(first.Packs) != 3 {
		t.Errorf("manifests differ: %+v and %+v", first, second)
	}
}

func TestUnchangedInputWritesNoFiles(t *testing.T) {
	h := newHouse(t)
	_, first := h.publish()
	if first.NewFiles != 3 || first.ReusedFiles != 0 {
		t.Errorf("first report %+v", first)
	}
	before := snapshotOf(t, filepath.Join(h.repo, "files"))
	m, second := h.publish()
	if m.Number != 2 || second.NewFiles != 0 || second.NewBytes != 0 || second.ReusedFiles != 3 || second.ReusedBytes != first.NewBytes {
		t.Errorf("second release %d, report %+v", m.Number, second)
	}
	sameFiles(t, before, snapshotOf(t, filepath.Join(h.repo, "files")))
	h.accept(h.trust(), h.src())
}

func TestChangesTouchOnlyWhatChanged(t *testing.T) {
	h := newHouse(t)
	first, _ := h.publish()
	h.photo(50, 5000)
	second, r := h.publish()
	if second.Catalogue != first.Catalogue || len(second.Packs) != 2 || r.NewFiles != 2 || r.ReusedFiles != 2 {
		t.Errorf("a photo more: %+v, report %+v", second, r)
	}
	h.catalogue(2)
	third, r := h.publish()
	if third.Catalogue == first.Catalogue || r.NewFiles != 1 || r.ReusedFiles != 3 {
		t.Errorf("another catalogue: report %+v", r)
	}
	h.accept(h.trust(), h.src())
}

func TestMostlyUnwantedPacksAreReplaced(t *testing.T) {
	h := newHouse(t)
	gone := h.photo(60, 50_000)
	first, _ := h.publish()
	delete(h.input.Photos, gone)
	second, _ := h.publish()
	if len(second.Packs) != 1 || second.Packs[0] == first.Packs[0] {
		t.Errorf("packs went from %v to %v", first.Packs, second.Packs)
	}
	h.accept(h.trust(), h.src())
	c, err := CheckUnder(context.Background(), h.src(), h.firstRoot(), day)
	must(t, err)
	index, err := c.Index(context.Background(), h.src())
	must(t, err)
	if index.Has(gone) || index.Len() != len(h.input.Photos) {
		t.Errorf("index holds %d photos", index.Len())
	}
}

func TestManySmallPacksAreJoined(t *testing.T) {
	h := newHouse(t)
	var m Manifest
	most := 0
	for i := range maxSmall + 3 {
		h.photo(uint64(100+i), 2000)
		m, _ = h.publish()
		most = max(most, len(m.Packs))
	}
	if most > maxSmall+1 || len(m.Packs) > 3 {
		t.Errorf("there were up to %d packs, and %d in the end", most, len(m.Packs))
	}
	h.accept(h.trust(), h.src())
}

func TestPacksAreZIPFiles(t *testing.T) {
	h := newHouse(t)
	m, _ := h.publish()
	z, err := zip.OpenReader(filepath.Join(h.repo, "files", m.Packs[0].SHA256))
	must(t, err)
	defer z.Close()
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		data, err := io.ReadAll(r)
		must(t, err)
		sha, ok := strings.CutSuffix(f.Name, ".jpg")
		if !ok || string(h.content[sha]) != string(data) || f.Method != zip.Store {
			t.Errorf("entry %s is not a stored photo", f.Name)
		}
	}
	if len(z.File) != len(h.input.Photos) {
		t.Errorf("%d entries", len(z.File))
	}
}

func TestPublishingHealsDamagedFiles(t *testing.T) {
	h := newHouse(t)
	m, _ := h.publish()
	for _, f := range []File{m.Catalogue, m.Index, m.Packs[0]} {
		path := filepath.Join(h.repo, "files", f.SHA256)
		data, err := os.ReadFile(path)
		must(t, err)
		data[len(data)/2] ^= 8
		must(t, os.WriteFile(path, data, 0o644))
		h.publish()
		h.accept(h.trust(), h.src())
	}
}

func TestPublishRefuses(t *testing.T) {
	h, other := newHouse(t), newHouse(t)
	h.publish()
	before := snapshotOf(t, h.repo)
	refuse := func(what string, keys Keys, in Input) {
		t.Helper()
		if _, _, err := Publish(context.Background(), h.repo, keys, in); err == nil {
			t.Errorf("%s was published", what)
		}
		after := snapshotOf(t, h.repo)
		for name, data := range before {
			if after[name] != data {
				t.Errorf("%s changed %s", what, name)
			}
		}
	}
	change := func(f func(*Input)) Input {
		in := h.input
		f(&in)
		return in
	}
	_, _, err := Publish(context.Background(), h.repo, other.keys, h.input)
	wantIs(t, err, ErrOtherRoot)
	refuse("another organiser's release", other.keys, h.input)
	refuse("a lower number", h.keys, change(func(in *Input) { in.Number = 1 }))
	refuse("a long note", h.keys, change(func(in *Input) { in.Note = strings.Repeat("x", maxNote+1) }))
	refuse("a note that is not UTF-8", h.keys, change(func(in *Input) { in.Note = "\xff" }))
	refuse("no date", h.keys, change(func(in *Input) { in.IssuedAt = time.Time{} }))
	refuse("a missing catalogue", h.keys, change(func(in *Input) { in.CatalogueDB += "x" }))
	refuse("negative validity", h.keys, change(func(in *Input) { in.ValidFor = -1 }))
	refuse("a missing photo", h.keys, change(func(in *Input) { in.Photos = map[string]string{fileOf(nil).SHA256: "nowhere"} }))
	refuse("a photo with another's name", h.keys, change(func(in *Input) {
		in.Photos = map[string]string{fileOf([]byte("x")).SHA256: in.CatalogueDB}
	}))
	_, _, err = Publish(context.Background(), h.repo, h.keys, change(func(in *Input) { in.IssuedAt = day.AddDate(rootYears, 0, 1) }))
	wantIs(t, err, ErrExpired)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	_, _, err = Publish(ctx, h.repo, h.keys, h.input)
	wantIs(t, err, context.Canceled)
}

func TestPublishWithoutARoleKey(t *testing.T) {
	h := newHouse(t)
	for _, role := range metadata.TOP_LEVEL_ROLE_NAMES {
		keys := h.keys
		keys.held = nil
		for _, k := range h.keys.held {
			if k.role != role {
				keys.held = append(keys.held, k)
			}
		}
		_, _, err := Publish(context.Background(), h.repo, keys, h.input)
		if (err == nil) != (role == metadata.ROOT) {
			t.Errorf("without the %s key: %v", role, err)
		}
	}
}

func TestTwoPublishers(t *testing.T) {
	h := newHouse(t)
	inside, leave, done := make(chan bool), make(chan bool), make(chan error)
	slow := h.input
	first := true
	slow.step = func(string) {
		if first {
			first = false
			close(inside)
			<-leave
		}
	}
	go func() {
		_, _, err := Publish(context.Background(), h.repo, h.keys, slow)
		done <- err
	}()
	<-inside
	_, _, err := Publish(context.Background(), h.repo, h.keys, h.input)
	wantIs(t, err, ErrBusy)
	close(leave)
	must(t, <-done)
	if m, _ := h.publish(); m.Number != 2 {
		t.Errorf("release %d", m.Number)
	}
}

// TestReaderAmidPublishing reads the folder at every step of a publisher.
func TestReaderAmidPublishing(t *testing.T) {
	h := newHouse(t)
	h.publish()
	h.catalogue(2)
	h.photo(70, 3000)
	in, seen := h.input, map[int64]int{}
	in.step = func(what string) {
		c, err := h.take(h.trust(), h.src())
		if err != nil {
			t.Errorf("after %q: %v", what, err)
			return
		}
		seen[c.Manifest.Number]++
	}
	_, _, err := Publish(context.Background(), h.repo, h.keys, in)
	must(t, err)
	if seen[1] < 10 || seen[2] < 2 || len(seen) != 2 {
		t.Errorf("releases seen: %v", seen)
	}
}
