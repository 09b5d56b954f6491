package search

import (
	"cmp"
	"slices"
	"strings"

	"hangviet/data/catalog"
)

// form is a word as it is met in texts, with all that is compared of it.
type form struct {
	key     string // folded: "duong"
	letters string // with its letters but without its tone: "đương"
	tone    catalog.Tone
}

func formOf(word string) form {
	letters, tone := catalog.SplitTone(word)
	return form{catalog.Fold(word), letters, tone}
}

// bare tells whether the word has no accents, as when it is typed without.
func (f form) bare() bool { return f.tone == catalog.Level && f.key == f.letters }

// entry is a word with the documents that hold it.
type entry struct {
	form
	posts []post // by document
}

// post says in which fields of a document a word stands: bit n for field n.
type post struct {
	doc    int32
	fields uint8
}

// text is a short text without its spaces, so that words typed together are
// found in it.
type text struct {
	doc    int32
	field  field
	joined string
}

// run is a text from the beginning of one of its words on.
type run struct {
	text  int32
	start int32
	word  int32 // length of that first word
}

// builder gathers words while an index is built.
type builder struct {
	index   *Index
	forms   map[string]*entry // by the word as written
	entries map[form]*entry
}

func (b *builder) addDocument(doc int, d Document) {
	b.addText(doc, inName, d.Name)
	b.addText(doc, inProducer, d.Producer)
	b.addText(doc, inPlace, d.Place)
	b.addText(doc, inGroup, d.Group)
	b.addText(doc, inStory, d.Story)
	for _, alias := range d.Alias {
		b.add(doc, inAlias, alias)
	}
}

func (b *builder) addText(doc int, f field, t catalog.Text) {
	for _, s := range t {
		b.add(doc, f, s)
	}
}

// add indexes one text. Stories and groups are too long and too common for words
// that are run together.
func (b *builder) add(doc int, f field, s string) {
	words := catalog.Words(catalog.NFC(s))
	keys := make([]string, len(words))
	for i, word := range words {
		e := b.entry(word)
		e.add(doc, f)
		keys[i] = e.key
	}
	if f <= inAlias && len(keys) > 1 {
		b.addRuns(doc, f, keys)
	}
}

func (b *builder) entry(word string) *entry {
	if e := b.forms[word]; e != nil {
		return e
	}
	f := formOf(word)
	e := b.entries[f]
	if e == nil {
		e = &entry{form: f}
		b.entries[f] = e
	}
	b.forms[word] = e
	return e
}

// add notes that the word stands in a field of doc; documents come in order.
func (e *entry) add(doc int, f field) {
	if n := len(e.posts); n > 0 && e.posts[n-1].doc == int32(doc) {
		e.posts[n-1].fields |= 1 << f
		return
	}
	e.posts = append(e.posts, post{int32(doc), 1 << f})
}

func (b *builder) addRuns(doc int, f field, keys []string) {
	x := b.index
	start := 0
	for _, key := range keys[:len(keys)-1] { // from the last word on it is the word itself
		x.runs = append(x.runs, run{int32(len(x.texts)), int32(start), int32(len(key))})
		start += len(key)
	}
	x.texts = append(x.texts, text{int32(doc), f, strings.Join(keys, "")})
}

// finish sorts what was gathered.
func (b *builder) finish() {
	x := b.index
	for _, e := range b.entries {
		x.words = append(x.words, e)
	}
	slices.SortFunc(x.words, func(a, b *entry) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.letters, b.letters), cmp.Compare(a.tone, b.tone))
	})
	slices.SortFunc(x.runs, func(a, b run) int {
		return cmp.Or(cmp.Compare(x.from(a), x.from(b)), cmp.Compare(a.text, b.text))
	})
}

// from returns the text of a run.
func (x *Index) from(r run) string { return x.texts[r.text].joined[r.start:] }
