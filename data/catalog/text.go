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
