package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hangviet/data/catalog"
)

// New builds an index that understands what words tells; with nil it knows no
// synonyms, places or fillers.
func New(docs []Document, words *Lexicon) *Index {
	x := build(docs, words)
	x.offers = newOffers(docs, words)
	return x
}

// build builds an index without what Suggest offers.
func build(docs []Document, words *Lexicon) *Index {
	if words == nil {
		words = &Lexicon{}
	}
	x := &Index{words: words, docs: make([]document, len(docs)), provinces: []string{""}, pool: make(chan *scratch, 4)}
	b := builder{
		index: x, forms: map[string]int32{}, same: map[form]int32{}, texts: map[saying]int32{},
		places: map[string]uint8{"": 0}, pairs: map[uint64]struct{}{},
	}
	for i := range docs {
		b.add(int32(i), &docs[i])
	}
	x.firstLine = append(x.firstLine, int32(len(x.lines)))
	b.finish()
	x.rank(docs)
	return x
}

// saying is a text, and whether its words are kept in their order.
type saying struct {
	text  string
	short bool
}

// builder gathers words while an index is built.
type builder struct {
	index  *Index
	forms  map[string]int32 // entry by the word as written
	same   map[form]int32   // entry by form
	texts  map[saying]int32
	places map[string]uint8
	pairs  map[uint64]struct{} // of entries
}

func (b *builder) add(doc int32, d *Document) {
	x := b.index
	x.firstLine = append(x.firstLine, int32(len(x.lines)))
	for f := range fields {
		for _, lang := range languages(d.texts(f)) {
			b.addText(doc, f, lang, d.texts(f)[lang])
		}
		if f == inFormer {
			for _, s := range d.Former {
				b.addText(doc, f, "", s)
			}
		}
	}
	for _, c := range []string{d.Code, d.Barcode} {
		if key := joinedKey(c); key != "" {
			x.codes = append(x.codes, code{key, doc})
		}
	}
	x.docs[doc] = document{
		code: d.Code, stars: uint8(d.Stars), sector: uint8(d.Sector),
		province: b.place(d.Province), former: b.place(d.FormerProvince), low: d.Price, top: max(d.Price, d.Max),
	}
}

// languages returns the languages of a text, Vietnamese first.
func languages(t catalog.Text) []string {
	return slices.SortedFunc(maps.Keys(t), func(a, b string) int {
		return cmp.Or(cmp.Compare(rankOf(a), rankOf(b)), cmp.Compare(a, b))
	})
}

func rankOf(lang string) int {
	if lang == "vi" {
		return 0
	}
	return 1
}

// place numbers the names of provinces; beyond 254 they are all unknown.
func (b *builder) place(name string) uint8 {
	n, ok := b.places[name]
	if !ok && len(b.places) < nowhere {
		n = uint8(len(b.places))
		b.places[name] = n
		b.index.provinces = append(b.index.provinces, name)
	}
	return n
}

func (b *builder) addText(doc int32, f field, lang, s string) {
	if s == "" {
		return
	}
	x := b.index
	l := line{text: b.text(saying{catalog.NFC(s), f < shortFields}), field: f, lang: b.lang(lang)}
	x.lines = append(x.lines, l)
	for _, e := range x.tokensOf(l) {
		x.entries[e].posts = addPost(x.entries[e].posts, doc, f)
	}
	if f >= shortFields {
		b.eachEntry(x.texts[l.text].text, func(e int32) { x.entries[e].deep = addPost(x.entries[e].deep, doc, f) })
	}
}

// text numbers what is said.
func (b *builder) text(s saying) int32 {
	n, known := b.texts[s]
	if known {
		return n
	}
	x := b.index
	t := text{text: s.text, from: int32(len(x.tokens))}
	if s.short {
		b.eachEntry(s.text, func(e int32) {
			if n := len(x.tokens); n > int(t.from) {
				b.pairs[uint64(x.tokens[n-1])<<32|uint64(e)] = struct{}{}
			}
			x.tokens = append(x.tokens, e)
		})
	}
	t.count = int32(len(x.tokens)) - t.from
	n = int32(len(x.texts))
	b.texts[s], x.texts = n, append(x.texts, t)
	return n
}

