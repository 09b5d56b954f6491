package search

import (
	"strings"

	"hangviet/data/catalog"
)

// matchPhrases scores what the words from i on mean when they are a synonym or
// the name of a place.
// Districts are tried only when little else was found: a district stands for its
// whole province.
func (x *Index) matchPhrases(s *scratch, q *query, i int, districts bool) {
	key := ""
	for j := i; j < min(i+maxPhrase, len(q.words)); j++ {
		key += q.words[j].main.key
		for _, syn := range x.words.synonyms[key] {
			if !districts && said(q.words[i:j+1], syn.phrase) {
				x.matchMeanings(s, i, j, syn.means)
			}
		}
		for _, m := range x.words.placesOf(q.phrase(i, j), key) {
			if districts == (m.district != "") {
				x.matchPlace(s, i, j, m)
			}
		}
	}
}

// phrase returns the words from i to j with a space between.
func (q *query) phrase(i, j int) string {
	var b strings.Builder
	for n := i; n <= j; n++ {
		if n > i {
			b.WriteByte(' ')
		}
		b.WriteString(q.words[n].main.key)
	}
	return b.String()
}

// said tells whether words may be the phrase: without accents, or with its own.
// Words typed as one are told by their joined key alone.
func said(words []word, phrase []form) bool {
	if len(words) != len(phrase) {
		return len(words) == 1 && words[0].main.bare()
	}
	for i, w := range words {
		met := phrase[i]
		if !w.main.bare() && (w.main.letters != met.letters || w.main.tone != met.tone && w.main.tone != catalog.Level) {
			return false
		}
	}
	return true
}

// matchMeanings scores documents that hold one of the phrases.
func (x *Index) matchMeanings(s *scratch, first, last int, means [][]form) {
	for _, phrase := range means {
		if pieces, ok := x.exactly(phrase); ok {
			if len(pieces) > 1 {
				x.matchSequence(s, first, last, pieces, sameMeaning, byMeaning)
				continue
			}
			for i := first; i <= last; i++ {
				x.take(s, i, pieces[0].from, true, sameMeaning, byMeaning, true)
			}
		}
	}
}

// exactly returns the entries of the words of a phrase, which stand in the index
// with these accents.
func (x *Index) exactly(phrase []form) (pieces []span, ok bool) {
	for _, f := range phrase {
		e := x.entryOf(f)
		if e < 0 {
			return nil, false
		}
		pieces = append(pieces, span{e, e + 1})
	}
	return pieces, len(pieces) > 0
}

// entryOf returns the entry of a form, or -1.
func (x *Index) entryOf(f form) int32 {
	if k := x.whole(f.key); k >= 0 {
		for e := x.keys[k].from; e < x.keys[k].to; e++ {
			if x.entries[e].form == f {
				return e
			}
		}
	}
	return -1
}

// nowhere is the number of a province that no document names.
const nowhere = 255

// matchPlace scores the documents of a place by where they are from, for the
// words that name it.
func (x *Index) matchPlace(s *scratch, first, last int, m meaning) {
	province, former := x.place(m.province), x.place(m.former)
	if province == 0 {
		return
	}
	if m.former != "" && former == 0 {
		former = nowhere
	}
	for doc := range x.docs {
		d := &x.docs[doc]
		quality := 0
		switch {
		case d.province != province:
		case m.district != "" && (d.former == former || d.former == 0):
			quality = placeOfDistrict
		case m.district != "":
		case m.former == "" || d.former == former:
			quality = inPlaceName
		case d.former == 0:
			quality = placeOfOld
		}
		if quality > 0 {
			for i := first; i <= last; i++ {
				s.raise(i, int32(doc), pack(true, inPlace, quality, byPlace))
			}
		}
	}
}

// place returns the number of a province, 0 when no document is from there.
func (x *Index) place(name string) uint8 {
	for i := 1; i < len(x.provinces); i++ {
		if x.provinces[i] == name {
			return uint8(i)
		}
	}
	return 0
}
