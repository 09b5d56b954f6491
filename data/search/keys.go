package search

import (
	"slices"
	"strings"

	"hangviet/data/catalog"
)

// maxReadings bounds the ways in which one word is read as keystrokes.
const maxReadings = 24

// typing is a syllable being made of keystrokes.
type typing struct {
	letters string
	tone    catalog.Tone
}

// readKeys returns what a word is when its characters are the keystrokes of
// Telex or VNI that nobody turned into letters ("mataj" and "mat65" are mật).
// Marks and tones may stand anywhere behind their letter, as both methods allow.
// It does not know which syllables exist: the caller looks the readings up among
// words that do. A word that is no such keystrokes has no reading.
func readKeys(word string) []form {
	if len(word) < 2 || len(word) > maxLetters || !ascii(word) {
		return nil
	}
	word = strings.ToLower(word)
	step := telexStep
	if strings.ContainsAny(word, "0123456789") {
		step = vniStep
	}
	states := []typing{{}}
	for _, c := range word {
		var next []typing
		for _, s := range states {
			next = step(next, s, c)
		}
		states = next[:min(len(next), maxReadings)]
	}
	return readings(states, word)
}

// readings returns the forms of states, but for the one that is the word itself.
func readings(states []typing, word string) []form {
	var forms []form
	for _, s := range states {
		if s.tone == catalog.Level && s.letters == word {
			continue
		}
		f := form{catalog.Fold(s.letters), s.letters, s.tone}
		if !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
	}
	return forms
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 0x7E })
}

const vowels = "aăâeêioôơuưy"

func (s typing) hasVowel() bool { return strings.ContainsAny(s.letters, vowels) }

var telexTones = map[rune]catalog.Tone{
	's': catalog.Rising, 'f': catalog.Falling, 'r': catalog.Dipping, 'x': catalog.Broken, 'j': catalog.Heavy,
}

// telexStep adds to next what s may become at the key c.
func telexStep(next []typing, s typing, c rune) []typing {
	if tone, ok := telexTones[c]; ok {
		if s.hasVowel() {
			return s.toned(next, tone)
		}
		if c == 'f' || c == 'j' {
			return next
		}
	}
	switch c {
	case 'z':
		return s.toned(next, catalog.Level)
	case 'w':
		next = s.marked(next, "aă", "oơ", "uư")
		return s.typed(next, 'ư')
	case 'a':
		next = s.marked(next, "aâ")
	case 'e':
		next = s.marked(next, "eê")
	case 'o':
		next = s.marked(next, "oô")
	case 'd':
		next = s.barred(next)
	}
	return s.typed(next, c)
}

// vniStep is the same for VNI, whose keys are digits.
func vniStep(next []typing, s typing, c rune) []typing {
	switch c {
	case '0':
		return s.toned(next, catalog.Level)
	case '1', '2', '3', '4', '5':
		tones := []catalog.Tone{catalog.Rising, catalog.Falling, catalog.Dipping, catalog.Broken, catalog.Heavy}
		return s.toned(next, tones[c-'1'])
	case '6':
		return s.marked(next, "aâ", "eê", "oô")
	case '7':
		return s.marked(next, "oơ", "uư")
	case '8':
		return s.marked(next, "aă")
	case '9':
		return s.barred(next)
	}
	return s.typed(next, c)
}

// typed adds a letter.
func (s typing) typed(next []typing, c rune) []typing {
	s.letters += string(c)
	return append(next, s)
}

// toned gives the syllable a tone; a second one takes the place of the first.
func (s typing) toned(next []typing, tone catalog.Tone) []typing {
	if !s.hasVowel() || tone == s.tone {
		return next
	}
	s.tone = tone
	return append(next, s)
}

// marked puts a mark on each letter that can take it, and horns on both of uo.
func (s typing) marked(next []typing, pairs ...string) []typing {
	for _, pair := range pairs {
		bare, mark := pair[:1], pair[1:]
		if bare == "u" && strings.Contains(s.letters, "uo") {
			next = append(next, typing{strings.Replace(s.letters, "uo", "ươ", 1), s.tone})
		}
		if bare == "o" && strings.Contains(s.letters, "ưo") {
			next = append(next, typing{strings.Replace(s.letters, "ưo", "ươ", 1), s.tone})
			continue
		}
		if i := strings.LastIndex(s.letters, bare); i >= 0 {
			next = append(next, typing{s.letters[:i] + mark + s.letters[i+1:], s.tone})
		}
	}
	return next
}

// barred makes the first d a đ.
func (s typing) barred(next []typing) []typing {
	if rest, ok := strings.CutPrefix(s.letters, "d"); ok {
		next = append(next, typing{"đ" + rest, s.tone})
	}
	return next
}
