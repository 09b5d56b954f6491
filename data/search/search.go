// Package search finds products by what people type on a kiosk: without accents,
// half a word, in any order, run together, or with the name of a province that
// no longer exists. Every word of a query must be met, as the beginning of a
// word of the document.
//
// What matches best stands first: the name before the producer, the producer
// before the place, the place before the group and the story; and within a
// field, a word with the right accents before one with the right letters before
// one that is alike only without accents, because dừa, dứa and dưa are three
// things. Words that stand together in the order typed go before all that: who
// types "hoa binh" means the place more often than a vase ("bình hoa"). Nothing is
// corrected behind the visitor's back.
//
// The index lives in memory, is built anew for each release and never changes.
// Start with [New] and [Index.Search].
package search

import (
	"cmp"
	"slices"
	"strings"

	"hangviet/data/catalog"
)

// Document is what can be found of one product. All languages of a text are
// searched.
type Document struct {
	Code     string
	Name     catalog.Text
	Producer catalog.Text
	Place    catalog.Text // commune and province of today
	Group    catalog.Text // sector, group and criteria set
	Story    catalog.Text
	Alias    []string // former provinces, barcode, other names
	Stars    int      // 0, or 3 to 5: breaks ties
	Here     bool     // on the shelf at this point: breaks ties, before Stars
}

// Hit is one document found.
type Hit struct {
	Code  string
	Score float64 // higher is better; comparable within one answer only
	Field string  // the best field that matched: "name", "producer", "place", "alias", "group" or "story"
}

// field is a part of a document, the weightiest first.
type field uint8

const (
	inName field = iota
	inProducer
	inPlace
	inAlias
	inGroup
	inStory
	fields
)

func (f field) String() string {
	return [fields]string{"name", "producer", "place", "alias", "group", "story"}[f]
}

// weight returns what a match in the field is worth. With qualities from 0.35 to
// 1, the worst match in the name outweighs the best in the producer, and so on;
// place and alias are worth about the same.
func (f field) weight() float32 {
	return [fields]float32{100, 30, 10, 9, 3, 1}[f]
}

// document is what is kept of a Document.
type document struct {
	code  string
	name  string // the Vietnamese name as it is shown
	key   string // its folded words
	order int    // its place in the order of names
	rank  int32  // its place in the order of equally good ones
}

// Index answers queries over a fixed set of documents. It may be used by several
// goroutines at once.
type Index struct {
	docs    []document
	words   []*entry // sorted by key
	runs    []run    // sorted by their text
	texts   []text
	phrases []phrase // sorted by key
}

// New builds an index.
func New(docs []Document) *Index {
	x := &Index{docs: make([]document, len(docs))}
	b := builder{index: x, forms: map[string]*entry{}, entries: map[form]*entry{}}
	for i, d := range docs {
		name := catalog.NFC(d.Name["vi"])
		x.docs[i] = document{code: d.Code, name: name, key: wordKey(name)}
		b.addDocument(i, d)
	}
	b.finish()
	x.rank(docs)
	x.phrases = phrasesOf(x.docs)
	return x
}

// wordKey returns the folded words of a text with one space between.
func wordKey(s string) string { return strings.Join(catalog.Words(catalog.Fold(s)), " ") }

// rank gives each document its place in the Vietnamese order of names, and in the
// order in which equally good ones are shown.
func (x *Index) rank(docs []Document) {
	keys, all := make([]string, len(docs)), make([]int, len(docs))
	for i := range docs {
		keys[i], all[i] = catalog.SortKey(x.docs[i].name), i
	}
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
	for order, i := range all {
		x.docs[i].order = order
	}
	slices.SortStableFunc(all, func(a, b int) int {
		if docs[a].Here != docs[b].Here {
			if docs[a].Here {
				return -1
			}
			return 1
		}
		return cmp.Compare(docs[b].Stars, docs[a].Stars)
	})
	for rank, i := range all {
		x.docs[i].rank = int32(rank)
	}
}
