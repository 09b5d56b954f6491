package input

import "strings"

// tone is a tone of Vietnamese, in the order in which schools name them and
// keyboards offer them.
type tone int

const (
	level   tone = iota // ngang, no mark
	falling             // huyền, à
	rising              // sắc, á
	dipping             // hỏi, ả
	broken              // ngã, ã
	heavy               // nặng, ạ
)

// vowels are the vowels of the alphabet, in its order, each with its tones.
const vowels = "aàáảãạ" + "ăằắẳẵặ" + "âầấẩẫậ" + "eèéẻẽẹ" + "êềếểễệ" + "iìíỉĩị" +
	"oòóỏõọ" + "ôồốổỗộ" + "ơờớởỡợ" + "uùúủũụ" + "ưừứửữự" + "yỳýỷỹỵ"

// toned holds vowels as runes; vowel v with tone t stands at 6*v+t.
var toned = []rune(vowels)

// consonants are those of the Vietnamese alphabet.
const consonants = "bcdđghklmnpqrstvx"

// find returns where a lower-case vowel stands in toned, or -1.
func find(r rune) int {
	for i, v := range toned {
		if v == r {
			return i
		}
	}
	return -1
}

// withTone puts a tone on a vowel that has none.
func withTone(r rune, t tone) rune { return toned[find(r)+int(t)] }

// splitTone takes the tone off a lower-case letter. ok is false for what is no
// letter of the Vietnamese alphabet.
func splitTone(r rune) (letter rune, t tone, ok bool) {
	if i := find(r); i >= 0 {
		return toned[i-i%6], tone(i % 6), true
	}
	return r, level, strings.ContainsRune(consonants, r)
}

func isVowel(r rune) bool { return find(r) >= 0 }

// pairs says which letters a mark makes of which: a letter and then the marked
// one, and so on.
type pairs string

// marks holds the marks of the alphabet.
const marks pairs = "aăaâdđeêoôoơuư"

// of returns what the mark makes of the letter bare, 0 if nothing.
func (p pairs) of(bare rune) rune {
	letters := []rune(p)
	for i := 0; i < len(letters); i += 2 {
		if letters[i] == bare {
			return letters[i+1]
		}
	}
	return 0
}

// from returns the letter of which the mark makes r, 0 if none.
func (p pairs) from(r rune) rune {
	letters := []rune(p)
	for i := 0; i < len(letters); i += 2 {
		if letters[i+1] == r {
			return letters[i]
		}
	}
	return 0
}

// unmark takes the mark off a letter without a tone.
func unmark(r rune) rune {
	if bare := marks.from(r); bare != 0 {
		return bare
	}
	return r
}

// unmarked takes the marks off letters without a tone.
func unmarked(letters string) string { return strings.Map(unmark, letters) }

// toneAt returns the index of the vowel of rime, counted in letters, that
// carries the tone: the last marked vowel; else the middle one of three; of two
// the second before a coda and the first without one, but for oa, oe and uy,
// where the style decides.
func toneAt(rime string, s Style) int {
	letters := []rune(rime)
	n, marked := 0, -1
	for n < len(letters) && isVowel(letters[n]) {
		if unmark(letters[n]) != letters[n] {
			marked = n
		}
		n++
	}
	switch {
	case marked >= 0:
		return marked
	case n == 2 && n == len(letters):
		return openPair(rime, s)
	}
	return min(n-1, 1)
}

// openPair is toneAt for a rime of two vowels.
func openPair(rime string, s Style) int {
	if s == NewStyle && (rime == "oa" || rime == "oe" || rime == "uy") {
		return 1
	}
	return 0
}
