package catalog

import "strconv"

// maxDong bounds a price: no product costs a trillion dong.
const maxDong = 1_000_000_000_000

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
