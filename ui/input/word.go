package input

import (
	"slices"
	"strings"
	"unicode"
)

// letter is one letter of a syllable.
type letter struct {
	r     rune // lower case, with its mark, without the tone
	upper bool
	lone  bool // typed by a key that marks letters, such as w for ư
}

// parse reads a letter of the Vietnamese alphabet, with or without a tone. ok is
// false for every other one, also for those that merely share a lower case with
// it, as the sign of kelvin does with k.
func parse(r rune) (l letter, t tone, ok bool) {
	lower := unicode.ToLower(r)
	l.upper = lower != r
	if l.upper && unicode.ToUpper(lower) != r {
		return l, level, false
	}
	l.r, t, ok = splitTone(lower)
	return l, t, ok
}

// word is the word at the caret: either live, a syllable that further keys can
// change, or dead and shown as its keys. Its slices are never written to once
// they are in a word, so that a copy of a word is independent of it.
type word struct {
	keys    string // what was typed; a letter that was there before stands as it is
	letters []letter
	tone    tone
	doubled bool // has a mark from a doubled letter, which may be chance
	died    int  // length of keys in bytes with which it died; 0 is live
}

func (w word) empty() bool { return w.keys == "" }
func (w word) dead() bool  { return w.died > 0 }

// load makes a word of text that is there already. It is dead when the text can
// be no syllable.
func load(text string) word {
	var w word
	for _, r := range text {
		next, ok := w.letter(r)
		if !ok {
			return word{keys: text, died: 1}
		}
		w = next
	}
	return w
}

// die leaves the word alone from the key r on.
func (w word) die(r rune) word {
	w.keys += string(r)
	if !w.dead() {
		w.died = len(w.keys)
	}
	return w
}

// letter adds a letter. ok is false when no syllable can come of it.
func (w word) letter(r rune) (next word, ok bool) {
	l, t, ok := parse(r)
	if !ok || w.dead() || (t != level && w.tone != level) {
		return w, false
	}
	w.keys += string(r)
	w.tone = max(w.tone, t)
	return w.with(append(slices.Clip(w.letters), l))
}

// with gives the word other letters. ok is false when it can then be no syllable.
func (w word) with(letters []letter) (next word, ok bool) {
	w.letters = letters
	_, rime, ok := split(w.spelling())
	if !ok || !bears(rime, w.tone) || (rime == "" && w.tone != level) {
		return w, false
	}
	w.horns(len(letters) - len([]rune(rime)))
	return w, true
}

// horns completes ươ once a letter follows it; start is where the rime begins.
// The word's letters must be its own.
func (w word) horns(start int) {
	if len(w.letters) < start+3 {
		return
	}
	switch string([]rune{w.letters[start].r, w.letters[start+1].r}) {
	case "ưo", "uơ":
		w.letters[start].r, w.letters[start+1].r = 'ư', 'ơ'
	}
}

// spelling returns the letters in lower case, without the tone.
func (w word) spelling() string {
	var b strings.Builder
	for _, l := range w.letters {
		b.WriteRune(l.r)
	}
	return b.String()
}

// text returns the word as it is to be shown.
func (w word) text(s Style) string {
	if w.dead() {
		return w.keys
	}
	return w.compose(s)
}

// compose writes the letters with the tone in its place.
func (w word) compose(s Style) string {
	at := -1
	if _, rime, _ := split(w.spelling()); w.tone != level && rime != "" {
		at = len(w.letters) - len([]rune(rime)) + toneAt(rime, s)
	}
	var b strings.Builder
	for i, l := range w.letters {
		r := l.r
		if i == at {
			r = withTone(r, w.tone)
		}
		if l.upper {
			r = unicode.ToUpper(r)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// final returns the word as it stays when it is ended.
func (w word) final(s Style) string {
	if w.dead() || !w.sound() {
		return w.keys
	}
	return w.compose(s)
}

// sound tells whether a live word may stay composed: as a syllable, as one
// letter or consonants only (đ), or when nothing but the tone is missing and no
// mark may be there by chance.
func (w word) sound() bool {
	onset, rime, _ := split(w.spelling())
	if len(w.letters) == 1 || rime == "" || whole(onset, rime, w.tone) {
		return true
	}
	return !w.doubled && w.tone == level && whole(onset, rime, rising)
}

// shorter takes the last letter off; from a dead word the last key, and the word
// lives again when that was the key it died of.
func (w word) shorter(s Style) word {
	if w.dead() {
		return w.unkey()
	}
	w.letters = slices.Clip(w.letters[:len(w.letters)-1])
	if _, rime, _ := split(w.spelling()); rime == "" {
		w.tone = level
	}
	w.keys = w.compose(s)
	return w
}

func (w word) unkey() word {
	keys := []rune(w.keys)
	w.keys = string(keys[:len(keys)-1])
	if w.letters == nil {
		return load(w.keys)
	}
	if len(w.keys) < w.died {
		w.died = 0
	}
	return w
}
