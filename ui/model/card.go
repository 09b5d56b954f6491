package model

import (
	"context"
	"slices"

	"hangviet/data/catalog"
)

// NewDays is how many days a product counts as new after it was listed.
const NewDays = 60

// Card is a product as a card shows it.
type Card struct {
	Code     string
	Name     string
	Producer string
	Place    string // "Vĩnh Long"
	Stars    int    // 3 to 5 today, or 0
	Rating   string // the stars in words, "OCOP 4 sao"; "" without
	Note     string // the same in few letters, "4 sao", or "Tiềm năng 5 sao"
	Price    string // "1.250.000 ₫", without the unit; "" when unknown
	Photo    *catalog.Photo
	Sector   int    // 1 to 6, or 0 outside OCOP
	Badge    string // "Có tại đây", "Mới"; "" for most

	Marks []Span // parts of the name that a search met
	Met   Met    // where else it met the product
}

func newCard(env Env, c catalog.Card) Card {
	stars := c.Stars(env.Now)
	return Card{
		Code:     c.Code,
		Name:     c.Name.In(env.Lang),
		Producer: c.ProducerName.In(env.Lang),
		Place:    env.provinceName(c.Place),
		Stars:    stars,
		Rating:   env.rating(stars),
		Note:     note(env, c, stars),
		Price:    catalog.Price{Dong: c.Price.Dong, Max: c.Price.Max}.Show(env.Lang),
		Photo:    c.Cover,
		Sector:   c.Sector(),
		Badge:    badge(env, c),
	}
}

func newCards(env Env, cards []catalog.Card) []Card {
	out := make([]Card, 0, len(cards))
	for _, c := range cards {
		if c.Certificate.Status != catalog.Revoked {
			out = append(out, newCard(env, c))
		}
	}
	return out
}

// note is what stands beside the stars of a card, or in their place.
func note(env Env, c catalog.Card, stars int) string {
	switch {
	case stars > 0:
		return env.Say("rating.short", stars)
	case c.OCOP() && c.Certificate.Status == catalog.PotentialFive:
		return env.Say("rating.potential")
	}
	return ""
}

func badge(env Env, c catalog.Card) string {
	switch {
	case env.Point != "" && c.OnShelf(env.Point):
		return env.Say("card.here")
	case isNew(env, c):
		return env.Say("card.new")
	}
	return ""
}

// isNew tells whether the product was listed in the last [NewDays] days.
func isNew(env Env, c catalog.Card) bool {
	today := catalog.DateOf(env.Now)
	return !c.Added.IsZero() && !c.Added.After(today) && c.Added.AddDays(NewDays).After(today)
}

// rating is the stars in words, so that they never stand by colour alone.
func (e Env) rating(stars int) string {
	if stars == 0 {
		return ""
	}
	return e.Say("rating.stars", stars)
}

// cardsByCode reads the cards of codes and returns them in the order of codes;
// those that are not there are left out.
func cardsByCode(ctx context.Context, env Env, src Catalogue, codes []string) ([]Card, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	found, err := src.Cards(ctx, catalog.CardFilter{Codes: codes})
	if err != nil {
		return nil, err
	}
	cards := newCards(env, found)
	at := func(code string) int { return slices.Index(codes, code) }
	slices.SortStableFunc(cards, func(a, b Card) int { return at(a.Code) - at(b.Code) })
	return cards, nil
}

// CardsOf returns the cards of codes as every list shows them, in the order of codes;
// those that may not be shown are left out.
func CardsOf(ctx context.Context, env Env, src Catalogue, codes []string) ([]Card, error) {
	return cardsByCode(ctx, env, src, codes)
}
