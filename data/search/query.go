package search

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"
	"strings"

	"hangviet/data/catalog"
)

// Bounds of a query; what goes beyond them is left out.
const (
	maxWords  = 12
	maxLetter = 32 // bytes of a folded word
)

// Qualities of a match, from 0.35 to 1.
const (
	wholeExact    = 1.0  // the word as typed, accents and all
	wholeBare     = 0.95 // typed without accents: the word without its own
	startExact    = 0.9
	startBare     = 0.85
	wholeLetters  = 0.75 // right letters, other tone
	startLetters  = 0.7
	wholeFolded   = 0.6 // other letters that look alike without accents
	startFolded   = 0.5
	otherSpelling = 0.45 // mỳ for mì
	together      = 0.4  // words typed as one, or one typed as two
)

// Bonuses. Several words that stand together, in order, in one short text are
// worth more than the same words scattered over names: "Hòa Bình" means the
// place, not a vase ("bình hoa").
const (
	phraseBonus = 100 // for each word, besides the weight of the field
	nameStarts  = 4   // the name begins with the query; below what accents are worth
)

// Search returns at most limit documents that hold every word of the query, the
// best first; all of them when limit is 0 or less. Equally good ones are ordered
// by Here, by stars, then by name.
func (x *Index) Search(query string, limit int) []Hit {
	found := x.find(query, limit)
	hits := make([]Hit, len(found))
	for i, m := range found {
		hits[i] = Hit{x.docs[m.doc].code, float64(m.score), m.field.String()}
	}
	return hits
}

// find returns the best documents that hold every word of the query.
func (x *Index) find(query string, limit int) []match {
	words := queryWords(query)
	if len(words) == 0 {
		return nil
	}
	found := x.match(words)
	x.addPhrases(found, words)
	return best(found, limit)
}

// best returns the best matches in order, at most limit of them, or all when
// limit is 0 or less.
func best(found []match, limit int) []match {
	if limit <= 0 || limit >= len(found) {
		slices.SortFunc(found, better)
		return found
	}
	top := slices.Clone(found[:limit])
	slices.SortFunc(top, better)
	for _, m := range found[limit:] {
		if better(m, top[limit-1]) < 0 {
			at, _ := slices.BinarySearchFunc(top, m, better)
			copy(top[at+1:], top[at:])
			top[at] = m
		}
	}
	return top
}

