package search

import (
	"math/bits"
	"strings"

	"hangviet/data/catalog"
)

// Qualities of a match, in hundredths.
const (
	wholeExact      = 100 // the word as typed, accents and all
	wholeBare       = 92  // typed without accents: the word with its own
	wholeNoTone     = 84  // its letters are typed, its tone is not
	wholeLetters    = 72  // right letters, another tone
	wholeFolded     = 62  // other letters that look alike without accents
	startExact      = 58
	startBare       = 54
	startLetters    = 46
	startFolded     = 42
	apart           = 59 // words typed as one, or one typed as two
	sameMeaning     = 48 // a synonym
	inPlaceName     = 42 // another name of the province
	inside          = 30
	placeOfOld      = 26 // the province that took in the one that is meant
	oneSlip         = 26
	placeOfDistrict = 16
	oneSlipNear     = 29 // an easy one
	begunSlip       = 20 // of a word that is only begun
	twoSlips        = 13
	variant         = 3 // less for another spelling of the same (mỳ, mì)
)

// kind says how a word was matched.
type kind uint8

const (
	byNothing kind = iota
	byWord
	byStart
	byParts // run together, or apart
	byMeaning
	byPlace
	byInside
	bySlip
)

// loose tells whether a word was not met as it was typed.
func (k kind) loose() bool { return k >= byInside }

// found is how well a word is met in a document, packed so that the greater is
// the better: whether the accents typed are its own, the score, kind and field.
type found uint32

const accentsRight = 1 << 31

func pack(right bool, f field, quality int, k kind) found {
	v := found(f.weight()*quality)<<8 | found(k)<<4 | found(f)
	if right {
		v |= accentsRight
	}
	return v
}

func (v found) score() int   { return int(v &^ accentsRight >> 8) }
func (v found) kind() kind   { return kind(v >> 4 & 15) }
func (v found) field() field { return field(v & 15) }
func (v found) right() bool  { return v&accentsRight != 0 }

// met and metRight are 1 when a word is met, and when it is met as typed with its
// own accents: they are counted over all documents, without a branch to guess.
func (v found) met() int      { return int((v | -v) >> 31) }
func (v found) metRight() int { return int((v >> 31) & ((v>>4&15 - found(byInside)) >> 31)) }

// scratch is the working memory of one question.
type scratch struct {
	best   [maxWords][]found // of each word in each document
	has    []uint16          // of each document: the words of the query it holds
	mask   []uint16          // of each entry: the words of the query it meets
	loose  []uint16          // and those it meets by a slip, within, or with other accents
	met    []int32           // entries of which either is set
	parted uint16            // words that are met as several: their parts stand in other documents too
	slips  slips
	meant  map[string][]alike // what words may have been meant for, also those of other questions
	hits   []hit
	best60 []hit         // the best of them
	weight [maxWords]int // of the words, evenWeight for one like all others
}

func (x *Index) scratch() *scratch {
	select {
	case s := <-x.pool:
		return s
	default:
		return &scratch{
			has: make([]uint16, len(x.docs)), mask: make([]uint16, len(x.entries)), loose: make([]uint16, len(x.entries)),
			meant: map[string][]alike{},
		}
	}
}

// release gives the memory back, cleared of what depends on the question.
func (x *Index) release(s *scratch) {
	for _, e := range s.met {
		s.mask[e], s.loose[e] = 0, 0
	}
	s.met, s.hits = s.met[:0], s.hits[:0]
	select {
	case x.pool <- s:
	default:
	}
}

// begin clears the memory for a word.
func (s *scratch) begin(word, docs int) {
	if s.best[word] == nil {
		s.best[word] = make([]found, docs)
		return
	}
	clear(s.best[word])
}

// meets notes that an entry meets a word, closely or not.
func (s *scratch) meets(e int32, word int, close bool) {
	if s.mask[e]|s.loose[e] == 0 {
		s.met = append(s.met, e)
	}
	if !close {
		s.loose[e] |= 1 << word
	} else {
		s.mask[e] |= 1 << word
	}
}

// raise scores a match in a document if it is the best so far.
func (s *scratch) raise(word int, doc int32, v found) {
	if v > s.best[word][doc] {
		s.best[word][doc] = v
		s.has[doc] |= 1 << word
	}
}

// take scores an entry for a word in all documents that hold it.
func (x *Index) take(s *scratch, word int, entry int32, right bool, quality int, k kind, deep bool) {
	s.meets(entry, word, right && !k.loose())
	var values [fields]found
	for f := range fields {
		values[f] = pack(right, f, quality, k)
	}
	s.raiseAll(word, x.entries[entry].posts, &values)
	if deep {
		s.raiseAll(word, x.entries[entry].deep, &values)
	}
}

// raiseAll scores a match in all documents of posts by the best field it stands in.
func (s *scratch) raiseAll(word int, posts []uint32, values *[fields]found) {
	best, has := s.best[word], s.has
	for _, p := range posts {
		if v := values[bits.TrailingZeros8(uint8(p))]; v > best[p>>8] {
			best[p>>8] = v
			has[p>>8] |= 1 << word
		}
	}
}

// matchAll scores every word of the query, without forgiving slips.
func (x *Index) matchAll(s *scratch, q *query) {
	clear(s.has)
	s.parted = 0
	for i := range q.words {
		s.begin(i, len(x.docs))
		x.matchWord(s, i, &q.words[i])
	}
	for i := range q.words {
		x.matchParts(s, q, i)
		x.matchPhrases(s, q, i, false)
	}
}

