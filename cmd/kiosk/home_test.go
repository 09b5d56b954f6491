package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/store"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func testHome(t testing.TB, dir string) *home {
	t.Helper()
	h, err := openHome(t.Context(), dir)
	must(t, err)
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// publishTo publishes an empty catalogue with new keys, or with those of before.
func publishTo(t testing.TB, dir string) (repo string, root []byte) {
	t.Helper()
	keyDir := filepath.Join(dir, "keys")
	if _, err := os.Stat(keyDir); err != nil {
		must(t, release.GenerateKeys(keyDir, ""))
	}
	keys, err := release.LoadKeys(keyDir, nil)
	must(t, err)
	root, err = os.ReadFile(filepath.Join(keyDir, "root.json"))
	must(t, err)
	in := release.Input{CatalogueDB: filepath.Join(dir, "catalog.db"), IssuedAt: time.Now()}
	_ = os.Remove(in.CatalogueDB)
	must(t, store.WriteCatalogue(t.Context(), in.CatalogueDB, catalog.Catalogue{Organiser: catalog.Text{"vi": "Sở"}}, nil))
	_, _, err = release.Publish(t.Context(), filepath.Join(dir, "repo"), keys, in)
	must(t, err)
	return filepath.Join(dir, "repo"), root
}

func TestSampleIsShownOnlyUntilTheKioskIsSetUp(t *testing.T) {
	h := testHome(t, t.TempDir())
	s, err := h.show(t.Context())
	must(t, err)
	if !s.sample || s.number < 1 || !strings.HasPrefix(s.path, filepath.Join(h.dir, "sample")) {
		t.Fatalf("a new kiosk shows %+v", s)
	}
	mustHavePhotos(t, s)
	before, err := os.Stat(s.path)
	must(t, err)
	if s, err = h.show(t.Context()); err != nil || !s.sample {
		t.Fatalf("again: %+v, %v", s, err)
	}
	if after, err := os.Stat(s.path); err != nil || !os.SameFile(before, after) {
		t.Error("the sample was imported twice")
	}

	repo, root := publishTo(t, t.TempDir())
	must(t, h.own.Pin(t.Context(), root))
	if s, err := h.show(t.Context()); !errors.Is(err, exchange.ErrNoContent) {
		t.Fatalf("a kiosk that was set up shows %+v, %v", s, err)
	}
	src, err := release.Dir(repo)
	must(t, err)
	_, err = h.own.Import(t.Context(), src, nil)
	must(t, err)
	if s, err = h.show(t.Context()); err != nil || s.sample || s.number != 1 {
		t.Fatalf("after the import: %+v, %v", s, err)
	}
}

func mustHavePhotos(t *testing.T, s shown) {
	t.Helper()
	c, err := store.OpenCatalogue(t.Context(), s.path)
	must(t, err)
	defer c.Close()
	n := 0
	for image, err := range c.Photos(t.Context()) {
		must(t, err)
		if info, err := os.Stat(s.photo(image.SHA256)); err != nil || info.Size() != image.Length {
			t.Fatalf("photo %s: %v", image.SHA256, err)
		}
		n++
	}
	if n == 0 {
		t.Error("the sample has no photos")
	}
}

// TestSampleIsNoOrganiser: everybody has its keys.
func TestSampleIsNoOrganiser(t *testing.T) {
	h := testHome(t, t.TempDir())
	sample, err := assets.Sample()
	must(t, err)
	if _, _, err = h.own.PinFrom(t.Context(), release.FS(sample)); !errors.Is(err, exchange.ErrSampleRoot) {
		t.Errorf("got %v, want ErrSampleRoot", err)
	}
}

// TestNewerSampleReplacesTheOlder, though another key signed it.
func TestNewerSampleReplacesTheOlder(t *testing.T) {
	h := testHome(t, t.TempDir())
	repo, _ := publishTo(t, t.TempDir())
	older, err := os.OpenRoot(repo)
	must(t, err)
	defer older.Close()
	h.builtin = func() (fs.FS, error) { return older.FS(), nil }
	_, err = h.show(t.Context())
	must(t, err)
	if got, err := h.tally(t.Context(), h.sample); err != nil || got.products != 0 {
		t.Fatalf("the older sample: %+v, %v", got, err)
	}
	h.builtin = assets.Sample
	s, err := h.show(t.Context())
	must(t, err)
	if got, err := h.tally(t.Context(), h.sample); err != nil || got.products < 120 {
		t.Errorf("the newer sample: %+v, %v", got, err)
	}
	mustHavePhotos(t, s)
}

