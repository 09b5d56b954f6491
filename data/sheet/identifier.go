package sheet

import (
	"errors"
	"strconv"
	"strings"

	"hangviet/data/catalog"
)

// The reasons for which a number that names something cannot be used.
var (
	errDigitsLost = errors.New("digits lost")
	errBarcode    = errors.New("check digit is wrong")
	errPhone      = errors.New("not a phone number")
)

// parseCode reads a code or id: what Excel made a number of is text again.
func parseCode(s string) string {
	s = oneLine(strings.TrimPrefix(s, "'"))
	return strings.TrimSuffix(s, ".0")
}

// validCode tells whether s has only ASCII letters, digits, dashes, and what
// also allows, and begins with a letter or digit.
func validCode(s, also string) bool {
	for _, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-'
		if !letter && !strings.ContainsRune(also, r) {
			return false
		}
	}
	return s != "" && len(s) <= 64 && !strings.ContainsRune("-._", rune(s[0]))
}

// codeFrom proposes a valid code for s: "Trà Shan/01" gives "tra-shan-01".
func codeFrom(s string) string { return strings.ReplaceAll(key(s), " ", "-") }

// parseBarcode reads a GTIN. Zeros that Excel cut off in front come back when
// the check digit is right with them; 8,93E+12 has lost its digits for good.
func parseBarcode(s string) (string, error) {
	s = strings.TrimSuffix(strings.TrimPrefix(s, "'"), ".0")
	if strings.ContainsAny(s, "eE") {
		return expand(s)
	}
	s = strings.NewReplacer(" ", "", "-", "", ".", "", ",", "").Replace(s)
	if digits(s) != s {
		return "", errNumber
	}
	for _, length := range []int{8, 12, 13, 14} {
		if len(s) <= length {
			if padded := strings.Repeat("0", length-len(s)) + s; len(s) >= 6 && catalog.ValidGTIN(padded) {
				return padded, nil
			}
		}
	}
	return "", errBarcode
}

// expand writes 8.930000000005E+12 out when no digit is missing.
func expand(s string) (string, error) {
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	if err != nil || v < 0 || v > 1e14 {
		return "", errDigitsLost
	}
	mantissa, _, _ := strings.Cut(strings.ToLower(s), "e")
	out := strconv.FormatFloat(v, 'f', 0, 64)
	if len(digits(mantissa)) < len(out)-2 || !catalog.ValidGTIN(out) {
		return "", errDigitsLost
	}
	return out, nil
}

// parsePhone reads a phone number of Vietnam and gives a lost first zero back:
// "912345678" is "0912345678". Numbers of 1800 and 1900 have none.
func parsePhone(s string) (string, error) {
	plus := strings.HasPrefix(s, "+")
	d := digits(s)
	if strings.Trim(s, "+0123456789 .-()'") != "" {
		return "", errPhone
	}
	switch {
	case plus && len(d) >= 9 && len(d) <= 15:
		return "+" + d, nil
	case (strings.HasPrefix(d, "1800") || strings.HasPrefix(d, "1900")) && len(d) >= 8 && len(d) <= 10:
		return d, nil
	case strings.HasPrefix(d, "84") && len(d) >= 11 && len(d) <= 12:
		return "+" + d, nil
	case strings.HasPrefix(d, "0") && (len(d) == 10 || len(d) == 11):
		return d, nil
	case !strings.HasPrefix(d, "0") && (len(d) == 9 || len(d) == 10):
		return "0" + d, nil
	}
	return "", errPhone
}

// firstPhone reads the number before the sign that parts several.
func firstPhone(s, sign string) (string, error) {
	first, _, found := strings.Cut(s, sign)
	if !found {
		return "", errPhone
	}
	return parsePhone(strings.TrimSpace(first))
}
