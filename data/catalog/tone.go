package catalog

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Tone is one of the six tones of a Vietnamese syllable, numbered in the order
// of the dictionary.
type Tone int

// The tones.
const (
	Level   Tone = iota // ngang, no mark
	Falling             // huyền, à
	Dipping             // hỏi, ả
	Broken              // ngã, ã
	Rising              // sắc, á
	Heavy               // nặng, ạ
)

// toneOf returns the tone a combining mark writes.
func toneOf(mark rune) (Tone, bool) {
	switch mark {
	case '\u0300':
		return Falling, true
	case '\u0309':
		return Dipping, true
	case '\u0303':
		return Broken, true
	case '\u0301':
		return Rising, true
	case '\u0323':
		return Heavy, true
	}
	return Level, false
}

// SplitTone takes the tone off one word: "Đường" is ("đương", [Falling]). The
// letters are lower case and composed. Because the tone no longer stands on a
// letter, the two styles of writing it (hòa and hoà, thủy and thuỷ) come out
// alike. When a word of another language has several such marks, the first
// counts.
func SplitTone(word string) (letters string, tone Tone) {
	if plain(word) {
		return strings.ToLower(word), Level
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		t, isTone := toneOf(r)
		if !isTone {
			b.WriteRune(unicode.ToLower(r))
		} else if tone == Level {
			tone = t
		}
	}
	return norm.NFC.String(b.String()), tone
}

// plain tells whether s is ASCII alone, and so has no accents at all.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] > unicode.MaxASCII {
			return false
		}
	}
	return true
}
