package search

import (
	"slices"
	"sort"
	"strings"
)

// startingWith returns the range of keys that begin with key.
func (x *Index) startingWith(key string) (from, to int) {
	from = sort.Search(len(x.keys), func(i int) bool { return x.keys[i].text >= key })
	to = from + sort.Search(len(x.keys)-from, func(i int) bool { return !strings.HasPrefix(x.keys[from+i].text, key) })
	return from, to
}

// whole returns the number of a key, or -1.
func (x *Index) whole(key string) int {
	i, ok := slices.BinarySearchFunc(x.keys, key, func(k keyed, key string) int { return strings.Compare(k.text, key) })
	if !ok {
		return -1
	}
	return i
}

// follows tells whether the keys stand beside each other anywhere.
func (x *Index) follows(first, second int) bool {
	_, ok := slices.BinarySearch(x.pairs, uint64(first)<<32|uint64(second))
	return ok
}

// These bound what is tried to take words apart that were typed
// as one.
const (
	maxPieces    = 10
	maxTries     = 2000
	maxEndings   = 400
	maxDivisions = 3
	longestKey   = 8 // letters of a Vietnamese syllable: nghiêng has seven
)

// divider takes a word apart into keys that stand beside each other in a text.
type divider struct {
	x      *Index
	word   string // folded
	pieces []int  // keys so far
	tries  int
	found  []division
}

// division is a word taken apart: whole words, and what the last begins with.
type division struct {
	keys []int
	last string
	done bool // the last is a word as it stands
}

// divide returns the ways to read word as several words, the likeliest first.
func (x *Index) divide(word string) []division {
	if len(word) < 4 || len(word) > maxLetters {
		return nil
	}
	d := divider{x: x, word: word}
	d.from(0)
	slices.SortStableFunc(d.found, func(a, b division) int {
		if a.done != b.done {
			if a.done {
				return -1
			}
			return 1
		}
		return len(a.keys) - len(b.keys)
	})
	return d.found[:min(len(d.found), maxDivisions)]
}

func (d *divider) from(start int) {
	if d.tries++; d.tries > maxTries || len(d.pieces) == maxPieces {
		return
	}
	if start > 0 {
		d.end(d.word[start:])
	}
	for end := min(len(d.word)-1, start+longestKey); end > start+1; end-- {
		key := d.x.whole(d.word[start:end])
		if key < 0 || !d.fits(key) {
			continue
		}
		d.pieces = append(d.pieces, key)
		d.from(end)
		d.pieces = d.pieces[:len(d.pieces)-1]
	}
}

func (d *divider) fits(key int) bool {
	n := len(d.pieces)
	return n == 0 || d.x.follows(d.pieces[n-1], key)
}

// end tries rest as the last word, whole or begun.
func (d *divider) end(rest string) {
	from, to := d.x.startingWith(rest)
	for key := from; key < min(to, from+maxEndings); key++ {
		if d.fits(key) {
			done := len(d.x.keys[key].text) == len(rest)
			d.found = append(d.found, division{slices.Clone(d.pieces), rest, done})
			return
		}
	}
}
