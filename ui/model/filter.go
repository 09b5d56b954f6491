package model

import "hangviet/data/catalog"

// priceBands are the lower ends of the bands of prices in dong; the last band
// has no upper end. Band n begins at priceBands[n-1].
var priceBands = [...]int64{0, 50_000, 100_000, 300_000}

// PriceBands is how many bands of prices a list can be narrowed by.
const PriceBands = len(priceBands)

// inBand tells whether a price, or a part of its range, lies in a band from 1 to
// [PriceBands]. A price that is not known lies in none.
func inBand(p catalog.Price, band int) bool {
	if p.Dong <= 0 || band < 1 || band > PriceBands {
		return false
	}
	begins := priceBands[band-1] <= max(p.Dong, p.Max)
	return begins && (band == PriceBands || p.Dong < priceBands[band])
}

// The groups of chips. A list is narrowed by at most one chip of each.
const (
	bySector = 1 << iota
	byProvince
	byStars
	byPrice
	byHere
)

// Tally says for every chip how many products the list would hold with it, the
// chips of the other groups left as they are.
type Tally struct {
	Sector   map[int]int
	Province map[string]int
	Stars    [6]int
	Price    [PriceBands + 1]int
	Here     int
}

// Narrow returns those of the cards that pass f, in their order, and what every chip
// would leave. It looks at each card once.
func Narrow(env Env, f Filter, cards []catalog.Card) ([]*catalog.Card, Tally) {
	t := Tally{Sector: map[int]int{}, Province: map[string]int{}}
	var passing []*catalog.Card
	for i := range cards {
		c := &cards[i]
		if !f.about(env, c) {
			continue
		}
		stars := c.Stars(env.Now)
		failed := f.failed(env, c, stars)
		t.add(env, c, stars, failed)
		if failed == 0 {
			passing = append(passing, c)
		}
	}
	return passing, t
}

// about judges what no chip takes back: what the list is about.
func (f Filter) about(env Env, c *catalog.Card) bool {
	return c.Certificate.Status != catalog.Revoked &&
		(f.Category == "" || c.Category == f.Category) &&
		(!f.Featured || c.Featured) &&
		(!f.New || isNew(env, *c))
}

// failed is the set of groups whose chip the card does not pass.
func (f Filter) failed(env Env, c *catalog.Card, stars int) (groups int) {
	if f.Sector != 0 && c.Sector() != f.Sector {
		groups |= bySector
	}
	if f.Province != "" && c.Place.Province != f.Province {
		groups |= byProvince
	}
	if f.Stars != 0 && stars != f.Stars {
		groups |= byStars
	}
	if f.Price != 0 && !inBand(c.Price, f.Price) {
		groups |= byPrice
	}
	if f.Here && !c.OnShelf(env.Point) {
		groups |= byHere
	}
	return groups
}

// add counts the card for the chips of each group that alone keeps it out, and
// of all groups when none does.
func (t *Tally) add(env Env, c *catalog.Card, stars, failed int) {
	counts := func(group int) bool { return failed&^group == 0 }
	if counts(bySector) {
		t.Sector[c.Sector()]++
	}
	if counts(byProvince) {
		t.Province[c.Place.Province]++
	}
	if counts(byStars) {
		t.Stars[stars]++
	}
	if counts(byPrice) {
		t.addPrice(c.Price)
	}
	if counts(byHere) && env.Point != "" && c.OnShelf(env.Point) {
		t.Here++
	}
}

func (t *Tally) addPrice(p catalog.Price) {
	for band := 1; band <= PriceBands; band++ {
		if inBand(p, band) {
			t.Price[band]++
		}
	}
}

// passes tells whether the list of f holds the card.
func (f Filter) passes(env Env, c catalog.Card) bool {
	return f.about(env, &c) && f.failed(env, &c, c.Stars(env.Now)) == 0
}

// plain is the filter with every chip taken back.
func (f Filter) plain() Filter {
	return Filter{Category: f.Category, Featured: f.Featured, New: f.New}
}
