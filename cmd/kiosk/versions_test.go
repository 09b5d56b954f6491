package main

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// newerCatalogue publishes the catalogue of dir once more, as a publisher of the
// year after would: in a format that this program does not know.
func newerCatalogue(t *testing.T, dir string) {
	t.Helper()
	path := filepath.Join(dir, "catalog.db")
	data, err := os.ReadFile(path)
	must(t, err)
	binary.BigEndian.PutUint32(data[60:], 9999) // user_version of SQLite's file format
	must(t, os.WriteFile(path, data, 0o644))
	keys, err := release.LoadKeys(filepath.Join(dir, "keys"), nil)
	must(t, err)
	_, _, err = release.Publish(t.Context(), filepath.Join(dir, "repo"), keys, release.Input{CatalogueDB: path, IssuedAt: time.Now()})
	must(t, err)
}

// TestVersionsApart: failures.md, "Versions apart". A newer format than the program knows is
// refused, to be looked at and to be taken, by what is to be done; what is shown
// stays, and the next release that this program knows is taken.
func TestVersionsApart(t *testing.T) {
	h, house := testHome(t, t.TempDir()), t.TempDir()
	src := h.takes(t, house)
	newerCatalogue(t, house)
	_, looked := h.own.Preview(t.Context(), src, nil)
	_, err := h.own.Import(t.Context(), src, nil)
	for _, err := range []error{looked, err} {
		if code := exchange.Explain(err).Code; code != "E-CONTENT-FORMAT" || !errors.Is(err, release.ErrNewerFormat) {
			t.Errorf("code %s for %v", code, err)
		}
	}
	h.mustShow(t, 1)
	publishTo(t, house)
	_, err = h.own.Import(t.Context(), src, nil)
	must(t, err)
	h.mustShow(t, 3)
}

// TestProgramOlderThanItsData: failures.md, "Versions apart". After the program
// was put back to an older one, the catalogue that is shown is of a format that it
// does not know: the release before is shown.
func TestProgramOlderThanItsData(t *testing.T) {
	h := twoReleases(t)
	path := filepath.Join(h.dir, "content/2/catalog.db")
	data, err := os.ReadFile(path)
	must(t, err)
	binary.BigEndian.PutUint32(data[60:], 9999)
	must(t, os.WriteFile(path, data, 0o644))
	must(t, h.settle(t.Context()))
	h.mustShow(t, 1, "E-CONTENT-FORMAT")
}
