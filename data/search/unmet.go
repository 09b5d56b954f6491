package search

import (
	"strings"
	"unicode"

	"hangviet/data/catalog"
)

// Bounds of a text that is counted as unmet.
const (
	leastCounted = 3  // letters
	mostCounted  = 40 // letters
	mostDigits   = 5  // in all: more may be somebody's number
)

// Unmet returns, folded, the text of a query that nothing met, so that it can be
// counted; "" when something did, or when the text is too long or holds so many
// digits that it may be about a person.
func (a Answer) Unmet() string {
	if !a.Near {
		return ""
	}
	text := wordKey(a.Text)
	digits := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	if len(joinedKey(text)) < leastCounted || len(text) > mostCounted || digits > mostDigits || strings.Contains(catalog.Fold(a.Text), "@") {
		return ""
	}
	return text
}
