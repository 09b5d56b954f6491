package catalog

import "strings"

// Compare orders two texts as a Vietnamese dictionary does: by letters
// (a ă â b c d đ e ê …), then by tones (ngang, huyền, hỏi, ngã, sắc, nặng),
// then by case. It returns -1, 0 or 1.
func Compare(a, b string) int { return strings.Compare(SortKey(a), SortKey(b)) }

// SortKey returns a string whose byte order is the order of [Compare], for a
// database that sorts by bytes.
func SortKey(s string) string { return Fold(s) }
