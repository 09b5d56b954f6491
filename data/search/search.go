// Package search finds products by what people type on a kiosk: without
// accents, in any order of words, half-typed, run together, or with the name of
// a province that no longer exists. The index lives in memory and is built anew
// for each release.
//
// Start with [New] and [Index.Search].
package search

import "hangviet/data/catalog"

// Document is what can be found of one product.
type Document struct {
	Code     string
	Name     catalog.Text
	Producer catalog.Text
	Place    catalog.Text // commune and province of today
	Group    catalog.Text // group and criteria set
	Story    catalog.Text
	Alias    []string // former provinces, barcode, other names
	Stars    int      // 0, or 3 to 5: breaks ties
	Here     bool     // on the shelf at this point: breaks ties
}

// Index answers queries over a fixed set of documents. It may be used by
// several goroutines at once.
type Index struct{}

// Hit is one document found.
type Hit struct {
	Code  string
	Score float64 // higher is better; only comparable within one answer
	Field string  // the best field that matched: "name", "producer", "place", "group", "alias", "story"
}

// New builds an index.
func New(docs []Document) *Index { return &Index{} }

// Search returns at most limit documents that hold every word of the query, the
// best first.
func (x *Index) Search(query string, limit int) []Hit { return nil }

// Suggest returns at most limit words or names that continue the query.
func (x *Index) Suggest(query string, limit int) []string { return nil }
