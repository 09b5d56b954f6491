package exchange_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/store"
)

// TestASelectionTakesOnlyItsPhotos: a kiosk set to a point takes what is on the
// shelf there; set to an event later, it takes what is lacking.
func TestASelectionTakesOnlyItsPhotos(t *testing.T) {
	t.Parallel()
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

	c, part := newContent(t, o), "point:cho"
	c.Part = func(context.Context) (string, error) { return part, nil }
	c.Open = func(ctx context.Context, path string) (exchange.Catalogue, error) {
		file, err := store.OpenCatalogue(ctx, path)
		if err != nil {
			return nil, err
		}
		return file, file.Show(ctx, store.View{Selection: part})
	}
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
