package search

import (
	"cmp"
	"math/bits"
	"slices"
)

// Bonuses. Words that stand together, in the order typed, in one short text are
// worth more than the same words scattered over names: "Hòa Bình" means the
// place, not a vase ("bình hoa").
const (
	pairBonus  = 15000 // for each two words beside each other
	pairWeight = 40    // and for each hundredth of the field's weight
	nameStarts = 1500  // the name begins with the first word
	nameFull   = 3000  // times the share of the name that was typed
)

// hit is a document found. There may be as many as documents, so it is small.
type hit struct {
	doc     int32
	score   int32
	missing uint8 // words that are not met
	field   field
	right   bool // every accent typed is its own
	short   bool // every word stands in a short field
	sure    bool // met as typed but for the end of the last word, and not by stories alone
}

// Ask answers a query with at most limit hits; with all of them when limit is 0
// or less. It never fails: what cannot be understood is answered with what is
// nearest, and nothing asked with nothing.
func (x *Index) Ask(text string, limit int) Answer {
	q := x.parse(text)
	a := Answer{Text: q.text, Filters: q.filters}
	if len(x.docs) == 0 {
		return a
	}
	if x.byCode(&q, &a, limit) {
		return a
	}
	s := x.scratch()
	defer x.release(s)
	switch {
	case len(q.words) > 0:
		x.answer(s, &q, &a, limit)
	case len(q.filters) > 0:
		x.list(s, &q, &a, limit)
	}
	return a
}

// answer looks for words.
func (x *Index) answer(s *scratch, q *query, a *Answer, limit int) {
	s.weigh(nil)
	x.matchAll(s, q)
	x.collect(s, q, 0)
	if !slices.ContainsFunc(s.hits, func(h hit) bool { return h.sure }) {
		x.widen(s, q, a)
	} else if x.otherwise(s, q) {
		x.nearest(s, q, a)
	}
	x.keepAccents(s)
	a.Total = len(s.hits)
	a.Facets = x.count(s.hits)
	x.refine(s, q, limit)
	x.explain(s, q, a)
}

// otherwise tells whether everything found has other accents than those typed,
// although something has those: "mứt dứa" where there is mứt dừa, and dứa only as
// something else.
func (x *Index) otherwise(s *scratch, q *query) bool {
	if slices.ContainsFunc(s.hits, func(h hit) bool { return h.right }) {
		return false
	}
	return slices.ContainsFunc(q.words, func(w word) bool { return !w.main.bare() && x.entryOf(w.main) >= 0 })
}

// nearest looks for what has most of the words and says so.
func (x *Index) nearest(s *scratch, q *query, a *Answer) {
	s.weigh(x.rarity(s, q))
	x.collect(s, q, len(q.words)/2)
	s.keepNearest()
	a.Near = true
}

// collect gathers the documents that hold every word but those that need not be
// met, and pass the filters. It returns how many there are.
func (x *Index) collect(s *scratch, q *query, missing int) int {
	s.hits = s.hits[:0]
	needed := q.needed()
	for doc, has := range s.has {
		lacks := bits.OnesCount16(needed &^ has)
		if lacks > missing || len(q.filters) > 0 && !x.docs[doc].passes(q.filters) {
			continue
		}
		if h := s.sum(q, int32(doc), lacks); h.score > 0 {
			s.hits = append(s.hits, h)
		}
	}
	return len(s.hits)
}

// needed are the words that a document must hold.
func (q *query) needed() (words uint16) {
	for i := range q.words {
		if !q.words[i].filler {
			words |= 1 << i
		}
	}
	return words
}

// sum adds up what the words are worth in a document that lacks some.
func (s *scratch) sum(q *query, doc int32, lacks int) hit {
	h := hit{doc: doc, missing: uint8(lacks), right: true, short: true, sure: true}
	best := 0
	for has := s.has[doc]; has != 0; has &= has - 1 {
		i := bits.TrailingZeros16(has)
		v := s.best[i][doc]
		score := v.score() * s.weight[i] / evenWeight
		h.score += int32(score)
		h.right = h.right && v.right()
		h.short = h.short && v.field() < shortFields
		h.sure = h.sure && !v.kind().loose() && (v.kind() != byStart || i == len(q.words)-1)
		if score > best {
			best, h.field = score, v.field()
		}
	}
	h.sure = h.sure && (h.short || len(q.words) == 1) && h.missing == 0
	return h
}

// keepAccents leaves out what has other accents than those typed, if something
// has just these where it counts; if only stories have them, the others follow.
func (x *Index) keepAccents(s *scratch) {
	sure := slices.ContainsFunc(s.hits, func(h hit) bool { return h.right && h.short && h.missing == 0 })
	if sure {
		s.hits = slices.DeleteFunc(s.hits, func(h hit) bool { return !h.right })
	}
}

