package sheet

import (
	"errors"
	"strings"
	"unicode/utf8"

	"hangviet/data/catalog"
)

var errWord = errors.New("not one of the known words")

// parseYes reads a yes or no; an empty cell is a no.
func parseYes(s string) (bool, error) {
	switch s {
	case "✓", "✔", "☑", "v", "V":
		return true, nil
	case "✗", "✘", "☐", "-":
		return false, nil
	}
	switch key(s) {
	case "co", "x", "yes", "y", "true", "1", "dung", "roi", "da nop", "da co":
		return true, nil
	case "", "khong", "ko", "k", "no", "n", "false", "0", "sai", "chua":
		return false, nil
	}
	return false, errWord
}

// parseStars reads the stars as people write them: 4, "4 sao", "4*", "★★★★",
// "OCOP 4 sao". Whether a rating may have so many is for the catalogue's rules.
func parseStars(s string) (int, error) {
	signs := strings.Map(func(r rune) rune {
		if strings.ContainsRune("★⭐*", r) {
			return '*'
		}
		return -1
	}, s)
	rest := strings.TrimSpace(strings.Trim(s, "★⭐* \ufe0f"))
	if rest == "" && signs != "" {
		return utf8.RuneCountInString(signs), nil
	}
	words := " " + key(rest) + " "
	for _, w := range []string{" ocop ", " sao ", " stars ", " star ", " hang ", " dat "} {
		words = strings.ReplaceAll(words, w, " ")
	}
	if strings.Contains(rest, ".") {
		return parseWhole(rest, 0, 9)
	}
	return parseWhole(strings.TrimSpace(words), 0, 9)
}

// parseStatus reads what the organiser states about a rating. That a
// certificate has run out is told by its dates, not here.
func parseStatus(s string) (catalog.Status, error) {
	switch key(s) {
	case "certified", "chung nhan", "da chung nhan", "duoc chung nhan", "da duoc chung nhan", "da cong nhan",
		"duoc cong nhan", "con hieu luc", "con han", "dat", "valid", "ocop":
		return catalog.Certified, nil
	case "potential", "potential 5 stars", "potential 5 star", "potential five", "tiem nang", "tiem nang 5 sao",
		"5 sao tiem nang", "de xuat 5 sao":
		return catalog.PotentialFive, nil
	case "revoked", "withdrawn", "thu hoi", "da thu hoi", "bi thu hoi":
		return catalog.Revoked, nil
	case "", "none", "no", "not ocop", "non ocop", "khong", "khong ocop", "khong phai ocop", "ngoai ocop", "chua co", "chua danh gia":
		return catalog.NotOCOP, nil
	}
	return "", errWord
}
