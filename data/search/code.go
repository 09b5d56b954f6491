package search

import (
	"slices"
	"sort"
	"strings"

	"hangviet/data/catalog"
)

// byCode answers a query that is a barcode or a product code, or begins one.
func (x *Index) byCode(q *query, a *Answer, limit int) bool {
	key := q.code()
	if key == "" {
		return false
	}
	for _, same := range sameCodes(key) {
		if docs := x.coded(same, true); len(docs) > 0 {
			x.found(a, docs, limit)
			if catalog.ValidGTIN(key) {
				a.Product = a.Hits[0].Code
			}
			return true
		}
	}
	digits := strings.Trim(key, "0123456789") == ""
	if digits && len(key) < 6 || !digits && x.knownWords(q) {
		return false
	}
	docs := x.coded(key, false)
	if len(docs) == 0 {
		return false
	}
	x.found(a, docs, limit)
	return true
}

// knownWords tells whether every word of the query begins a word of the texts.
func (x *Index) knownWords(q *query) bool {
	for i := range q.words {
		if from, to := x.startingWith(q.words[i].typed.key); from == to {
			return false
		}
	}
	return true
}

// sameCodes returns the ways to write a number of goods: with and without the
// zeros that make 14 digits of it.
func sameCodes(key string) []string {
	all := []string{key}
	if !catalog.ValidGTIN(key) {
		return all
	}
	bare := strings.TrimLeft(key, "0")
	for _, n := range []int{8, 12, 13, 14} {
		if len(bare) <= n && n != len(key) {
			all = append(all, strings.Repeat("0", n-len(bare))+bare)
		}
	}
	return all
}

// coded returns the documents whose code is key, or begins with it.
func (x *Index) coded(key string, whole bool) []int32 {
	var docs []int32
	from := sort.Search(len(x.codes), func(i int) bool { return x.codes[i].key >= key })
	for _, c := range x.codes[from:] {
		if !strings.HasPrefix(c.key, key) || whole && c.key != key {
			break
		}
		if !slices.Contains(docs, c.doc) {
			docs = append(docs, c.doc)
		}
		if len(docs) == maxCoded {
			break
		}
	}
	return docs
}

// maxCoded bounds the documents found by the beginning of a code.
const maxCoded = 200

// found writes documents found by their codes into the answer.
func (x *Index) found(a *Answer, docs []int32, limit int) {
	hits := make([]hit, len(docs))
	for i, doc := range docs {
		hits[i] = hit{doc: doc}
	}
	slices.SortFunc(hits, x.better)
	a.Filters, a.Total, a.Facets = nil, len(hits), x.count(hits)
	for i, h := range hits {
		if limit > 0 && i == limit {
			break
		}
		d := &x.docs[h.doc]
		a.Hits = append(a.Hits, Hit{Code: d.code, Name: x.name(h.doc), Score: 1, Field: "code"})
	}
}

// list answers a query of filters alone: everything that passes them, in the
// order of equally good ones.
func (x *Index) list(s *scratch, q *query, a *Answer, limit int) {
	for _, doc := range x.byRank {
		if x.docs[doc].passes(q.filters) {
			s.hits = append(s.hits, hit{doc: doc})
		}
	}
	if len(s.hits) == 0 {
		x.dropFilters(q, a)
		for _, doc := range x.byRank {
			s.hits = append(s.hits, hit{doc: doc})
		}
	}
	a.Total, a.Facets = len(s.hits), x.count(s.hits)
	if limit > 0 {
		s.hits = s.hits[:min(limit, len(s.hits))]
	}
	for i := range s.hits {
		a.Hits = append(a.Hits, x.hit(s, q, &s.hits[i]))
	}
}
