package many

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"hangviet/data/catalog"
)

// product is one row of the sheet Products.
type product struct {
	number int // from 0
	code   string
	kind   kind
	maker  producer
	brand  string // "" for some
	name   pair
	pack   pair
	status string
	lot    lot // for what is drawn when the row is written
}

// The statuses as the workbook writes them.
const (
	certified = "certified"
	potential = "potential 5 stars"
	revoked   = "revoked"
	notOCOP   = "not OCOP"
)

// product draws the i-th product. The first ones go through all producers; of
// the others, few producers have many.
func (s *source) product(i int) product {
	l := s.lot(ofProduct, i)
	j := i
	if i >= s.producers {
		u := l.Float64()
		j = int(u * u * float64(s.producers))
	}
	p := product{number: i, code: fmt.Sprintf("HV-%05d", i+1), maker: s.producer(j), lot: l}
	p.kind = one(l, s.kinds[s.setOf(l, i, p.maker)])
	p.pack = one(l, p.kind.packs)
	switch {
	case l.in(70):
		p.brand = p.maker.village
	case l.in(80):
		p.brand = s.village(l)
	}
	p.name = s.productName(l, p)
	p.status = statusOf(l, p.kind.set)
	return p
}

func (s *source) setOf(l lot, i int, maker producer) int {
	if i < s.producers || l.in(75) {
		return maker.set
	}
	return s.anySet(l)
}

func statusOf(l lot, set int) string {
	if set == 0 {
		return notOCOP
	}
	switch n := l.IntN(100); {
	case n < 4:
		return potential
	case n < 5:
		return revoked
	case n < 7:
		return notOCOP
	}
	return certified
}

// productName makes a name of a likely length: the kind, at times what of it,
// whose, and how it is offered.
func (s *source) productName(l lot, p product) pair {
	want, grades, english := l.length(productLengths), s.grades[p.kind.use], plain(p.brand)
	return nearest(want, 110, func() pair {
		name := p.headName(l, want, english)
		most := min(len(grades), 1+max(0, want-12)/10)
		for k, at := range l.Perm(len(grades))[:l.IntN(most)] {
			sign := []string{" ", ", "}[min(k, 1)]
			name.vi += sign + grades[at].vi
			name.en += ", " + grades[at].en
		}
		return name
	})
}

// headName makes the name without what is said of the offer; english is the brand
// without accents.
func (p product) headName(l lot, want int, english string) pair {
	variety, brand := pair{}, pair{}
	if l.in(65) {
		variety = one(l, p.kind.varieties)
	}
	if want > 12 && l.in(75) {
		brand = pair{p.brand, english}
	}
	return pair{
		joined(" ", p.kind.name.vi, variety.vi, brand.vi),
		capital(joined(" ", brand.en, variety.en, p.kind.name.en)),
	}
}

// capital writes the first letter large.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// shown tells whether the product may be nominated and featured.
func (p product) shown() bool { return p.status != revoked }

// sensitive tells whether the law keeps the product out of what nobody asked to
// see: alcohol and food supplements.
func (p product) sensitive() bool { return p.kind.set == 14 || p.kind.set == 15 || p.kind.set == 18 }

func (p product) alcohol() bool { return p.kind.set == 14 || p.kind.set == 15 }

// photoName returns the file name of the m-th photo of the i-th product.
func photoName(i, m int) string { return fmt.Sprintf("hv-%05d-%d.jpg", i+1, m+1) }

// authority names who certified the product on a day: the ministry five stars,
// districts three until they ended.
func (p product) authority(l lot, stars int, issued catalog.Date) string {
	switch {
	case stars == 5:
		return "Bộ Nông nghiệp và Môi trường"
	case stars == 3 && issued.Before(catalog.Date{Year: 2025, Month: 7, Day: 1}) && l.in(80):
		return "UBND huyện " + bare(p.maker.commune)
	}
	return "UBND " + p.maker.province.Kind + " " + p.maker.province.Name["vi"]
}
