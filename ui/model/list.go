package model

import (
	"context"

	"hangviet/data/catalog"
)

// List is a grid of cards under a heading, with chips that narrow it.
type List struct {
	Title string
	Count string // "54 sản phẩm"
	Chips []FilterChip
	Cards []Card
}

// FilterChip is a chip of a list; a touch goes to its filter.
type FilterChip struct {
	ID    string // stable: "all", "stars.4", "here", "province.01"
	Label string
	On    bool
	To    Filter
}

// LoadList reads the products that pass f.
func LoadList(ctx context.Context, env Env, src Catalogue, f Filter) (List, error) {
	base := f
	base.Stars, base.Here = 0, false
	all, err := src.Cards(ctx, base.stored())
	if err != nil {
		return List{}, err
	}
	all = keep(env, all, base)
	cards := newCards(env, keep(env, all, f))
	return List{
		Title: f.title(env),
		Count: env.Count("count.products", len(cards)),
		Chips: chips(env, f, all),
		Cards: cards,
	}, nil
}

// stored is the part of the filter that the catalogue itself can answer.
func (f Filter) stored() CardFilter {
	return CardFilter{Sector: f.Sector, Province: f.Province, Category: f.Category, Featured: f.Featured}
}

// passes judges the part of the filter that hangs on the day and the point; and
// Featured, for cards that were read without it.
func (f Filter) passes(env Env, c catalog.Card) bool {
	switch {
	case f.Stars != 0 && c.Stars(env.Now) != f.Stars,
		f.Here && !c.OnShelf(env.Point),
		f.Featured && !c.Featured,
		f.New && !isNew(env, c):
		return false
	}
	return c.Certificate.Status != catalog.Revoked
}

func keep(env Env, cards []catalog.Card, f Filter) []catalog.Card {
	var out []catalog.Card
	for _, c := range cards {
		if f.passes(env, c) {
			out = append(out, c)
		}
	}
	return out
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

// chips offers the stars that occur among all, and the shelf here.
func chips(env Env, f Filter, all []catalog.Card) []FilterChip {
	plain := f
	plain.Stars, plain.Here = 0, false
	out := []FilterChip{{"all", env.Say("list.all"), f == plain, plain}}
	for stars := 5; stars >= 3; stars-- {
		to := plain
		to.Stars = stars
		if len(keep(env, all, to)) > 0 {
			out = append(out, FilterChip{"stars." + string(rune('0'+stars)), env.rating(stars), f.Stars == stars, to})
		}
	}
	here := plain
	here.Here = true
	if env.Point != "" && len(keep(env, all, here)) > 0 {
		out = append(out, FilterChip{"here", env.Say("card.here"), f.Here, here})
	}
	if len(out) == 1 {
		return nil
	}
	return out
}