func (b *builder) eachEntry(s string, f func(e int32)) {
	eachWord(s, func(start, end int) { f(b.entry(s[start:end])) })
}

// lang numbers a language; there are few.
func (b *builder) lang(name string) uint8 {
	x := b.index
	n := slices.Index(x.langs, name)
	if n < 0 {
		n, x.langs = len(x.langs), append(x.langs, name)
	}
	return uint8(n)
}

// addPost notes that a word stands in a field of doc; documents come in order.
func addPost(posts []uint32, doc int32, f field) []uint32 {
	if n := len(posts); n > 0 && posts[n-1]>>8 == uint32(doc) {
		posts[n-1] |= 1 << f
		return posts
	}
	return append(posts, uint32(doc)<<8|1<<f)
}

func (b *builder) entry(word string) int32 {
	if e, ok := b.forms[word]; ok {
		return e
	}
	f := formOf(word)
	e, ok := b.same[f]
	if !ok {
		e = int32(len(b.index.entries))
		b.same[f] = e
		b.index.entries = append(b.index.entries, entry{form: f, shown: strings.ToLower(word)})
	}
	b.forms[strings.Clone(word)] = e
	return e
}

// finish sorts what was gathered.
func (b *builder) finish() {
	x := b.index
	order := make([]int32, len(x.entries)) // old numbers in the new order
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &x.entries[i].form, &x.entries[j].form
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.letters, b.letters), cmp.Compare(a.tone, b.tone))
	})
	number := make([]int32, len(order)) // new numbers by the old
	sorted := make([]entry, len(order))
	for i, old := range order {
		number[old], sorted[i] = int32(i), x.entries[old]
	}
	x.entries = sorted
	for i, old := range x.tokens {
		x.tokens[i] = number[old]
	}
	x.forms = b.forms
	for word, old := range b.forms {
		x.forms[word] = number[old]
	}
	x.pack()
	b.sortKeys()
	b.sortPairs(number)
	slices.SortFunc(x.codes, func(a, b code) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.doc, b.doc)) })
}

func (b *builder) sortKeys() {
	x := b.index
	for i := range x.entries {
		e := &x.entries[i]
		if n := len(x.keys); n == 0 || x.keys[n-1].text != e.form.key {
			word := len(e.form.key) > 1 && !strings.ContainsFunc(e.form.key, func(r rune) bool { return r < 'a' || r > 'z' })
			x.keys = append(x.keys, keyed{
				text: e.form.key, from: int32(i), letters: lettersOf(e.form.key), sound: soundKey(e.form.key), word: word,
			})
		}
		e.key = int32(len(x.keys) - 1)
		x.keys[e.key].to = int32(i + 1)
	}
}

// sortPairs keeps which keys follow each other.
func (b *builder) sortPairs(number []int32) {
	x := b.index
	for p := range b.pairs {
		first, second := number[p>>32], number[uint32(p)]
		x.pairs = append(x.pairs, uint64(x.entries[first].key)<<32|uint64(x.entries[second].key))
	}
	slices.Sort(x.pairs)
	x.pairs = slices.Clone(slices.Compact(x.pairs))
}

// rank gives each document its place in the Vietnamese order of names, and in the
// order in which equally good ones are shown.
func (x *Index) rank(docs []Document) {
	keys, all := make([]string, len(docs)), make([]int32, len(docs))
	for i := range docs {
		keys[i], all[i] = catalog.SortKey(docs[i].Name["vi"]), int32(i)
	}
	slices.SortStableFunc(all, func(a, b int32) int { return cmp.Compare(keys[a], keys[b]) })
	for order, i := range all {
		x.docs[i].order = int32(order)
	}
	slices.SortStableFunc(all, func(a, b int32) int {
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
	x.byRank = all
}
