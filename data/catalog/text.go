package catalog

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NFC brings text to the composed form (TCVN 6909) in which all text of the
// catalogue is kept. Half-composed text (ê followed by a combining acute) and
// the decomposed file names of macOS become the same string. Bytes that are not
// UTF-8 become U+FFFD.
func NFC(s string) string { return norm.NFC.String(valid(s)) }

// valid replaces bytes that are not UTF-8, beside which package norm leaves
// letters as they are.
func valid(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }

// Fold returns the key on which texts are compared when accents, case and
// typography must not matter: "Đường thốt nốt – Bến Tre" and
// "duong  thot not - ben tre" have the same key. Accents are stripped, đ and
// what is typed for it (ð, ɖ) become d, every dash becomes "-", every quote a
// plain one, invisible characters go and each run of white space becomes one
// space. Fold(Fold(s)) is Fold(s).
//
// Meanings collide in it: dừa, dứa and dưa are one key. Rank by [SplitTone].
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFD.String(valid(s)) {
		switch r = foldRune(r); {
		case r == dropped:
		case r == ' ':
			gap = true
		default:
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

// dropped is what foldRune returns for a character that leaves nothing behind.
const dropped rune = -1

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

// isAccent tells whether r is a combining mark of the kind Latin letters take
// (block Combining Diacritical Marks). Marks of other scripts are letters there
// and stay.
func isAccent(r rune) bool { return '\u0300' <= r && r <= '\u036F' }

// wordRune tells whether r belongs to a word: a letter, a digit, or a mark on one.
func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// Words cuts text into its words: the longest runs of letters, marks and
// digits. In Vietnamese each is a syllable.
func Words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !wordRune(r) })
}
