package catalog

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the key on which texts are compared when accents, case and
// typography must not matter: "Đường thốt nốt – Bến Tre" and
// "duong  thot not - ben tre" have the same key. Accents are stripped, đ and
// what is typed for it (ð, ɖ) become d, every dash becomes "-", every quote a
// plain one, invisible characters go and each run of white space becomes one
// space. Fold(Fold(s)) is Fold(s).
//
// Meanings collide in it: dừa, dứa and dưa are one key. Rank by [SplitTone].
func Fold(s string) string {
	var key folded
	for _, r := range s {
		f := foldLatin(r)
		if f == unknown {
			return foldAny(s)
		}
		key.add(f)
	}
	return key.String()
}

// foldAny folds text of any script.
func foldAny(s string) string {
	var key folded
	for _, r := range norm.NFD.String(valid(s)) {
		key.add(foldRune(r))
	}
	return norm.NFC.String(key.String())
}

// folded gathers a key, with one space where there was any.
type folded struct {
	strings.Builder
	gap bool
}

func (k *folded) add(r rune) {
	switch r {
	case dropped:
	case ' ':
		k.gap = true
	default:
		if k.gap && k.Len() > 0 {
			k.WriteByte(' ')
		}
		k.gap = false
		k.WriteRune(r)
	}
}

// What a character may fold to besides a character.
const (
	dropped rune = -1 // it leaves nothing behind
	unknown rune = -2 // it is not in the table of Latin
)

// foldLatin folds a character of Latin text, which does not depend on its
// neighbours; other scripts are unknown to it.
func foldLatin(r rune) rune {
	if r < unicode.MaxASCII {
		return foldASCII(r)
	}
	if table := latinTable(); int(r) < len(table) {
		return table[r]
	}
	return unknown
}

// latinTable holds what the characters of Latin and its punctuation fold to.
var latinTable = sync.OnceValue(func() []rune {
	table := make([]rune, 0x2100)
	for r := range table {
		table[r] = unknown
	}
	for _, block := range [][2]rune{{0x80, 0x24F}, {0x300, 0x36F}, {0x1E00, 0x1EFF}, {0x2000, 0x206F}, {0x20A0, 0x20CF}} {
		for r := block[0]; r <= block[1]; r++ {
			var left []rune
			for _, part := range norm.NFD.String(string(r)) {
				if f := foldRune(part); f != dropped {
					left = append(left, f)
				}
			}
			switch len(left) {
			case 0:
				table[r] = dropped
			case 1:
				table[r] = left[0]
			}
		}
	}
	return table
})

// foldRune folds one character of decomposed text.
func foldRune(r rune) rune {
	if r < unicode.MaxASCII {
		return foldASCII(r)
	}
	switch {
	case isAccent(r), unicode.Is(unicode.Cf, r):
		return dropped
	case unicode.IsSpace(r), unicode.IsControl(r):
		return ' '
	case unicode.Is(unicode.Pd, r), r == '\u2212':
		return '-'
	}
	return foldLookAlike(unicode.ToLower(r))
}

func foldASCII(r rune) rune {
	switch {
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < ' ':
		return ' '
	case r == '`':
		return '\''
	}
	return r
}

func foldLookAlike(r rune) rune {
	switch r {
	case 'đ', 'ð', 'ɖ':
		return 'd'
	case '‘', '’', '‚', '‛', '′', '´', 'ʼ', '‹', '›':
		return '\''
	case '“', '”', '„', '‟', '″', '«', '»':
		return '"'
	}
	return r
}
