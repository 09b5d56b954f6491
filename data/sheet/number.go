package sheet

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"

	"hangviet/data/catalog"
)

// The reasons for which a cell is no number of the kind asked for.
var (
	errNumber   = errors.New("not a number")
	errFraction = errors.New("not a whole amount")
	errRange    = errors.New("out of range")
)

// maxDong is the highest price that is believed: a thousand billion dong.
const maxDong = 1_000_000_000_000

// money is what a price cell says.
type money struct {
	low, high int64  // dong; high is 0 without a range
	unit      string // what stands after a slash: "45.000 đ/kg"
}

var (
	rangeSign = regexp.MustCompile(`\s*(?:-|~|\bden\b)\s*`)
	currency  = regexp.MustCompile(`\s*(?:₫|vn[dđ]|dong|[dđ])$`)
	factor    = regexp.MustCompile(`^(.*?)\s*(k|nghin|ngan|trieu|tr|ty|ti)$`)
	float     = regexp.MustCompile(`^\d{1,15}(?:\.\d{1,20})?(?:[eE]\+?\d{1,2})?$`)
)

// parseMoney reads a price as people in Vietnam write it: "1250000",
// "1.250.000 ₫", "125 nghìn", "125k", "1,25 triệu", "45.000 - 60.000 đ/kg".
// "Liên hệ" (ask the seller) is no price: zero without an error.
func parseMoney(s string) (money, error) {
	s = oneLine(s)
	if len(s) > 100 {
		return money{}, errNumber
	}
	var m money
	if amount, unit, ok := strings.Cut(s, "/"); ok {
		s, m.unit = strings.TrimSpace(amount), strings.TrimSpace(unit)
	}
	folded := catalog.Fold(s)
	switch key(s) {
	case "lien he", "thoa thuan", "thuong luong", "contact", "ask":
		return money{}, nil
	}
	for _, word := range []string{"khoang ", "tu ", "gia ", "from "} {
		folded = strings.TrimPrefix(folded, word)
	}
	ends := rangeSign.Split(folded, -1)
	if len(ends) > 2 {
		return money{}, errNumber
	}
	low, err := ends[0], error(nil)
	if len(ends) == 2 {
		if m.high, err = parseDong(ends[1]); err != nil {
			return money{}, err
		}
		low = withFactorOf(low, ends[1])
	}
	if m.low, err = parseDong(low); err != nil {
		return money{}, err
	}
	return m, m.check()
}

func (m money) check() error {
	if m.high != 0 && m.high < m.low {
		return errRange
	}
	return nil
}

// withFactorOf gives the lower end of "45-60 nghìn" the factor of the upper.
func withFactorOf(low, high string) string {
	f := factor.FindStringSubmatch(trimCurrency(high))
	if f == nil || factor.MatchString(trimCurrency(low)) || len(digits(low)) > 3 {
		return low
	}
	return trimCurrency(low) + " " + f[2]
}

func trimCurrency(s string) string { return currency.ReplaceAllString(strings.TrimSpace(s), "") }

// parseDong reads one folded amount in whole dong.
func parseDong(s string) (int64, error) {
	s = trimCurrency(s)
	times := int64(1)
	if f := factor.FindStringSubmatch(s); f != nil {
		s, times = f[1], factorOf(f[2])
	}
	value, err := parseDecimal(s, times > 1)
	if err != nil {
		return 0, err
	}
	value *= float64(times)
	if value > maxDong {
		return 0, errRange
	}
	whole := math.Round(value)
	if math.Abs(value-whole) > 1e-4 {
		return 0, errFraction
	}
	return int64(whole), nil
}

func factorOf(word string) int64 {
	switch word {
	case "k", "nghin", "ngan":
		return 1_000
	case "trieu", "tr":
		return 1_000_000
	}
	return 1_000_000_000
}

// parseDecimal reads a number that is not negative, with dots or commas for
// thousands and the other for the fraction, or as Excel stores it. A single
// separator before exactly three digits parts thousands, except a comma where
// fractions are usual ("1,250 triệu").
func parseDecimal(s string, fractions bool) (float64, error) {
	s = strings.ReplaceAll(s, " ", "")
	if s == "" || len(s) > 40 {
		return 0, errNumber
	}
	if plain, ok := thousands(s, fractions); ok {
		s = plain
	} else if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	if !float.MatchString(s) {
		return 0, errNumber
	}
	return strconv.ParseFloat(s, 64)
}

var (
	dotted  = regexp.MustCompile(`^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}|\d{4,6}))?$`)
	comma   = regexp.MustCompile(`^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}|\d{4,6}))?$`)
	oneHole = regexp.MustCompile(`^\d{1,3},\d{3}$`)
)

// thousands takes the thousands separators out: "1.250.000,5" is "1250000.5".
// It leaves "1.250,000", which may mean a thousand or a million.
func thousands(s string, fractions bool) (string, bool) {
	sep, m := ".", dotted.FindStringSubmatch(s)
	if m == nil {
		sep, m = ",", comma.FindStringSubmatch(s)
	}
	if m == nil || fractions && oneHole.MatchString(s) {
		return "", false
	}
	whole := strings.ReplaceAll(m[1], sep, "")
	if m[2] == "" {
		return whole, true
	}
	return whole + "." + m[2], true
}

// parseWhole reads a whole number from low to high; Excel may have kept it as
// "4.0".
func parseWhole(s string, low, high int) (int, error) {
	if !float.MatchString(s) {
		return 0, errNumber
	}
	v, err := strconv.ParseFloat(s, 64)
	switch {
	case err != nil:
		return 0, errNumber
	case v != math.Trunc(v):
		return 0, errFraction
	case v < float64(low) || v > float64(high):
		return 0, errRange
	}
	return int(v), nil
}

// parsePercent reads a share from 0 to 100: "29,5", "29.5 %", "29,5% vol",
// "29,5 độ". A value below 1 that Excel keeps for a cell shown in percent
// cannot be told from a weak drink, so it is taken as it is.
func parsePercent(s string) (float64, error) {
	s = catalog.Fold(s)
	for _, end := range []string{"vol", "abv", "%", "°", "do"} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(s, "."), end))
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	switch {
	case err != nil || math.IsNaN(v):
		return 0, errNumber
	case v < 0 || v > 100:
		return 0, errRange
	}
	return v, nil
}

// digits returns the ASCII digits of s.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// interval names a range of numbers in a sentence.
func interval(low, high int) string { return strconv.Itoa(low) + "–" + strconv.Itoa(high) }
