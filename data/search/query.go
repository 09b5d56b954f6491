package search

import (
	"strings"
	"unicode/utf8"

	"hangviet/data/catalog"
)

// Bounds of a query; what goes beyond them is left out.
const (
	maxBytes   = 1200
	maxRunes   = 240
	maxWords   = 12
	maxLetters = 32 // of a word, folded; of a longer one they are looked for
	maxPhrase  = 4  // words of a synonym or the name of a place
)

// query is what was understood of a text.
type query struct {
	text    string // NFC, cut to the bounds
	tokens  []token
	filters []Filter
	words   []word // what is left of the tokens
}

// token is a word of the text, with what stands between it and the next.
type token struct {
	start, end int
	key        string
	gap        string
	used       bool   // a filter took it
	readings   []form // of its keystrokes, once they were asked for
	read       bool
}

// word is a word that is looked for.
type word struct {
	text       string
	start, end int
	typed      form
	readings   []form // of keystrokes that are words somewhere
	main       form   // what phrases are recognised by
	filler     bool   // it need not be met
}

// parse reads a text. Filters that numbers make are taken out of it first.
func (x *Index) parse(text string) query {
	q := query{text: clean(text)}
	q.cut()
	q.takeFilters()
	for i := range q.tokens {
		t := &q.tokens[i]
		if len(q.words) == maxWords {
			break
		}
		if t.used || t.key == "" {
			continue
		}
		q.words = append(q.words, x.wordOf(q.text, t, q.readings(i)))
	}
	q.markFillers(x.words)
	return q
}

// clean bounds a text and brings it to NFC.
func clean(text string) string {
	if len(text) > maxBytes {
		text = text[:maxBytes]
		for n := 0; n < utf8.UTFMax && !utf8.ValidString(text[len(text)-min(len(text), utf8.UTFMax):]); n++ {
			text = text[:len(text)-1]
		}
	}
	text = catalog.NFC(text)
	n := 0
	for i := range text {
		if n++; n > maxRunes {
			return text[:i]
		}
	}
	return text
}

// cut finds the words of the text.
func (q *query) cut() {
	eachWord(q.text, func(start, end int) {
		if n := len(q.tokens); n > 0 {
			q.tokens[n-1].gap = q.text[q.tokens[n-1].end:start]
		}
		q.tokens = append(q.tokens, token{start: start, end: end, key: catalog.Fold(q.text[start:end])})
	})
	if n := len(q.tokens); n > 0 {
		q.tokens[n-1].gap = q.text[q.tokens[n-1].end:]
	}
}

// readings returns what a token is as keystrokes. Every filter asks for it.
func (q *query) readings(i int) []form {
	t := &q.tokens[i]
	if !t.read {
		t.readings, t.read = readKeys(q.text[t.start:t.end]), true
	}
	return t.readings
}

// wordOf returns the word of a token with those of its readings that fit what the
// index knows.
func (x *Index) wordOf(text string, t *token, readings []form) word {
	w := word{text: text[t.start:t.end], start: t.start, end: t.end}
	w.typed = formOf(bounded(w.text))
	w.main = w.typed
	w.readings = x.known(readings)
	if len(w.readings) > 0 && x.whole(w.typed.key) < 0 {
		w.main = w.readings[0]
	}
	return w
}

// bounded returns as much of a word as is looked for.
func bounded(word string) string {
	for len(word) > maxLetters && len(catalog.Fold(word)) > maxLetters {
		_, size := utf8.DecodeLastRuneInString(word)
		word = word[:len(word)-size]
	}
	return word
}

// known keeps the forms that are words as they stand, or else those a word begins
// with, or else those that lack marks alone ("duix" for đũi).
func (x *Index) known(forms []form) []form {
	var by [fitsWhole + 1][]form
	for _, f := range forms {
		fit := x.fit(f)
		by[fit] = append(by[fit], f)
	}
	for fit := fitsWhole; fit > fitsNot; fit-- {
		if n := len(by[fit]); n > 0 {
			return by[fit][:min(n, 3)]
		}
	}
	return nil
}

// How a form fits the words of the index.
const (
	fitsNot  = iota
	fitsTone // its letters lack marks
	fitsStart
	fitsWhole
)

func (x *Index) fit(f form) int {
	from, to := x.startingWith(f.key)
	best := fitsNot
	for k := from; k < to; k++ {
		for e := x.keys[k].from; e < x.keys[k].to; e++ {
			met := &x.entries[e].form
			switch {
			case f.tone != catalog.Level && f.tone != met.tone:
			case !strings.HasPrefix(met.letters, f.letters):
				if len(met.key) == len(f.key) && f.tone != catalog.Level {
					best = max(best, fitsTone)
				}
			case len(met.letters) == len(f.letters):
				return fitsWhole
			default:
				best = fitsStart
			}
		}
	}
	return best
}

// markFillers marks words that say nothing about a product, unless there is
// nothing else.
func (q *query) markFillers(l *Lexicon) {
	left := len(q.words)
	for i := range q.words {
		key := ""
		for j := i; j < min(i+maxPhrase, len(q.words)); j++ {
			key += q.words[j].main.key
			if l.isFiller(q.words[i:j+1], key) {
				left -= q.fill(i, j)
			}
		}
	}
	if left == 0 {
		for i := range q.words {
			q.words[i].filler = false
		}
	}
}

// fill marks the words from i to j and returns how many were not marked yet.
func (q *query) fill(i, j int) (n int) {
	for ; i <= j; i++ {
		if !q.words[i].filler {
			q.words[i].filler = true
			n++
		}
	}
	return n
}

func (l *Lexicon) isFiller(words []word, key string) bool {
	for _, f := range l.fillers[key] {
		if len(words) != len(f.phrase) || !said(words, f.phrase) {
			continue
		}
		typed := f.bare
		for i, w := range words {
			typed = typed || !w.main.bare() || f.phrase[i].bare()
		}
		if typed {
			return true
		}
	}
	return false
}

// code returns what the text may be as a product code or barcode, or "".
func (q *query) code() string {
	key := joinedKey(q.text)
	if len(key) < 3 || len(key) > 2*maxLetters || !strings.ContainsAny(key, "0123456789") {
		return ""
	}
	return key
}
