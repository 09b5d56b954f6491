package search

import "hangviet/data/catalog"

// Answer is what was found for a query, and what was understood of it.
type Answer struct {
	Text    string // the query as it was read: NFC, cut to its bounds
	Hits    []Hit  // the best first
	Total   int    // how many documents were found
	Near    bool   // no document is all that was asked for: the hits are the nearest
	Product string // code of the product whose barcode this is, or ""
	Filters []Filter
	Words   []Word // those that are looked for, without the filters'
	Drop    []Part // what to leave out so that the hits are all that is asked for
	Facets  Facets // of all documents found
}

// Word is a word of the query and how it was taken.
type Word struct {
	Text       string
	Start, End int    // bytes of [Answer.Text]
	As         string // the word it was taken for when that is another; else ""
	Known      bool   // it is met in the hits
}

// Part is a part of the query, which can be left out.
type Part struct{ Start, End int }

// Facets count the documents found by what they are.
type Facets struct {
	Sectors   map[int]int
	Provinces map[string]int // by code of today
	Stars     map[int]int    // 0: without
}

// Hit is one document found.
type Hit struct {
	Code  string
	Name  catalog.Text
	Score float64 // higher is better; comparable within one answer only
	Field string  // the best field that matched: "name", "producer", "place", "former", "group", "ingredients", "story" or "code"
	Marks []Mark  // where the words were met, the weightiest field first
}

// Mark is a text of a document with the parts that were met.
type Mark struct {
	Field string
	Lang  string // of the text, "" when it has none
	Text  string
	Spans []Part // bytes of Text, in order, apart from each other
}

// Without returns the query without a part of it.
func (a Answer) Without(p Part) string {
	if p.Start < 0 || p.End > len(a.Text) || p.Start >= p.End {
		return a.Text
	}
	return trim(a.Text[:p.Start] + " " + a.Text[p.End:])
}
