package model

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

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
		parts = append(parts, e.commune(p.Commune))
	}
	parts = append(parts, e.whole(province))
	line := strings.Join(parts, ", ")
	if p.FormerName != "" && p.FormerName != province.Name["vi"] {
		line += " " + e.Say("place.former", e.plain(p.FormerName))
	}
	return line
}

// whole is a province with its kind, "tỉnh Vĩnh Long"; in other languages not
// where the name tells it ("Ho Chi Minh City") or nobody says it (Hanoi).
func (e Env) whole(p catalog.Province) string {
	name := e.Text(p.Name)
	switch {
	case p.Kind != "thành phố":
		return e.Say("place.province", name)
	case e.Lang != "vi" && (strings.HasSuffix(name, " City") || p.Code == hanoi):
		return name
	}
	return e.Say("place.city", name)
}

const hanoi = "01" // code of the capital

// communeKinds are the words before a commune's name, and how they are said.
var communeKinds = []struct{ word, key string }{
	{"phường ", "place.ward"}, {"xã ", "place.commune"}, {"đặc khu ", "place.zone"}, {"thị trấn ", "place.town"},
}

// commune is a commune as the visitor's language says it: "Vuon Lai Ward".
func (e Env) commune(name string) string {
	if e.Lang == "vi" {
		return name
	}
	for _, kind := range communeKinds {
		if n := len(kind.word); len(name) > n && strings.EqualFold(name[:n], kind.word) {
			return e.Say(kind.key, e.plain(name[n:]))
		}
	}
	return e.plain(name)
}

// plain writes a name of a place as other languages do, without marks.
func (e Env) plain(name string) string {
	if e.Lang == "vi" {
		return name
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(name) {
		switch {
		case r == 'đ':
			b.WriteRune('d')
		case r == 'Đ':
			b.WriteRune('D')
		case !unicode.Is(unicode.Mn, r):
			b.WriteRune(r)
		}
	}
	return b.String()
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
