package input

import "unicode"

// Accents returns the letters a long press on the key base offers, in the order
// of the alphabet and, for each letter, of the tones as schools name them: for a
// à á ả ã ạ ă ằ … ậ, for d đ. A capital offers capitals, a marked letter its own
// tones, and a key without accents nothing.
func Accents(base rune) []rune {
	lower := unicode.ToLower(base)
	var found []rune
	for _, r := range "đ" + vowels {
		bare, _, _ := splitTone(r)
		if r != lower && (bare == lower || unmark(bare) == lower) {
			found = append(found, r)
		}
	}
	if unicode.IsUpper(base) {
		for i, r := range found {
			found[i] = unicode.ToUpper(r)
		}
	}
	return found
}

// Base returns the key that offers r among its [Accents]: a for ậ, D for Đ. What
// is no letter with accents comes back as it is.
func Base(r rune) rune {
	bare, _, _ := splitTone(unicode.ToLower(r))
	base := unmark(bare)
	if unicode.IsUpper(r) {
		return unicode.ToUpper(base)
	}
	return base
}
