package search

import (
	"math"
	"strings"

	"hangviet/data/catalog"
)

// evenWeight is the weight of a word when all words weigh alike.
const evenWeight = 16

// weigh gives the words of a query their weights; nil makes all alike.
func (s *scratch) weigh(weights []int) {
	for i := range s.weight {
		s.weight[i] = evenWeight
	}
	copy(s.weight[:], weights)
}

// widen is called when little or nothing holds all that was asked for. It
// forgives slips, then leaves out the filters, then words, then ends of words;
// what had to be left out is in a.Drop.
func (x *Index) widen(s *scratch, q *query, a *Answer) {
	strict := len(s.hits) > 0
	if !strict && len(q.filters) > 0 && x.withoutFilters(s, q, a) {
		return
	}
	x.forgive(s, q)
	if strict {
		x.collect(s, q, 0)
		return
	}
	s.weigh(x.rarity(s, q))
	x.collect(s, q, len(q.words)/2)
	if len(q.filters) > 0 {
		x.weighFilters(s, q, a)
	}
	if len(s.hits) == 0 {
		x.shorten(s, q)
		x.collect(s, q, len(q.words)-1)
		a.Near = true
	}
	if len(s.hits) == 0 {
		x.collectAll(s, q)
	}
	s.keepNearest()
}

// withoutFilters looks for the words alone.
func (x *Index) withoutFilters(s *scratch, q *query, a *Answer) bool {
	kept := q.filters
	q.filters = nil
	if x.collect(s, q, 0) > 0 {
		q.filters = kept
		x.dropFilters(q, a)
		return true
	}
	s.hits, q.filters = s.hits[:0], kept
	return false
}

// weighFilters leaves the filters out when without them something is found that
// holds clearly more of the words.
func (x *Index) weighFilters(s *scratch, q *query, a *Answer) {
	within, kept := s.most(), q.filters
	q.filters = nil
	x.collect(s, q, len(q.words)/2)
	without := s.most()
	q.filters = kept
	if within*10 < without*7 {
		x.dropFilters(q, a)
	} else {
		x.collect(s, q, len(q.words)/2)
	}
}

// most returns the highest score of the hits.
func (s *scratch) most() (most int32) {
	for i := range s.hits {
		most = max(most, s.hits[i].score)
	}
	return most
}

func (x *Index) dropFilters(q *query, a *Answer) {
	for _, f := range q.filters {
		a.Drop = append(a.Drop, Part{f.Start, f.End})
	}
	q.filters = nil
	a.Near = true
}

// collectAll takes every document, as when nothing is understood.
func (x *Index) collectAll(s *scratch, q *query) {
	for doc := range x.docs {
		s.hits = append(s.hits, hit{doc: int32(doc), missing: uint8(len(q.words))})
	}
}

// keepNearest keeps the hits that are not far behind the best. Accents do not
// part them any more.
func (s *scratch) keepNearest() {
	most := s.most()
	for i := range s.hits {
		s.hits[i].right = false
	}
	kept := s.hits[:0]
	for _, h := range s.hits {
		if h.score*2 >= most {
			kept = append(kept, h)
		}
	}
	s.hits = kept
}

// rarity returns weights by which a word in few documents weighs more than one in
// many.
func (x *Index) rarity(s *scratch, q *query) []int {
	weights := make([]int, len(q.words))
	for i := range q.words {
		met, alike := 0, 0
		for _, v := range s.best[i] {
			alike += v.met()
			met += v.metRight()
		}
		if met == 0 {
			met = alike
		}
		share := float64(len(x.docs)+1) / float64(met+1)
		weights[i] = evenWeight/4 + int(math.Log2(share)*evenWeight/4)
		if q.words[i].filler {
			weights[i] = 1
		}
	}
	return weights
}

// maxAlike bounds the keys that a slip may have been meant for.
const maxAlike = 32

// alike is a key that a word may have been meant for.
type alike struct{ key, quality int }

