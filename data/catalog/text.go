package catalog

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NFC brings text to the composed form (TCVN 6909) in which all text of the
// catalogue is kept. Half-composed text (ê followed by a combining acute) and
// the decomposed names of macOS become the same string.
func NFC(s string) string { return norm.NFC.String(s) }

// Fold returns the key on which texts are compared when accents, case and
// typography must not matter: "Đường thốt nốt – Bến Tre" and
// "duong  thot not - ben tre" have the same key. Marks are stripped, đ and its
// look-alikes become d, dashes and quotes become plain ones, and every run of
// white space becomes one space. Fold(Fold(s)) is Fold(s).
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(b.String(), "đ", "d")), " ")
}
