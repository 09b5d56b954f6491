package model

import (
	"strings"

	"hangviet/data/catalog"
)

// provinceName is the province alone, "Vĩnh Long", or what the certificate says
// when the province is unknown.
func (e Env) provinceName(p catalog.Place) string {
	if province, ok := e.Places.ByCode(p.Province); ok {
		return e.Text(province.Name)
	}
	return p.AsCertified
}

// place is a place in one line with the name its province had before the
// mergers of July 2025: "xã An Hiệp, tỉnh Vĩnh Long (trước: Bến Tre)".
func (e Env) place(p catalog.Place) string {
	province, ok := e.Places.ByCode(p.Province)
	if !ok {
		return firstOf(p.Commune, p.AsCertified)
	}
	var parts []string
	if p.Commune != "" {
		parts = append(parts, p.Commune)
	}
	parts = append(parts, e.Say("place."+kindKey(province.Kind), e.Text(province.Name)))
	line := strings.Join(parts, ", ")
	if p.FormerName != "" && p.FormerName != province.Name["vi"] {
		line += " " + e.Say("place.former", p.FormerName)
	}
	return line
}

func kindKey(kind string) string {
	if kind == "thành phố" {
		return "city"
	}
	return "province"
}

// firstOf returns the first text that is not empty.
func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