// forgive scores what words may have been meant by slips of the hand, in short
// fields alone, what holds them within a word, and the provinces of former
// districts.
func (x *Index) forgive(s *scratch, q *query) {
	for i := range q.words {
		x.matchPhrases(s, q, i, true)
		if w := &q.words[i]; !w.main.bare() && x.entryOf(w.main) >= 0 {
			continue // it is a word with just these accents
		}
		for _, a := range x.meant(s, q.words[i].main.key) {
			for e := x.keys[a.key].from; e < x.keys[a.key].to; e++ {
				quality := a.quality
				if q.words[i].main.tone == x.entries[e].tone {
					quality++
				}
				by := bySlip
				if quality > oneSlipNear+1 {
					by = byInside
				}
				x.take(s, i, e, q.words[i].main.bare(), quality, by, by == byInside)
			}
		}
	}
}

// maxMeant bounds the words of which a scratch remembers what they may mean.
const maxMeant = 64

// meant returns what alike does, and remembers it: who types on asks for the same
// words at each letter.
func (x *Index) meant(s *scratch, key string) []alike {
	found, known := s.meant[key]
	if !known {
		if len(s.meant) == maxMeant {
			clear(s.meant)
		}
		found = x.alike(s, key)
		s.meant[strings.Clone(key)] = found
	}
	return found
}

// alike returns the keys near to a word, from a scan of the vocabulary: Vietnamese
// has few syllables, and most are told apart by the set of their letters alone.
func (x *Index) alike(s *scratch, key string) []alike {
	if len(key) < 2 {
		return nil
	}
	letters, sound, allowed := lettersOf(key), soundKey(key), forgiven(key)
	var found []alike
	for k := range x.keys {
		met := &x.keys[k]
		quality := 0
		switch {
		case len(key) > 2 && len(met.text) > len(key) && strings.Contains(met.text[1:], key):
			quality = inside
		case !met.word || letters.apart(met.letters) > allowed+max(0, len(met.text)-len(key)):
		default:
			quality = s.slips.quality(key, met, sound, allowed)
		}
		if quality > 0 {
			found = append(found, alike{k, quality})
		}
	}
	return nearest(found)
}

// nearest keeps the best of found.
func nearest(found []alike) []alike {
	if len(found) <= maxAlike {
		return found
	}
	var counts [128]int
	for _, a := range found {
		counts[a.quality]++
	}
	floor, sum := len(counts)-1, 0
	for ; floor > 0 && sum+counts[floor] <= maxAlike; floor-- {
		sum += counts[floor]
	}
	kept := found[:0]
	for _, a := range found {
		if a.quality > floor {
			kept = append(kept, a)
		}
	}
	return kept
}

// forgiven is how many slips a word of that length may have.
func forgiven(key string) int {
	if len(key) < 4 {
		return 1
	}
	return maxSlips
}

// quality says how likely met was meant by typed, 0 for not.
func (s *slips) quality(typed string, met *keyed, sound string, allowed int) int {
	switch cost := s.cost(typed, met.text, false, allowed*slipUnit); {
	case cost <= slipNear:
		return oneSlipNear
	case cost <= slipUnit:
		return oneSlip
	case sound == met.sound:
		return oneSlip
	case cost <= allowed*slipUnit:
		return twoSlips
	}
	if len(typed) > 3 && len(met.text) > len(typed) && s.cost(typed, met.text, true, slipUnit) <= slipUnit {
		return begunSlip
	}
	return 0
}

// shorten looks for what words begin with, as much of each as any word does.
func (x *Index) shorten(s *scratch, q *query) {
	for i := range q.words {
		key := q.words[i].main.key
		for n := len(key) - 1; n > 0; n-- {
			if from, to := x.startingWith(key[:n]); from < to {
				x.matchForm(s, i, form{key[:n], key[:n], catalog.Level}, startBare-inside)
				break
			}
		}
	}
}
