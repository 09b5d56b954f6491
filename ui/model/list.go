package model

import (
	"context"
	"slices"
	"strconv"

	"hangviet/data/catalog"
)

// List is a grid of cards under a heading, with chips that narrow it.
type List struct {
	Title     string
	Count     string // "54 sản phẩm"
	Cards     Cards
	Sector    FilterChip   // opens Sectors
	Province  FilterChip   // opens Provinces
	Chips     []FilterChip // the others, in order; one that would leave nothing is Off
	Sectors   []FilterChip // what the sector's sheet offers
	Provinces []FilterChip // what the province's sheet offers, in Vietnamese order
	Narrowed  bool         // by a chip
	Clear     Filter       // takes every chip back
}

// FilterChip is a choice that narrows a list; a touch goes to its filter. The
// chip that is set goes to the list without it.
type FilterChip struct {
	ID    string // stable: "stars.4", "price.1", "here", "sector.1", "province.01"
	Label string
	Count string // products with it, "12"; "" on a chip that opens a sheet
	On    bool
	Off   bool // would leave nothing
	To    Filter
}

// Cards are cards that are worded when they are asked for: a list may hold
// 20,000 of them and a screen shows twelve.
type Cards struct {
	env   Env
	cards []*catalog.Card // the catalogue's own
}

// Len is how many there are.
func (c Cards) Len() int { return len(c.cards) }

// At returns the card of an index from 0 to Len-1.
func (c Cards) At(i int) Card { return newCard(c.env, *c.cards[i]) }

// LoadList reads the products that pass f.
func LoadList(ctx context.Context, env Env, src Catalogue, f Filter) (List, error) {
	all, err := src.Cards(ctx, catalog.CardFilter{Category: f.Category, Featured: f.Featured})
	if err != nil {
		return List{}, err
	}
	passing, tally := Narrow(env, f, all)
	l := List{
		Title:    f.title(env),
		Count:    env.Count("count.products", len(passing)),
		Cards:    Cards{env, passing},
		Chips:    chips(env, f, tally),
		Narrowed: f != f.plain(),
		Clear:    f.plain(),
	}
	l.Sectors, l.Sector = sectorChips(env, f, tally)
	l.Provinces, l.Province = provinceChips(env, f, tally)
	return l, nil
}

// title names what the list holds.
func (f Filter) title(env Env) string {
	for _, s := range env.Classes.Sectors() {
		if s.Number == f.Sector {
			return env.sectorName(s)
		}
	}
	if p, ok := env.Places.ByCode(f.Province); ok {
		return env.Text(p.Name)
	}
	if c, ok := catalog.FindVoteCategory(f.Category); ok && f.Category != "" {
		return env.Text(c.Name)
	}
	switch {
	case f.New:
		return env.Say("home.new")
	case f.Featured:
		return env.Say("home.featured")
	case f.Here:
		return env.Say("home.here")
	}
	return env.Say("home.all")
}

// newChip makes a chip that leads from f to with, or takes itself back.
func newChip(id, label string, f, with, without Filter, count int) FilterChip {
	chip := FilterChip{ID: id, Label: label, Count: strconv.Itoa(count), On: f == with, To: with}
	if chip.On {
		chip.To = without
	}
	chip.Off = count == 0 && !chip.On
	return chip
}

// chips are those that stand open: the shelf here, the stars, the prices.
func chips(env Env, f Filter, t Tally) []FilterChip {
	var out []FilterChip
	with, without := f, f
	with.Here, without.Here = true, false
	if env.Point != "" {
		out = append(out, newChip("here", env.Say("card.here"), f, with, without, t.Here))
	}
	with, without = f, f
	without.Stars = 0
	for with.Stars = 5; with.Stars >= 3; with.Stars-- {
		n := with.Stars
		out = append(out, newChip("stars."+strconv.Itoa(n), env.Say("rating.short", n), f, with, without, t.Stars[n]))
	}
	with, without = f, f
	without.Price = 0
	for with.Price = 1; with.Price <= PriceBands; with.Price++ {
		n := with.Price
		out = append(out, newChip("price."+strconv.Itoa(n), bandName(env, n), f, with, without, t.Price[n]))
	}
	return out
}

// bandName is a band of prices in words: "Dưới 50.000 ₫".
func bandName(env Env, band int) string {
	begins := catalog.Price{Dong: priceBands[band-1]}
	switch band {
	case 1:
		return env.Say("price.under", catalog.Price{Dong: priceBands[1]}.Show(env.Lang))
	case PriceBands:
		return env.Say("price.from", begins.Show(env.Lang))
	}
	begins.Max = priceBands[band]
	return begins.Show(env.Lang)
}

// sectorChips are the six sectors and the chip that opens them.
func sectorChips(env Env, f Filter, t Tally) (all []FilterChip, one FilterChip) {
	one = FilterChip{ID: "sector", Label: env.Say("list.sector")}
	with, without := f, f
	without.Sector = 0
	for _, s := range env.Classes.Sectors() {
		with.Sector = s.Number
		chip := newChip("sector."+strconv.Itoa(s.Number), env.sectorName(s), f, with, without, t.Sector[s.Number])
		if chip.On {
			one.Label, one.Count, one.On = chip.Label, chip.Count, true
		}
		all = append(all, chip)
	}
	one.To = without
	return all, one
}

// provinceChips are the provinces that hold something, and the chip that opens
// them.
func provinceChips(env Env, f Filter, t Tally) (all []FilterChip, one FilterChip) {
	one = FilterChip{ID: "province", Label: env.Say("list.province")}
	with, without := f, f
	without.Province = ""
	for _, p := range env.Places.All() {
		with.Province = p.Code
		chip := newChip("province."+p.Code, env.Text(p.Name), f, with, without, t.Province[p.Code])
		if chip.On {
			one.Label, one.Count, one.On = chip.Label, chip.Count, true
		}
		if !chip.Off {
			all = append(all, chip)
		}
	}
	one.To = without
	slices.SortFunc(all, func(a, b FilterChip) int { return catalog.Compare(a.Label, b.Label) })
	return all, one
}
