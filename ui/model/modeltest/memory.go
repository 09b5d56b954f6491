// Package modeltest holds a small invented catalogue in memory, for the tests of
// the models, the screens and the shell. Start with [New].
package modeltest

import (
	"context"
	"slices"
	"sync"
	"time"

	"hangviet/assets"
	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/search"
	"hangviet/data/vote"
	"hangviet/ui/model"
)

// Now is the moment of the tests: 21 November 2026, 10:00 in Vietnam.
var Now = time.Date(2026, 11, 21, 10, 0, 0, 0, catalog.Zone)

// Catalogue is a [model.Catalogue], [model.Finder] and [model.Booth] in memory.
type Catalogue struct {
	catalog.Catalogue
	Voting []vote.Round

	mu        sync.Mutex
	cast      []vote.Ballot
	shown     map[vote.Choice]bool
	Err       error // returned by every read when set
	Deny      error // returned by Cast when set
	Refuse    error // returned by Admit when set
	Uncounted error // returned by Flush when set
	Tried     int   // calls of Cast
	Withdrawn int   // calls of Withdraw
	Receipt   string
}

// Env is the environment of a visit at [Now].
func Env(lang string) (model.Env, error) {
	words, err := model.ParseWords(assets.Words)
	if err != nil {
		return model.Env{}, err
	}
	places, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return model.Env{}, err
	}
	classes, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	if err != nil {
		return model.Env{}, err
	}
	return model.Env{Lang: lang, Now: Now, Words: words, Places: places, Classes: classes, Point: "point-1", Room: 666}, nil
}

// Cards implements [model.Catalogue].
func (c *Catalogue) Cards(_ context.Context, f catalog.CardFilter) ([]catalog.Card, error) {
	var out []catalog.Card
	for _, p := range c.Products {
		card := p.Card(c.producer(p.Producer).Name)
		if passes(card, f) {
			out = append(out, card)
		}
	}
	slices.SortStableFunc(out, func(a, b catalog.Card) int { return catalog.Compare(a.Name.In("vi"), b.Name.In("vi")) })
	return out, c.Err
}

func passes(c catalog.Card, f catalog.CardFilter) bool {
	return (f.Sector == 0 || c.Sector() == f.Sector) &&
		(f.Province == "" || c.Place.Province == f.Province) &&
		(f.Point == "" || c.OnShelf(f.Point)) &&
		(f.Category == "" || c.Category == f.Category) &&
		(f.Producer == "" || c.Producer == f.Producer) &&
		(!f.Featured || c.Featured) &&
		(f.Codes == nil || slices.Contains(f.Codes, c.Code))
}

// Product implements [model.Catalogue].
func (c *Catalogue) Product(_ context.Context, code string) (catalog.Product, error) {
	for _, p := range c.Products {
		if p.Code == code {
			return p, c.Err
		}
	}
	return catalog.Product{}, catalog.ErrNotFound
}

// Producer implements [model.Catalogue].
func (c *Catalogue) Producer(_ context.Context, id string) (catalog.Producer, error) {
	if p := c.producer(id); p.ID != "" {
		return p, c.Err
	}
	return catalog.Producer{}, catalog.ErrNotFound
}

func (c *Catalogue) producer(id string) catalog.Producer {
	for _, p := range c.Producers {
		if p.ID == id {
			return p
		}
	}
	return catalog.Producer{}
}

// Points implements [model.Catalogue].
func (c *Catalogue) Points(context.Context) ([]catalog.Point, error) {
	return c.Catalogue.Points, c.Err
}

// Events implements [model.Catalogue].
func (c *Catalogue) Events(context.Context) ([]catalog.Event, error) {
	return c.Catalogue.Events, c.Err
}

// Rounds implements [model.Catalogue].
func (c *Catalogue) Rounds(context.Context) ([]vote.Round, error) { return c.Voting, c.Err }

