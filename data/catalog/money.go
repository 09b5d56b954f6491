package catalog

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
)

// noBreak is U+00A0, which stands between an amount and its sign.
const noBreak = "\u00A0"

// ShowDong writes an amount of dong as Vietnam does, "1.250.000 ₫", with U+00A0
// before the sign. Dong has no decimals.
func ShowDong(n int64) string { return groups(n, ".") + noBreak + "₫" }

// Show writes the price with its unit in lang: "125.000–150.000 ₫ / hộp 500 g",
// in languages other than Vietnamese with commas, "125,000 ₫ / 500 g box"; "" when
// no price is given.
func (p Price) Show(lang string) string {
	if p.Dong <= 0 {
		return ""
	}
	separator := ","
	if lang == "vi" {
		separator = "."
	}
	shown := groups(p.Dong, separator)
	if p.Max > p.Dong {
		shown += "–" + groups(p.Max, separator)
	}
	shown += noBreak + "₫"
	if unit := p.Unit.In(lang); unit != "" {
		shown += " / " + unit
	}
	return shown
}

// groups writes n with a separator between thousands.
func groups(n int64, separator string) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + separator + digits[at:]
	}
	return sign + digits
}

// ErrNotMoney means that a text is not an amount of dong.
var ErrNotMoney = errors.New("text is not an amount of dong")

// maxDong bounds an amount: no product costs a trillion dong.
const maxDong = 1_000_000_000_000

// The ways in which an amount is written, by what parts the thousands.
var (
	byDots   = regexp.MustCompile(`^([1-9]\d{0,2}(?:\.\d{3})+)(?:,(\d{1,2}))?$`)
	byCommas = regexp.MustCompile(`^([1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d{1,2}))?$`)
	byNone   = regexp.MustCompile(`^(\d+)(?:[.,](\d+))?$`)
)

// ParseDong reads an amount as people write it: "1.250.000 ₫", "1,250,000 VNĐ",
// "1250k", "125 nghìn", "1,25 triệu". A separator before exactly three digits
// parts thousands, except before "triệu"; any other is a decimal one, and what
// stands behind it must come to whole dong. The error is [ErrNotMoney].
func ParseDong(s string) (int64, error) {
	number, zeros := cutUnit(strings.ReplaceAll(Fold(s), " ", ""))
	whole, decimals := splitNumber(number, zeros)
	decimals = strings.TrimRight(decimals, "0")
	if whole == "" || len(decimals) > zeros {
		return 0, ErrNotMoney
	}
	n, err := strconv.ParseInt(whole+decimals+strings.Repeat("0", zeros-len(decimals)), 10, 64)
	if err != nil || n > maxDong {
		return 0, ErrNotMoney
	}
	return n, nil
}

// cutUnit takes the unit off the end of folded text and returns how many zeros
// it stands for.
func cutUnit(s string) (number string, zeros int) {
	for _, sign := range []string{"₫", "vnd", "dong", "d"} {
		if rest, ok := strings.CutSuffix(s, sign); ok {
			s = rest
			break
		}
	}
	for _, unit := range []struct {
		name  string
		zeros int
	}{{"nghin", 3}, {"ngan", 3}, {"k", 3}, {"trieu", 6}, {"tr", 6}} {
		if rest, ok := strings.CutSuffix(s, unit.name); ok {
			return rest, unit.zeros
		}
	}
	return s, 0
}

// splitNumber returns the digits before and after the decimal separator; both
// are empty when s is no number.
func splitNumber(s string, zeros int) (whole, decimals string) {
	ways := []*regexp.Regexp{byDots, byCommas, byNone}
	if zeros == 6 {
		ways = []*regexp.Regexp{byNone, byDots, byCommas}
	}
	for _, way := range ways {
		if m := way.FindStringSubmatch(s); m != nil {
			return strings.NewReplacer(".", "", ",", "").Replace(m[1]), m[2]
		}
	}
	return "", ""
}
