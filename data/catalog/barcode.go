package catalog

// ValidGTIN tells whether s is a GTIN of 8, 12, 13 or 14 digits with a right
// check digit (GS1 General Specifications, mod 10).
func ValidGTIN(s string) bool {
	switch len(s) {
	case 8, 12, 13, 14:
	default:
		return false
	}
	sum := 0
	for i := range len(s) {
		digit := int(s[i] - '0')
		if s[i] < '0' || s[i] > '9' {
			return false
		}
		if (len(s)-i)%2 == 0 {
			digit *= 3
		}
		sum += digit
	}
	return sum%10 == 0
}
