package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"hangviet/data/catalog"
)

// form is a word as it is met in texts, with all that is compared of it.
type form struct {
	key     string // folded: "duong"
	letters string // with its letters but without its tone: "đương"
	tone    catalog.Tone
}

func formOf(word string) form {
	letters, tone := catalog.SplitTone(word)
	return form{catalog.Fold(word), letters, tone}
}

// bare tells whether the word has no accents, as when it is typed without.
func (f form) bare() bool { return f.tone == catalog.Level && f.key == f.letters }

// eachWord calls f with the byte range of every word of s: the longest runs of
// letters, marks and digits, as [catalog.Words] cuts them.
func eachWord(s string, f func(start, end int)) {
	start := -1
	for i, r := range s {
		switch in := wordRune(r); {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			f(start, i)
			start = -1
		}
	}
	if start >= 0 {
		f(start, len(s))
	}
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// joinedKey returns the folded letters and digits of s without what is between.
func joinedKey(s string) string {
	return strings.Join(catalog.Words(catalog.Fold(s)), "")
}

// wordKey returns the folded words of a text with one space between.
func wordKey(s string) string { return strings.Join(catalog.Words(catalog.Fold(s)), " ") }

// otherSpelling returns the form with its last letter i written y or the other
// way round (mì and mỳ, quí and quý): syllables that end in that single vowel are
// written both ways.
func otherSpelling(f form) (form, bool) {
	n := len(f.key) - 1
	if n < 1 || len(f.letters) < 2 {
		return form{}, false
	}
	head := f.key[:n]
	if head != "qu" && strings.ContainsAny(head, "aeiouy0123456789") {
		return form{}, false
	}
	swap := map[byte]string{'i': "y", 'y': "i"}[f.key[n]]
	if swap == "" || f.letters[len(f.letters)-1] != f.key[n] {
		return form{}, false
	}
	return form{head + swap, f.letters[:len(f.letters)-1] + swap, f.tone}, true
}
