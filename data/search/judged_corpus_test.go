package search_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"testing"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/search"
)

// corpus is what the judged queries are asked of: the real products and the
// sample, the latter as it was when the set was made.
type corpus struct {
	docs []search.Document
	by   map[string]*search.Document
}

func readCorpus(t testing.TB) corpus {
	t.Helper()
	places, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		t.Fatal(err)
	}
	c := corpus{by: map[string]*search.Document{}}
	for i, row := range readTable(t, "testdata/products.csv", ',') {
		c.docs = append(c.docs, realDocument(fmt.Sprintf("P%03d", i+1), row, places))
	}
	for _, row := range readTable(t, "testdata/sample.csv", ',') {
		c.docs = append(c.docs, sampleDocument(row))
	}
	for i := range c.docs {
		c.by[c.docs[i].Code] = &c.docs[i]
	}
	return c
}

// realDocument reads name_vi, name_en, group, producer, place, province_old,
// province_new, stars, year, source.
func realDocument(code string, row []string, places *catalog.Provinces) search.Document {
	d := search.Document{
		Code: code, Name: catalog.Text{"vi": row[0], "en": row[1]}, Group: catalog.Text{"vi": row[2]},
		Producer: catalog.Text{"vi": row[3]}, Place: catalog.Text{"vi": row[6]}, Former: []string{row[4] + ", " + row[5]},
		Stars: atoi(row[7]),
	}
	if p, _, ok := places.Find(row[6]); ok {
		d.Province = p.Code
	}
	if row[5] != row[6] {
		d.FormerProvince = row[5]
	}
	return d
}

// sampleDocument reads the columns named in the first line of sample.csv.
func sampleDocument(row []string) search.Document {
	return search.Document{
		Code: row[0], Name: catalog.Text{"vi": row[1], "en": row[2]}, Group: catalog.Text{"vi": row[3], "en": row[4]},
		Producer: catalog.Text{"vi": row[5], "en": row[6]}, Place: catalog.Text{"vi": row[7] + ", " + row[9]},
		Former: []string{row[10]}, Province: row[8], FormerProvince: row[10], Stars: atoi(row[11]), Price: int64(atoi(row[12])),
		Story: catalog.Text{"vi": row[13], "en": row[14]},
	}
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// readTable returns the rows below the first.
func readTable(t testing.TB, name string, comma rune) [][]string {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma, r.LazyQuotes = comma, comma == '\t'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

func builtin(t testing.TB) *search.Lexicon {
	t.Helper()
	l, err := search.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return l
}
