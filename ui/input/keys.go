package input

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// action is what a key does to the syllable before it.
type action struct {
	tone  tone  // the tone it gives, level for none
	clear bool  // it takes the tone off
	marks pairs // the letters it marks and what they become
	alone rune  // the letter it is when it marks none
}

// action returns what the key r, in lower case, does; ok is false for a key that
// is nothing but itself.
func (m Method) action(r rune) (a action, ok bool) {
	switch m {
	case Telex:
		a, ok = telex[r]
	case VNI:
		a, ok = vni[r]
	}
	return a, ok
}

var telex = map[rune]action{
	's': {tone: rising},
	'f': {tone: falling},
	'r': {tone: dipping},
	'x': {tone: broken},
	'j': {tone: heavy},
	'z': {clear: true},
	'a': {marks: "aâ"},
	'e': {marks: "eê"},
	'o': {marks: "oô"},
	'd': {marks: "dđ"},
	'w': {marks: "aăoơuư", alone: 'ư'},
	'[': {alone: 'ơ'},
	']': {alone: 'ư'},
	'{': {alone: 'Ơ'},
	'}': {alone: 'Ư'},
}

var vni = map[rune]action{
	'1': {tone: rising},
	'2': {tone: falling},
	'3': {tone: dipping},
	'4': {tone: broken},
	'5': {tone: heavy},
	'0': {clear: true},
	'6': {marks: "aâeêoô"},
	'7': {marks: "oơuư"},
	'8': {marks: "aă"},
	'9': {marks: "dđ"},
}

// do applies a to a live word, for the key r. ok is false when the key is to be
// typed as itself instead.
func (a action) do(w word, r rune, s Style) (next word, ok bool) {
	switch {
	case strings.EqualFold(lastKey(w), string(r)) && a.did(w):
		return a.undo(w, r, s), true
	case a.tone != level:
		return a.giveTone(w, r)
	case a.clear:
		return a.takeTone(w, r)
	}
	if next, ok = a.mark(w, r); ok {
		return next, true
	}
	return a.add(w, r)
}

func lastKey(w word) string {
	keys := []rune(w.keys)
	return string(keys[max(0, len(keys)-1):])
}

func (a action) giveTone(w word, r rune) (next word, ok bool) {
	if w.tone == a.tone {
		return w, false
	}
	w.tone = a.tone
	w.keys += string(r)
	return w.with(slices.Clone(w.letters))
}

func (a action) takeTone(w word, r rune) (next word, ok bool) {
	if w.tone == level {
		return w, false
	}
	w.tone = level
	w.keys += string(r)
	return w, true
}

// did tells whether the word is as a leaves it.
func (a action) did(w word) bool {
	if a.tone != level || a.clear {
		return w.tone == a.tone
	}
	return slices.ContainsFunc(w.letters, a.made)
}

// made tells whether l is the work of a.
func (a action) made(l letter) bool {
	if l.lone {
		return l.r == unicode.ToLower(a.alone)
	}
	return a.marks.from(l.r) != 0
}

// undo takes back the work of a and types the key; the word is then left alone.
func (a action) undo(w word, r rune, s Style) word {
	var letters []letter
	for _, l := range w.letters {
		if l.lone && a.made(l) {
			continue
		}
		if bare := a.marks.from(l.r); bare != 0 {
			l.r = bare
		}
		letters = append(letters, l)
	}
	w.letters = letters
	if a.tone != level {
		w.tone = level
	}
	w.keys = w.compose(s)
	return w.die(r)
}

// add types the letter that a is by itself.
func (a action) add(w word, r rune) (next word, ok bool) {
	if a.alone == 0 {
		return w, false
	}
	l := letter{r: unicode.ToLower(a.alone), upper: unicode.IsUpper(r) || unicode.IsUpper(a.alone), lone: true}
	w.keys += string(r)
	return w.with(append(slices.Clip(w.letters), l))
}

// mark puts the marks of a where they can make a syllable.
func (a action) mark(w word, r rune) (next word, ok bool) {
	before := w.spelling()
	w.keys += string(r)
	w.doubled = w.doubled || strings.ContainsRune("aeo", unicode.ToLower(r))
	for _, letters := range a.candidates(w.letters, before) {
		next, ok = w.with(letters)
		if ok && next.spelling() != before {
			return next.capital(r), true
		}
	}
	return w, false
}

// candidates returns letters marked in every way a allows, the best first: both
// vowels of ươ, else one letter, the last before the others, if need be in place
// of the marks that are there.
func (a action) candidates(letters []letter, spelling string) (found [][]letter) {
	onset, rime, _ := split(spelling)
	open := rime == "uo" && opensUo(onset)
	if a.marks.of('u') != 0 && strings.HasPrefix(unmarked(rime), "uo") && !open {
		u := utf8.RuneCountInString(onset)
		found = append(found, marked(marked(letters, u, 'ư'), u+1, 'ơ'))
	}
	for i, l := range slices.Backward(letters) {
		if r := a.marks.of(unmark(l.r)); r != 0 {
			found = append(found, marked(letters, i, r), marked(bareVowels(letters), i, r))
		}
	}
	return found
}

// marked returns a copy of letters in which the one at i is r.
func marked(letters []letter, i int, r rune) []letter {
	letters = slices.Clone(letters)
	letters[i].r = r
	return letters
}

// bareVowels returns a copy of letters whose vowels have no marks.
func bareVowels(letters []letter) []letter {
	letters = slices.Clone(letters)
	for i, l := range letters {
		if isVowel(l.r) {
			letters[i].r = unmark(l.r)
		}
	}
	return letters
}

// capital makes Đ of dD as well as of Dd.
func (w word) capital(r rune) word {
	if unicode.ToLower(r) == 'd' && unicode.IsUpper(r) {
		w.letters = slices.Clone(w.letters)
		w.letters[0].upper = true
	}
	return w
}