// refine orders the hits by how their words stand and keeps the best. The best
// without that are looked at first; of the others only those that may still be
// among them.
func (x *Index) refine(s *scratch, q *query, limit int) {
	if limit <= 0 || limit > len(s.hits) {
		limit = len(s.hits)
	}
	if limit == 0 {
		return
	}
	top := x.top(s, limit)
	last := top[limit-1]
	for i := range top {
		top[i].score += int32(x.bonus(s, q, &top[i]))
	}
	slices.SortFunc(top, x.better)
	if limit < len(s.hits) {
		x.challenge(s, q, top, last)
	}
	s.hits = append(s.hits[:0], top...)
}

// challenge puts among the top those hits behind last that belong there.
func (x *Index) challenge(s *scratch, q *query, top []hit, last hit) {
	for _, h := range s.hits {
		if s.mayReach(&h, &top[len(top)-1]) && x.better(last, h) < 0 {
			h.score += int32(x.bonus(s, q, &h))
			x.insert(top, h)
		}
	}
}

// mayReach tells whether a hit may be better than last once it has its bonus.
func (s *scratch) mayReach(h, last *hit) bool {
	if h.right != last.right {
		return h.right
	}
	return h.score+s.mostBonus(h.doc) >= last.score
}

// top returns the best hits in order, in memory that is used again.
func (x *Index) top(s *scratch, limit int) []hit {
	top := append(s.best60[:0], s.hits[:limit]...)
	slices.SortFunc(top, x.better)
	for _, h := range s.hits[limit:] {
		x.insert(top, h)
	}
	s.best60 = top
	return top
}

// insert puts a hit in its place when it is better than the last.
func (x *Index) insert(top []hit, h hit) {
	if x.better(h, top[len(top)-1]) < 0 {
		at, _ := slices.BinarySearchFunc(top, h, x.better)
		copy(top[at+1:], top[at:])
		top[at] = h
	}
}

// better orders the better hit first.
func (x *Index) better(a, b hit) int {
	if a.right != b.right {
		if a.right {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(x.docs[a.doc].rank, x.docs[b.doc].rank))
}

// mostBonus is no less than the bonus of any hit in a document.
func (s *scratch) mostBonus(doc int32) int32 {
	has := s.has[doc] | s.parted
	pairs := bits.OnesCount16(has & (has >> 1))
	return int32(nameStarts + nameFull + pairs*(pairBonus+100*pairWeight))
}

// bonus is what a hit is worth for how its words stand. In groups, whose names
// are many words, that counts only when nothing better was met.
func (x *Index) bonus(s *scratch, q *query, h *hit) int {
	inNames, together, pairs := 0, 0, uint16(0)
	met := s.in(h.doc, len(q.words))
	for _, l := range x.linesOf(h.doc) {
		if len(q.words) == 1 && l.field != inName {
			break // names come first
		}
		if l.field == inGroup && h.field != inGroup {
			continue
		}
		tokens := x.tokensOf(l)
		if len(tokens) == 0 {
			continue
		}
		if more := met.pairs(tokens) &^ pairs; more != 0 {
			pairs |= more
			together += bits.OnesCount16(more) * (pairBonus + pairWeight*l.field.weight())
			h.field = min(h.field, l.field)
		}
		if l.field == inName {
			inNames = max(inNames, met.nameBonus(tokens))
		}
	}
	return inNames + together
}

// metIn tells which words of the query an entry meets in one document.
type metIn struct {
	mask, loose []uint16
	slipped     uint16 // words that the document does not meet as typed
}

// in prepares to tell what a document meets: what by a slip or with other accents
// alone only for words that are not met otherwise.
func (s *scratch) in(doc int32, words int) metIn {
	m := metIn{mask: s.mask, loose: s.loose}
	for i := range words {
		if v := s.best[i][doc]; v.kind().loose() || !v.right() {
			m.slipped |= 1 << i
		}
	}
	return m
}

func (m *metIn) by(entry int32) uint16 {
	if m.slipped == 0 {
		return m.mask[entry]
	}
	return m.mask[entry] | m.loose[entry]&m.slipped
}

// pairs returns the words of the query after which, in tokens, the next one
// follows, or which one token is together with the next.
func (m *metIn) pairs(tokens []int32) (pairs uint16) {
	before := uint16(0)
	for _, t := range tokens {
		here := m.by(t)
		pairs |= (before | here) & (here >> 1)
		before = here
	}
	return pairs
}

// nameBonus rewards names that begin with the query and names it covers.
func (m *metIn) nameBonus(tokens []int32) int {
	known := 0
	for _, t := range tokens {
		if m.by(t) != 0 {
			known++
		}
	}
	bonus := nameFull * known / len(tokens)
	if m.by(tokens[0])&1 != 0 {
		bonus += nameStarts
	}
	return bonus
}