func TestSpoiltSampleIsBroughtInAnew(t *testing.T) {
	h := testHome(t, t.TempDir())
	h.builtin = assets.Sample
	s, err := h.show(t.Context())
	must(t, err)
	must(t, os.Truncate(s.path, 20_000))
	s, err = h.show(t.Context())
	must(t, err)
	if !opens(t.Context(), s.path) {
		t.Error("a sample that cannot be opened is shown")
	}
}

// takes publishes the next release of a house and lets the kiosk take it.
func (h *home) takes(t testing.TB, house string) release.Source {
	t.Helper()
	repo, root := publishTo(t, house)
	must(t, h.own.Pin(t.Context(), root))
	src, err := release.Dir(repo)
	must(t, err)
	_, err = h.own.Import(t.Context(), src, nil)
	must(t, err)
	return src
}

func TestPreviousReleaseIsTheWayBack(t *testing.T) {
	h := twoReleases(t)
	must(t, os.WriteFile(filepath.Join(h.dir, "content/2/catalog.db"), []byte("spoilt"), 0o644))
	s, err := h.show(t.Context())
	must(t, err)
	if s.number != 1 {
		t.Errorf("release %d is shown, want 1", s.number)
	}
	st, err := h.status(t.Context())
	must(t, err)
	if len(st.Problems) != 1 || st.Problems[0] != "E-CONTENT-DAMAGED" {
		t.Errorf("problems %v, want E-CONTENT-DAMAGED", st.Problems)
	}
}

// TestWatchFollowsAnotherProcess: another home on the same folder stands for it.
func TestWatchFollowsAnotherProcess(t *testing.T) {
	dir, house := t.TempDir(), t.TempDir()
	h, other := testHome(t, dir), testHome(t, dir)
	now, err := h.show(t.Context())
	must(t, err)
	seen := make(chan shown, 1)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.watch(ctx, now, func(s shown, _ error) { seen <- s }) }()
	next := func() shown {
		t.Helper()
		select {
		case s := <-seen:
			return s
		case <-time.After(time.Minute):
			t.Fatal("the switch was not seen")
			return shown{}
		}
	}
	repo, root := publishTo(t, house)
	must(t, other.own.Pin(t.Context(), root))
	if s := next(); s.path != "" {
		t.Errorf("after the set-up %+v is shown, want nothing", s)
	}
	src, err := release.Dir(repo)
	must(t, err)
	_, err = other.own.Import(t.Context(), src, nil)
	must(t, err)
	if s := next(); s.number != 1 || s.sample {
		t.Errorf("after the import %+v is shown", s)
	}
	cancel()
	must(t, <-done)
}

// TestWatchFollowsASelection: what kiosk setup --selection says is shown by the
// window that is open.
func TestWatchFollowsASelection(t *testing.T) {
	dir := t.TempDir()
	h, other := testHome(t, dir), testHome(t, dir)
	h.takes(t, t.TempDir())
	now, err := h.show(t.Context())
	must(t, err)
	seen := make(chan shown, 1)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- h.watch(ctx, now, func(s shown, _ error) { seen <- s }) }()
	for _, want := range []string{"point:cho", ""} {
		must(t, other.store.SetSetting(t.Context(), settingSelection, want))
		select {
		case s := <-seen:
			if s.view.Selection != want || s.number != 1 || s.path != now.path {
				t.Errorf("set to %q, it shows %+v", want, s)
			}
		case <-time.After(time.Minute):
			t.Fatalf("set to %q, the window does not follow", want)
		}
	}
	cancel()
	must(t, <-done)
}

// TestClockIsNeverBehindARelease: failures.md, "Clock wrong" (1970). A kiosk whose
// battery died goes by the newest release it has, over restarts too, and says so.
func TestClockIsNeverBehindARelease(t *testing.T) {
	dir := t.TempDir()
	h := testHome(t, dir)
	h.takes(t, t.TempDir())
	must(t, h.Close())
	h = testHome(t, dir)
	issued, err := h.own.Issued()
	must(t, err)
	if floor := h.clock.Floor(); !floor.Equal(issued) {
		t.Errorf("the clock goes from %v, the release was issued at %v", floor, issued)
	}
	r, err := h.report(t.Context(), time.Unix(0, 0))
	must(t, err)
	if r.Clock != "behind" {
		t.Errorf("in 1970 the report says that the clock is %s", r.Clock)
	}
}

func BenchmarkFirstShowOfTheSample(b *testing.B) {
	for b.Loop() {
		h := testHome(b, b.TempDir())
		_, err := h.show(b.Context())
		must(b, err)
	}
}

func BenchmarkShowOfTheSample(b *testing.B) {
	h := testHome(b, b.TempDir())
	for b.Loop() {
		_, err := h.show(b.Context())
		must(b, err)
	}
}
