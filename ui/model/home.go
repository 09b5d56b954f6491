package model

import (
	"context"
	"slices"
	"strconv"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// maxShelf bounds the cards of one shelf on the home screen.
const maxShelf = 8

// Home is the first screen of a visit.
type Home struct {
	Sectors   []SectorTile
	Vote      *RoundLine // the open round, or nil
	Shelves   []Shelf    // those that hold something, in order
	Provinces []ProvinceTile
	Events    []EventLine // running or next, at most two

	Rush       bool           // a hurried visit: fewer ways, shorter ones
	Categories []CategoryLine // of the open round, in a hurried visit
}

// SectorTile is one of the six sectors.
type SectorTile struct {
	Number int
	Name   string
	Count  string // "54 sản phẩm"
}

// ProvinceTile is a province that has products.
type ProvinceTile struct {
	Code  string
	Name  string
	Count string // "5 sản phẩm"
}

// Shelf is a row of cards under a heading.
type Shelf struct {
	Title string
	More  Filter // the list that shows all of them
	Cards []Card
}

// LoadHome reads the home screen.
func LoadHome(ctx context.Context, env Env, src Catalogue) (Home, error) {
	if env.Rush {
		return loadRushHome(ctx, env, src)
	}
	var h Home
	for _, step := range []func(context.Context, Env, Catalogue) error{
		h.loadSectors, h.loadProvinces, h.loadVote, h.loadEvents, h.loadShelves,
	} {
		if err := step(ctx, env, src); err != nil {
			return Home{}, err
		}
	}
	return h, nil
}

func (h *Home) loadSectors(ctx context.Context, env Env, src Catalogue) error {
	counts, err := src.SectorCounts(ctx)
	for _, s := range env.Classes.Sectors() {
		n := counts[s.Number]
		h.Sectors = append(h.Sectors, SectorTile{s.Number, env.sectorName(s), env.Count("count.products", n)})
	}
	return err
}

// sectorName is the short name that people know a sector by; the law's name is
// long.
func (e Env) sectorName(s catalog.Sector) string {
	key := "sector." + strconv.Itoa(s.Number)
	if name := e.Say(key); name != key {
		return name
	}
	return e.Text(s.Name)
}

func (h *Home) loadProvinces(ctx context.Context, env Env, src Catalogue) error {
	counts, err := src.ProvinceCounts(ctx)
	for _, p := range env.Places.All() {
		if n := counts[p.Code]; n > 0 {
			h.Provinces = append(h.Provinces, ProvinceTile{p.Code, env.Text(p.Name), env.Count("count.products", n)})
		}
	}
	slices.SortFunc(h.Provinces, func(a, b ProvinceTile) int { return catalog.Compare(a.Name, b.Name) })
	return err
}

func (h *Home) loadVote(ctx context.Context, env Env, src Catalogue) error {
	rounds, err := src.Rounds(ctx)
	for _, r := range rounds {
		if r.PhaseAt(env.Now) == vote.Open {
			line := newRoundLine(env, r)
			h.Vote = &line
			break
		}
	}
	return err
}

func (h *Home) loadEvents(ctx context.Context, env Env, src Catalogue) error {
	events, err := LoadEvents(ctx, env, src)
	h.Events = events.Lines[:min(2, len(events.Lines))]
	return err
}

func (h *Home) loadShelves(ctx context.Context, env Env, src Catalogue) error {
	all, err := src.Cards(ctx, catalog.CardFilter{})
	if err != nil {
		return err
	}
	h.addShelf(env, "home.here", Filter{Here: true}, all)
	h.addShelf(env, "home.new", Filter{New: true}, all)
	h.addShelf(env, "home.featured", Filter{Featured: true}, all)
	if len(h.Shelves) == 0 {
		h.addShelf(env, "home.all", Filter{}, all)
	}
	return nil
}

// addShelf adds the cards that pass f, the newest first when they are new.
func (h *Home) addShelf(env Env, title string, f Filter, all []catalog.Card) {
	if f.Here && env.Point == "" {
		return
	}
	var chosen []catalog.Card
	for _, c := range all {
		if f.passes(env, c) {
			chosen = append(chosen, c)
		}
	}
	if f.New {
		slices.SortStableFunc(chosen, func(a, b catalog.Card) int { return b.Added.Time().Compare(a.Added.Time()) })
	}
	cards := newCards(env, chosen)
	if len(cards) > 0 {
		h.Shelves = append(h.Shelves, Shelf{env.Say(title), f, cards[:min(maxShelf, len(cards))]})
	}
}
