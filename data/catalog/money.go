package catalog

// ShowDong writes an amount of dong as Vietnam does, "1.250.000 ₫", with
// U+00A0 before the sign. Dong has no decimals.
func ShowDong(n int64) string { return "" }

// Show writes the price with its unit in lang, "125.000–150.000 ₫ / hộp 500 g",
// or "" when no price is given.
func (p Price) Show(lang string) string { return "" }