// matchWord scores the documents that hold a word as typed, in its other
// spelling, or as the keystrokes it may be.
func (x *Index) matchWord(s *scratch, i int, w *word) {
	x.matchForm(s, i, w.typed, 0)
	if other, ok := otherSpelling(w.typed); ok {
		x.matchForm(s, i, other, variant)
	}
	for n, f := range w.readings {
		x.matchForm(s, i, f, n+1)
		if other, ok := otherSpelling(f); ok {
			x.matchForm(s, i, other, n+1+variant)
		}
	}
}

func (x *Index) matchForm(s *scratch, i int, f form, less int) {
	from, to := x.startingWith(f.key)
	deep := len(f.key) > 1
	for k := from; k < to; k++ {
		for e := x.keys[k].from; e < x.keys[k].to; e++ {
			quality, right := compare(f, x.entries[e].form)
			by := byStart
			if len(x.keys[k].text) == len(f.key) {
				by = byWord
			}
			x.take(s, i, e, right, quality-less, by, deep)
		}
	}
}

// compare says how well a word that was typed fits one that begins alike, and
// whether the accents that were typed are that word's.
func compare(typed, met form) (quality int, right bool) {
	whole := len(typed.key) == len(met.key)
	pick := func(ifWhole, ifNot int) int {
		if whole {
			return ifWhole
		}
		return ifNot
	}
	switch letters := strings.HasPrefix(met.letters, typed.letters); {
	case letters && typed.tone == met.tone:
		return pick(wholeExact, startExact), true
	case typed.bare():
		return pick(wholeBare, startBare), true
	case letters && typed.tone == catalog.Level && !whole: // the tone is yet to be typed
		return startExact - 1, true
	case letters && typed.tone == catalog.Level:
		return wholeNoTone, false
	case letters:
		return pick(wholeLetters, startLetters), false
	}
	return pick(wholeFolded, startFolded), false
}

// matchParts scores the documents in which word i is several words, or word i
// and the next are one.
func (x *Index) matchParts(s *scratch, q *query, i int) {
	x.matchDivided(s, i, q.words[i].typed.key)
	if key := q.words[i].main.key; key != q.words[i].typed.key {
		x.matchDivided(s, i, key)
	}
	if i+1 == len(q.words) {
		return
	}
	joined := q.words[i].main.key + q.words[i+1].main.key
	if len(joined) < 4 {
		return
	}
	if k := x.whole(joined); k >= 0 {
		x.matchKey(s, k, i, i+1, apart, byParts)
	}
}

// matchDivided scores the documents in which a word is several words.
func (x *Index) matchDivided(s *scratch, i int, key string) {
	for n, d := range x.divide(key) {
		quality := apart - n
		if !d.done {
			quality -= 8
		}
		x.matchSequence(s, i, i, x.pieces(d), quality, byParts)
	}
}

// matchKey scores a key for the words from first to last.
func (x *Index) matchKey(s *scratch, key, first, last, quality int, k kind) {
	for e := x.keys[key].from; e < x.keys[key].to; e++ {
		for i := first; i <= last; i++ {
			x.take(s, i, e, true, quality, k, true)
		}
	}
}

// span is a range of entries, such as all that begin alike.
type span struct{ from, to int32 }

func (x *Index) keySpan(key int) span { return span{x.keys[key].from, x.keys[key].to} }

// pieces returns the entries that each piece of a division may be.
func (x *Index) pieces(d division) []span {
	var all []span
	for _, k := range d.keys {
		all = append(all, x.keySpan(k))
	}
	from, to := x.startingWith(d.last)
	if d.done {
		to = from + 1
	}
	return append(all, span{x.keys[from].from, x.keys[to-1].to})
}

// matchSequence scores, for the words from first to last, the documents in which
// words that may be each of pieces stand one after the other in a short text.
func (x *Index) matchSequence(s *scratch, first, last int, pieces []span, quality int, k kind) {
	rarest := 0
	for i := range pieces {
		if x.posts(pieces[i]) < x.posts(pieces[rarest]) {
			rarest = i
		}
	}
	any := false
	for e := pieces[rarest].from; e < pieces[rarest].to; e++ {
		for _, p := range x.entries[e].posts {
			if f, ok := x.holds(p, pieces); ok {
				any = true
				for i := first; i <= last; i++ {
					s.raise(i, int32(p>>8), pack(true, f, quality, k))
				}
			}
		}
	}
	if any {
		s.meetAll(pieces, first, last)
	}
}

func (s *scratch) meetAll(pieces []span, first, last int) {
	for i := first; i <= last; i++ {
		s.parted |= 1 << i
	}
	for _, piece := range pieces {
		for e := piece.from; e < piece.to; e++ {
			for i := first; i <= last; i++ {
				s.meets(e, i, true)
			}
		}
	}
}

func (x *Index) posts(entries span) (n int) {
	for e := entries.from; e < entries.to; e++ {
		n += len(x.entries[e].posts)
	}
	return n
}

// holds tells in which field of a post's document the pieces stand in their
// order. The fields of the post alone can hold all of them.
func (x *Index) holds(post uint32, pieces []span) (field, bool) {
	for _, l := range x.linesOf(int32(post >> 8)) {
		if post&(1<<l.field) == 0 {
			continue
		}
		tokens := x.tokensOf(l)
		for at := 0; at+len(pieces) <= len(tokens); at++ {
			if standAt(tokens[at:], pieces) {
				return l.field, true
			}
		}
	}
	return 0, false
}

func standAt(tokens []int32, pieces []span) bool {
	for i, piece := range pieces {
		if tokens[i] < piece.from || tokens[i] >= piece.to {
			return false
		}
	}
	return true
}
