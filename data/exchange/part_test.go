package exchange_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/store"
)

// newFair has published three products: one is on the shelf of a point, the
// others are shown at an event.
func newFair(t *testing.T) *organiser {
	t.Helper()
	o, dir := newOrganiser(t), t.TempDir()
	in := release.Input{CatalogueDB: filepath.Join(dir, "catalog.db"), Photos: map[string]string{}, IssuedAt: time.Now()}
	cat := catalog.Catalogue{
		Organiser: text("Sở Công Thương"), Points: []catalog.Point{{ID: "cho", Name: text("Chợ")}},
		Events: []catalog.Event{{ID: "hoi", Name: text("Hội chợ"), Products: []string{"B", "C"}}},
	}
	for _, code := range []string{"A", "B", "C"} {
		cover := catalog.Photo{Full: picture(t, in.Photos, dir, code, 20_000), Thumb: picture(t, in.Photos, dir, "small "+code, 3_000)}
		cat.Products = append(cat.Products, catalog.Product{Code: code, Name: text(code), Photos: []catalog.Photo{cover}})
	}
	cat.Products[0].Points = []string{"cho"}
	must(t, store.WriteCatalogue(t.Context(), in.CatalogueDB, cat, nil))
	_, _, err := release.Publish(t.Context(), o.repo, o.keys, in)
	must(t, err)

	return o
}

// setTo makes the content one that takes a part, which may change.
func setTo(c *exchange.Content, part *string) {
	c.Part = func(context.Context) (string, error) { return *part, nil }
	c.Open = func(ctx context.Context, path string) (exchange.Catalogue, error) {
		file, err := store.OpenCatalogue(ctx, path)
		if err != nil {
			return nil, err
		}
		return file, file.Show(ctx, store.View{Selection: *part})
	}
}

// TestASelectionTakesOnlyItsPhotos: a kiosk set to a point takes what is on the
// shelf there; set to an event later, it takes what is lacking.
func TestASelectionTakesOnlyItsPhotos(t *testing.T) {
	t.Parallel()
	o := newFair(t)
	c, part := newContent(t, o), ""
	setTo(c, &part)
	for _, step := range []struct {
		part   string
		photos int
	}{{"point:cho", 2}, {"event:hoi", 6}, {"", 6}} {
		part = step.part
		importFrom(t, c, o.source())
		if got := countPhotos(t, c); got != step.photos {
			t.Errorf("set to %q it holds %d photos, want %d", part, got, step.photos)
		}
	}
	mustShow(t, c, 1)
}

// TestAnotherSelectionIsASwitch, and so is that its pictures have come. A stick
// with the release that is shown tells of them and brings them.
func TestAnotherSelectionIsASwitch(t *testing.T) {
	t.Parallel()
	o := newFair(t)
	c, part := newContent(t, o), "point:cho"
	setTo(c, &part)
	importFrom(t, c, o.source())
	told, step := make(chan int64, 4), newStepper()
	_, path, err := c.Current()
	must(t, err)
	scene := func(path string) exchange.Scene { return exchange.NoteScene(path, part, c.PartFile()) }
	w := exchange.Watcher{
		Look: c.Current, Shown: scene(path), Scene: scene,
		Pace: step.pace(), OnSwitch: func(n int64, _ string) { told <- n },
	}
	serve(t, w.Serve)
	step.paused(t)
	mustTell := func(want int) {
		t.Helper()
		step.next()
		step.paused(t)
		if len(told) != want || want > 0 && <-told != 1 {
			t.Errorf("told %d times, want %d", len(told), want)
		}
	}
	mustTell(0)
	part = "event:hoi"
	mustTell(1)
	mustTell(0)
	p := mustPreview(t, c, o.source())
	if !p.Same() || p.Files != 4 || p.Bytes != 2*23_000 || p.Changes.Products != 0 || !p.Fits() {
		t.Errorf("the stick tells of %+v", p)
	}
	_, err = c.Take(t.Context(), o.source(), p, nil)
	must(t, err)
	mustTell(1)
	if p = mustPreview(t, c, o.source()); p.Files != 0 || countPhotos(t, c) != 6 {
		t.Errorf("after it, %d photos: %+v", countPhotos(t, c), p)
	}
	must(t, os.RemoveAll(filepath.Join(c.Dir, "photos")))
	if p = mustPreview(t, c, o.source()); p.Files != 4 {
		t.Errorf("with all photos lost: %+v", p)
	}
	_, err = c.Take(t.Context(), o.source(), p, nil)
	must(t, err)
	if got := countPhotos(t, c); got != 4 {
		t.Errorf("%d photos were taken again", got)
	}
	mustTell(0)
}

// TestAnotherSelectionIsFetchedAtOnce and not at the next look of some minutes
// later.
func TestAnotherSelectionIsFetchedAtOnce(t *testing.T) {
	t.Parallel()
	o := newFair(t)
	c, part := newContent(t, o), "point:cho"
	setTo(c, &part)
	again, step := make(chan struct{}), newStepper()
	leaves := false // to a neighbour, which shows the release already
	via := func(_ context.Context, download func() error) error {
		if leaves {
			return nil
		}
		return download()
	}
	serve(t, (&exchange.Fetcher{Content: c, From: o.repo, Notes: newNotes(), Pace: step.pace(), Again: again, Via: via}).Serve)
	step.paused(t)
	leaves = true
	part = "event:hoi"
	again <- struct{}{}
	step.paused(t)
	if got := countPhotos(t, c); got != 6 {
		t.Errorf("%d photos", got)
	}
}
