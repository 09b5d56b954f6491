package many

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/sheet"
	"hangviet/data/vote"
)

// noon is the moment at which the certificates are judged.
var noon = today.Time().Add(12 * time.Hour)

func readBack(t *testing.T, opt Options) *sheet.Book {
	t.Helper()
	dir := t.TempDir()
	if err := Write(t.Context(), dir, opt); err != nil {
		t.Fatal(err)
	}
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		t.Fatal(err)
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read(t.Context(), dir, sheet.Options{Now: noon, Provinces: provinces, Classification: classes, CheckOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// TestReadsBack reads catalogues of several sizes: nothing but what dates do to
// certificates, and the photos that were not asked for, is remarked upon.
func TestReadsBack(t *testing.T) {
	expected := []string{"certificate-expired", "certificate-expiring", "certificate-grace", "photo-missing"}
	for _, n := range []int{1, 2, 30, 1500} {
		book := readBack(t, Options{Products: n, Seed: uint64(n)})
		if len(book.Catalogue.Products) != n {
			t.Errorf("%d products were read, want %d", len(book.Catalogue.Products), n)
		}
		for _, p := range book.Problems {
			if !slices.Contains(expected, p.Code) {
				t.Errorf("of %d products: %s: %s", n, p.Code, p.String("en"))
			}
		}
	}
}

func TestHoldsEveryVariety(t *testing.T) {
	book := readBack(t, Options{Products: 1500, Seed: 4})
	met := map[string]int{}
	sets, provinces := map[int]bool{}, map[string]bool{}
	for _, p := range book.Catalogue.Products {
		sets[p.Set], provinces[p.Place.Province] = true, true
		for _, variety := range varieties(p) {
			met[variety]++
		}
	}
	if len(sets) != 27 || len(provinces) != 34 {
		t.Errorf("%d sets and %d provinces, want 26 with those outside OCOP, and 34", len(sets), len(provinces))
	}
	for _, want := range []string{
		"valid", "expiring", "grace", "expired", "revoked", "none", "potential", "former", "3 stars", "4 stars", "5 stars",
		"no price", "one price", "range", "no link", "one link", "many links", "no story", "short story", "long story",
		"at diem1", "at diem2", "at diem3", "export", "featured", "title", "barcode", "trace", "category", "English",
	} {
		if met[want] == 0 {
			t.Errorf("no product has %q", want)
		}
	}
}

// varieties names what a product stands for.
func varieties(p catalog.Product) []string {
	list := []string{string(p.Certificate.StateAt(noon))}
	story := len([]rune(p.Story["vi"]))
	for name, is := range map[string]bool{
		"potential": p.Certificate.Status == catalog.PotentialFive, "former": p.Place.FormerName != "",
		"3 stars": p.Stars(noon) == 3, "4 stars": p.Stars(noon) == 4, "5 stars": p.Stars(noon) == 5,
		"no price": p.Price.Dong == 0, "one price": p.Price.Dong > 0 && p.Price.Max == 0, "range": p.Price.Max > 0,
		"no link": len(p.Links) == 0, "one link": len(p.Links) == 1, "many links": len(p.Links) > 2,
		"no story": story == 0, "short story": story > 0 && story < 100, "long story": story > 500,
		"export": p.Export && p.Distributors["en"] != "", "featured": p.Featured, "title": len(p.Titles) > 0,
		"barcode": p.Barcode != "", "trace": p.TraceURL != "", "category": p.Category != "", "English": p.Name["en"] != "" && p.Story["en"] != "",
	} {
		if is {
			list = append(list, name)
		}
	}
	for _, point := range p.Points {
		list = append(list, "at "+point)
	}
	return list
}

// TestOneRoundIsOpen holds that there is something to vote on.
func TestOneRoundIsOpen(t *testing.T) {
	book := readBack(t, Options{Products: 300, Seed: 5})
	if len(book.Rounds) != 1 || book.Rounds[0].PhaseAt(noon) != vote.Open || len(book.Rounds[0].Categories) != 4 {
		t.Fatalf("rounds: %+v; want an open one with 4 categories", book.Rounds)
	}
	for _, c := range book.Rounds[0].Categories {
		if len(c.Nominees) < 5 {
			t.Errorf("category %s has %d nominees", c.ID, len(c.Nominees))
		}
	}
	if n := len(book.Catalogue.Points); n != points {
		t.Errorf("%d points, want %d", n, points)
	}
}

// TestLinksLeadNowhere holds that nothing leads to a real shop (RFC 2606 keeps
// .example for that), and that the workbook says what it is.
func TestLinksLeadNowhere(t *testing.T) {
	c := readBack(t, Options{Products: 600, Seed: 6}).Catalogue
	if !c.Sample {
		t.Error("the catalogue does not say that it is a sample")
	}
	reserved := func(url string) {
		link, err := catalog.CleanLink(url)
		if err != nil || !strings.HasSuffix(link.Host(), ".example") {
			t.Errorf("a link leads to %s (%v)", url, err)
		}
	}
	for _, p := range c.Products {
		for _, l := range p.Links {
			reserved(l.URL)
		}
		if p.TraceURL != "" {
			reserved(p.TraceURL)
		}
		if p.Barcode != "" && !strings.HasPrefix(p.Barcode, "2") {
			t.Errorf("%s has the barcode %s, which may be somebody's", p.Code, p.Barcode)
		}
	}
	for _, p := range c.Producers {
		if p.Website != "" {
			reserved(p.Website)
		}
		if !strings.HasPrefix(p.Phone, "00000") {
			t.Errorf("%s has the phone %s, which may ring", p.ID, p.Phone)
		}
	}
}
