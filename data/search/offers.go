package search

import (
	"cmp"
	"slices"
	"strings"

	"hangviet/data/catalog"
)

// OfferKind says what a suggestion is.
type OfferKind string

// The kinds of suggestions.
const (
	OfferProduct  OfferKind = "product"
	OfferProducer OfferKind = "producer"
	OfferPlace    OfferKind = "place"
	OfferGroup    OfferKind = "group"
)

// Offer is a way to go on with a query that is not finished.
type Offer struct {
	Kind OfferKind
	Text catalog.Text
}

// headWords is how many words make the beginning of a name: most Vietnamese
// words are written as two, such as "mật ong".
const headWords = 2

// offers is what may be suggested, with an index over it.
type offers struct {
	index *Index // of their texts, as names
	kinds []OfferKind
	count []int32 // how many documents are behind each
}

// newOffers gathers beginnings that names share, names, producers, places and
// groups.
func newOffers(docs []Document, words *Lexicon) *offers {
	g := gathering{at: map[string]int{}}
	for i := range docs {
		g.document(&docs[i])
	}
	o := &offers{}
	var named []Document
	for i, offer := range g.all {
		if !g.dropped(i, len(docs)) {
			named = append(named, Document{Name: offer.Text})
			o.kinds, o.count = append(o.kinds, offer.Kind), append(o.count, g.count[i])
		}
	}
	o.index = build(named, words)
	return o
}

// offer returns one of the offers.
func (o *offers) offer(i int32) Offer { return Offer{o.kinds[i], o.index.name(i)} }

// gathering counts what may be suggested.
type gathering struct {
	all   []Offer
	count []int32        // of documents behind each
	head  []bool         // which are beginnings of names
	at    map[string]int // by kind and key
}

func (g *gathering) document(d *Document) {
	name := catalog.NFC(d.Name["vi"])
	words := strings.Fields(name)
	for n := headWords; n < min(len(words), headWords+2); n++ {
		head := strings.TrimRight(strings.Join(words[:n], " "), ",.;:-–(")
		g.add(OfferProduct, catalog.Text{"vi": head}, true)
	}
	g.add(OfferProduct, d.Name, false)
	g.add(OfferProducer, d.Producer, false)
	for _, kind := range []struct {
		kind    OfferKind
		text    catalog.Text
		between string
	}{{OfferPlace, d.Place, ", "}, {OfferGroup, d.Group, Between}} {
		for _, part := range parts(kind.text, kind.between) {
			g.add(kind.kind, part, false)
		}
	}
	if d.FormerProvince != "" {
		g.add(OfferPlace, catalog.Text{"vi": d.FormerProvince}, false)
	}
}

// fewNames is how many documents there may be for each to be offered by its whole
// name; among more, a name is one of many that the beginnings stand for.
const fewNames = 2000

// dropped tells whether an offer is left out: longer beginnings, and names, that
// lead to one document alone.
func (g *gathering) dropped(i, docs int) bool {
	words := len(strings.Fields(g.all[i].Text["vi"]))
	return g.all[i].Kind == OfferProduct && g.count[i] == 1 && words > headWords && (g.head[i] || docs > fewNames)
}

// parts cuts "xã Đồng Văn, Tuyên Quang" where its parts join, in every language
// that has as many.
func parts(t catalog.Text, between string) []catalog.Text {
	all := make([]catalog.Text, len(strings.Split(t["vi"], between)))
	for lang, s := range t {
		cut := strings.Split(s, between)
		if len(cut) != len(all) {
			continue
		}
		for i := range cut {
			if all[i] == nil {
				all[i] = catalog.Text{}
			}
			all[i][lang] = cut[i]
		}
	}
	return all
}

func (g *gathering) add(kind OfferKind, t catalog.Text, head bool) {
	key := string(kind) + " " + wordKey(t["vi"])
	if strings.HasSuffix(key, " ") {
		return
	}
	i, ok := g.at[key]
	if !ok {
		i = len(g.all)
		g.at[key] = i
		g.all, g.count, g.head = append(g.all, Offer{kind, t}), append(g.count, 0), append(g.head, head)
	}
	g.count[i]++
	g.head[i] = g.head[i] && head
}

// Suggest returns at most limit ways to go on with the query, from its first
// letter on: what begins with it before what holds it, the most common first, and
// of every kind that fits. Nothing asked is answered with nothing.
func (x *Index) Suggest(text string, limit int) []Offer {
	if x.offers == nil || limit <= 0 {
		return nil
	}
	o := x.offers
	q := o.index.parse(text)
	if len(q.words) == 0 || len(o.kinds) == 0 {
		return nil
	}
	s := o.index.scratch()
	defer o.index.release(s)
	s.weigh(nil)
	o.index.matchAll(s, &q)
	o.index.collect(s, &q, 0)
	o.index.keepAccents(s)
	return o.pick(o.best(s, &q), wordKey(q.text), limit)
}

// maxOffered bounds the offers that are looked at closely.
const maxOffered = 40

// best returns the likeliest offers of those found.
func (o *offers) best(s *scratch, q *query) []int32 {
	for i := range s.hits {
		h := &s.hits[i]
		h.score = h.score/64 + min(o.count[h.doc], 50)
		tokens := o.index.firstTokens(h.doc)
		if len(tokens) > 0 && s.mask[tokens[0]]&1 != 0 {
			h.score += 60
		}
		h.score -= int32(min(len(tokens), 12) * 2)
	}
	s.hits = append(s.hits[:0], o.index.top(s, min(maxOffered, len(s.hits)))...)
	slices.SortFunc(s.hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(o.index.docs[a.doc].order, o.index.docs[b.doc].order))
	})
	docs := make([]int32, len(s.hits))
	for i, h := range s.hits {
		docs[i] = h.doc
	}
	return docs
}

// firstTokens returns the words of a document's first text.
func (x *Index) firstTokens(doc int32) []int32 {
	lines := x.linesOf(doc)
	if len(lines) == 0 {
		return nil
	}
	return x.tokensOf(lines[0])
}

// pick takes offers in their order, but leaves room for one of each other kind,
// and does not offer what is typed already.
func (o *offers) pick(found []int32, typed string, limit int) []Offer {
	var picked, later []Offer
	for _, i := range found {
		offer := o.offer(i)
		if wordKey(offer.Text["vi"]) == typed {
			continue
		}
		same := 0
		for _, p := range picked {
			if p.Kind == offer.Kind {
				same++
			}
		}
		if same < max(1, limit/2) {
			picked = append(picked, offer)
		} else {
			later = append(later, offer)
		}
	}
	if len(picked) < limit {
		picked = append(picked, later...)
	}
	return picked[:min(limit, len(picked))]
}