// better orders the better match first.
func better(a, b match) int {
	switch {
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	return cmp.Compare(a.rank, b.rank)
}

func queryWords(query string) []form {
	words := catalog.Words(catalog.NFC(query))
	words = words[:min(len(words), maxWords)]
	forms := make([]form, 0, len(words))
	for _, w := range words {
		if f := formOf(w); f.key != "" && len(f.key) <= maxLetter {
			forms = append(forms, f)
		}
	}
	return forms
}

// match is a document that holds all words looked for so far.
type match struct {
	doc   int32
	rank  int32 // of the document among equally good ones
	score float32
	best  float32 // of a single word
	field field   // where that one stands
}

// match returns the documents that hold every word.
func (x *Index) match(words []form) []match {
	var found []match
	for i := range words {
		round := newRound(len(x.docs))
		x.matchWord(round, words[i])
		if i > 0 {
			x.matchJoined(round, words[i-1].key+words[i].key)
		}
		if i+1 < len(words) {
			x.matchJoined(round, words[i].key+words[i+1].key)
		}
		if i == 0 {
			found = x.all(round)
		} else {
			found = round.narrow(found)
		}
	}
	return found
}

// matchWord scores the documents that hold one word of a query.
func (x *Index) matchWord(r *round, w form) {
	for _, e := range x.startingWith(w.key) {
		r.add(e, quality(w, e.form))
	}
	if other := otherKey(w.key); other != "" {
		for _, e := range x.startingWith(other) {
			if e.key == other {
				r.add(e, otherSpelling)
			}
		}
	}
	x.matchRuns(r, w.key)
}

// startingWith returns the words that begin with key.
func (x *Index) startingWith(key string) []*entry {
	from := sort.Search(len(x.words), func(i int) bool { return x.words[i].key >= key })
	end := from + sort.Search(len(x.words)-from, func(i int) bool { return !strings.HasPrefix(x.words[from+i].key, key) })
	return x.words[from:end]
}

// quality says how well a word that was typed fits one that begins alike.
func quality(typed, met form) float32 {
	whole := len(typed.key) == len(met.key)
	pick := func(ifWhole, ifNot float32) float32 {
		if whole {
			return ifWhole
		}
		return ifNot
	}
	switch letters := strings.HasPrefix(met.letters, typed.letters); {
	case letters && typed.tone == met.tone:
		return pick(wholeExact, startExact)
	case typed.bare():
		return pick(wholeBare, startBare)
	case letters && typed.tone == catalog.Level && !whole: // the tone is yet to be typed
		return startExact
	case letters:
		return pick(wholeLetters, startLetters)
	}
	return pick(wholeFolded, startFolded)
}

// otherKey returns the other spelling of a syllable that ends in the single
// vowel i or y (mì and mỳ, quí and quý), or "".
func otherKey(key string) string {
	head, tail := key[:len(key)-1], key[len(key)-1]
	if head == "" || (head != "qu" && strings.ContainsAny(head, "aeiouy")) {
		return ""
	}
	switch tail {
	case 'i':
		return head + "y"
	case 'y':
		return head + "i"
	}
	return ""
}

// shortestRun is how many letters it takes to look for words typed as one.
const shortestRun = 3

// matchRuns scores the documents in which key goes on over the end of a word.
func (x *Index) matchRuns(r *round, key string) {
	if len(key) < shortestRun {
		return
	}
	from := sort.Search(len(x.runs), func(i int) bool { return x.from(x.runs[i]) >= key })
	for _, run := range x.runs[from:] {
		if !strings.HasPrefix(x.from(run), key) {
			return
		}
		if int(run.word) < len(key) {
			t := x.texts[run.text]
			r.raise(t.doc, t.field, together)
		}
	}
}

// matchJoined scores the documents in which two typed words are one.
func (x *Index) matchJoined(r *round, key string) {
	for _, e := range x.startingWith(key) {
		r.add(e, together)
	}
}

// addPhrases rewards documents in which the words of the query stand together,
// and names that begin with them.
func (x *Index) addPhrases(found []match, words []form) {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = w.key
	}
	together := newRound(len(x.docs))
	if len(words) > 1 {
		x.matchRuns(together, strings.Join(keys, ""))
	}
	start := strings.Join(keys, " ")
	for i := range found {
		m := &found[i]
		if together.score[m.doc] > 0 {
			m.field = together.field[m.doc]
			m.score += (phraseBonus + m.field.weight()) * float32(len(words))
		}
		if m.field == inName && strings.HasPrefix(x.docs[m.doc].key, start) {
			m.score += nameStarts
		}
	}
}

// round holds the best match of one word in each document.
type round struct {
	score []float32
	field []field
	docs  []int32 // those with a score, in no order
}

func newRound(docs int) *round {
	return &round{score: make([]float32, docs), field: make([]field, docs)}
}

// add scores all documents of a word.
func (r *round) add(e *entry, quality float32) {
	for _, p := range e.posts {
		r.raise(p.doc, field(bits.TrailingZeros8(p.fields)), quality)
	}
}

// raise scores a match in a field of doc if it is the best so far.
func (r *round) raise(doc int32, f field, quality float32) {
	score := f.weight() * quality
	if score <= r.score[doc] {
		return
	}
	if r.score[doc] == 0 {
		r.docs = append(r.docs, doc)
	}
	r.score[doc], r.field[doc] = score, f
}

// all returns the documents of a first word.
func (x *Index) all(r *round) []match {
	found := make([]match, len(r.docs))
	for i, doc := range r.docs {
		found[i] = match{doc, x.docs[doc].rank, r.score[doc], r.score[doc], r.field[doc]}
	}
	return found
}

// narrow keeps the documents that hold this word too.
func (r *round) narrow(found []match) []match {
	kept := found[:0]
	for _, m := range found {
		score := r.score[m.doc]
		if score == 0 {
			continue
		}
		m.score += score
		if score > m.best {
			m.best, m.field = score, r.field[m.doc]
		}
		kept = append(kept, m)
	}
	return kept
}
