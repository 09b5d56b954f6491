// Package modeltest holds a small invented catalogue in memory, for the tests of
// the models, the screens and the shell. Start with [New].
package modeltest

import (
	"context"
	"slices"
	"sync"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/search"
	"hangviet/data/vote"
	"hangviet/ui/model"
)

// Now is the moment of the tests: 21 November 2026, 10:00 in Vietnam.
var Now = time.Date(2026, 11, 21, 10, 0, 0, 0, catalog.Zone)

// Catalogue is a [model.Catalogue], [model.Finder] and [model.Ballots] in memory.
type Catalogue struct {
	catalog.Catalogue
	Voting []vote.Round

	mu    sync.Mutex
	cast  []vote.Ballot
	Err   error // returned by every read when set
	Deny  error // returned by Append when set
	Tried int   // calls of Append
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
	return model.Env{Lang: lang, Now: Now, Words: words, Places: places, Classes: classes, Point: "point-1"}, nil
}

// Cards implements [model.Catalogue].
func (c *Catalogue) Cards(_ context.Context, f model.CardFilter) ([]catalog.Card, error) {
	var out []catalog.Card
	for _, p := range c.Products {
		card := p.Card(c.producer(p.Producer).Name)
		if passes(card, f) {
			out = append(out, card)
		}
	}
	slices.SortStableFunc(out, func(a, b catalog.Card) int { return catalog.Compare(a.Name["vi"], b.Name["vi"]) })
	return out, c.Err
}

func passes(c catalog.Card, f model.CardFilter) bool {
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
	return catalog.Product{}, model.ErrNotFound
}

// Producer implements [model.Catalogue].
func (c *Catalogue) Producer(_ context.Context, id string) (catalog.Producer, error) {
	if p := c.producer(id); p.ID != "" {
		return p, c.Err
	}
	return catalog.Producer{}, model.ErrNotFound
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

// Append implements [model.Ballots]; the same ballot twice is kept once.
func (c *Catalogue) Append(_ context.Context, b vote.Ballot) (int64, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.Tried++
	if c.Deny != nil {
		return 0, c.Deny
	}
	for i, have := range c.cast {
		if have.ID == b.ID {
			return int64(i), nil
		}
	}
	c.cast = append(c.cast, b)
	return int64(len(c.cast) - 1), nil
}

// Cast returns the ballots that were kept.
func (c *Catalogue) Cast() []vote.Ballot {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.cast)
}