// SectorCounts implements [model.Catalogue].
func (c *Catalogue) SectorCounts(context.Context) (map[int]int, error) {
	counts := map[int]int{}
	for _, p := range c.Products {
		counts[catalog.SectorOf(p.Set)]++
	}
	return counts, c.Err
}

// ProvinceCounts implements [model.Catalogue].
func (c *Catalogue) ProvinceCounts(context.Context) (map[string]int, error) {
	counts := map[string]int{}
	for _, p := range c.Products {
		counts[p.Place.Province]++
	}
	return counts, c.Err
}

// Ask implements [model.Finder] by the real engine, without a lexicon.
func (c *Catalogue) Ask(query string, limit int) search.Answer { return c.index().Ask(query, limit) }

// Suggest implements [model.Finder] in the same way.
func (c *Catalogue) Suggest(query string, limit int) []search.Offer {
	return c.index().Suggest(query, limit)
}

func (c *Catalogue) index() *search.Index {
	docs := make([]search.Document, len(c.Products))
	for i, p := range c.Products {
		docs[i] = search.Document{
			Code: p.Code, Name: p.Name, Story: p.Story, Province: p.Place.Province, Price: p.Price.Dong, Max: p.Price.Max,
			Stars: p.Certificate.Stars, Sector: catalog.SectorOf(p.Set), Barcode: p.Barcode,
		}
	}
	return search.New(docs, nil)
}

// GoodCode is the code of a ticket that is taken in rounds that need one.
const GoodCode = "0123456789ABCD"

// Sight implements [model.Booth].
func (c *Catalogue) Sight(string) {}

// Showed implements [model.Booth].
func (c *Catalogue) Showed(_ vote.Round, category string, _ uint64, nominees ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shown == nil {
		c.shown = map[vote.Choice]bool{}
	}
	for _, n := range nominees {
		c.shown[vote.Choice{Category: category, Nominee: n}] = true
	}
}

// Shown tells whether a nominee was on the screen.
func (c *Catalogue) Shown(category, nominee string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.shown[vote.Choice{Category: category, Nominee: nominee}]
}

// Admit implements [model.Booth].
func (c *Catalogue) Admit(_ context.Context, r vote.Round, typed string) (booth.Admission, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.Refuse != nil:
		return booth.Admission{}, c.Refuse
	case r.Admits() == vote.ByTicket && typed == "":
		return booth.Admission{}, booth.ErrNeedsTicket
	case r.Admits() == vote.ByTicket && typed != GoodCode:
		return booth.Admission{}, booth.ErrTicketUnknown
	}
	return booth.Admission{Round: r.ID, Mode: r.Admits()}, nil
}

// Cast implements [model.Booth].
func (c *Catalogue) Cast(_ context.Context, a booth.Admission, r vote.Round, choices []vote.Choice, order uint64) (booth.Cast, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Tried++
	if c.Deny != nil {
		return booth.Cast{}, c.Deny
	}
	b, err := vote.NewBallot(r, Now, choices)
	if err != nil {
		return booth.Cast{}, err
	}
	b.Order = order
	c.cast = append(c.cast, b)
	return booth.Cast{Ballot: b, Index: int64(len(c.cast) - 1), Receipt: c.Receipt}, nil
}

// Count implements [model.Booth].
func (c *Catalogue) Count(_ context.Context, round string) (ballots, choices int64, err error) {
	for _, b := range c.Ballots() {
		if b.Round == round {
			ballots, choices = ballots+1, choices+int64(len(b.Choices))
		}
	}
	return ballots, choices, c.Err
}

// Withdraw implements [model.Booth].
func (c *Catalogue) Withdraw() { c.Withdrawn++ }

// Flush implements [model.Booth].
func (c *Catalogue) Flush(context.Context) error { return c.Uncounted }

// Ballots returns the ballots that were kept.
func (c *Catalogue) Ballots() []vote.Ballot {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.cast)
}
