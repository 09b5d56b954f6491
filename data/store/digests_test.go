package store

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"hangviet/data/catalog"
)

func TestDigests(t *testing.T) {
	var c catalog.Catalogue
	for i := range 1203 {
		c.Products = append(c.Products, catalog.Product{Code: fmt.Sprintf("SP-%04d", i), Name: catalog.Text{"vi": fmt.Sprint("Tên ", i*7%1203)}})
	}
	digests := func() map[string]catalog.Digest {
		path := filepath.Join(t.TempDir(), "catalog.db")
		if err := WriteCatalogue(t.Context(), path, c, nil); err != nil {
			t.Fatal(err)
		}
		file, err := OpenCatalogue(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		all, order := map[string]catalog.Digest{}, []string{}
		for d, err := range file.Digests(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			all[d.Code] = d
			order = append(order, d.Code)
		}
		if len(order) != 1203 || !slices.IsSorted(order) {
			t.Fatalf("%d digests, in order %t", len(order), slices.IsSorted(order))
		}
		return all
	}
	before := digests()
	c.Products[700].Price.Dong = 125_000
	c.Products[701].Certificate.Status = catalog.Revoked
	after := digests()
	for code, d := range before {
		now := after[code]
		if changed := code == "SP-0700" || code == "SP-0701"; (now.Sum != d.Sum) != changed || now.Shown == (code == "SP-0701") {
			t.Errorf("%s: before %+v, now %+v", code, d, now)
		}
	}
}
