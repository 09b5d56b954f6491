package model

import (
	"context"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/search"
	"hangviet/data/vote"
)

// Catalogue is the release that is shown. Its methods may wait for the disk.
type Catalogue interface {
	// Cards returns the cards that pass f, in Vietnamese order of their names.
	Cards(ctx context.Context, f catalog.CardFilter) ([]catalog.Card, error)
	// Product returns one product; [catalog.ErrNotFound] when there is none.
	Product(ctx context.Context, code string) (catalog.Product, error)
	// Producer returns one producer; [catalog.ErrNotFound] when there is none.
	Producer(ctx context.Context, id string) (catalog.Producer, error)
	Points(ctx context.Context) ([]catalog.Point, error)
	Events(ctx context.Context) ([]catalog.Event, error)
	Rounds(ctx context.Context) ([]vote.Round, error)
	SectorCounts(ctx context.Context) (map[int]int, error)
	ProvinceCounts(ctx context.Context) (map[string]int, error)
}

// Finder answers a search; it is made once for a release.
type Finder interface {
	Ask(query string, limit int) search.Answer
	// Suggest returns ways to go on with the query, the likeliest first.
	Suggest(query string, limit int) []search.Offer
}

// Env is what every view-model is made with.
type Env struct {
	Lang    string
	Now     time.Time
	Words   *Words
	Places  *catalog.Provinces
	Classes *catalog.Classification
	Rush    bool   // the visit is a hurried one
	Point   string // id of the point where the kiosk stands, or ""
	Seed    uint64 // of the visit; mixes the order of nominees
	Room    int    // bytes that a QR code of this screen holds

	Admitted  map[string]bool // the rounds for which the visitor gave a code
	Permitted map[string]bool // the rounds in which staff opened a ballot
}

// Say returns a sentence in the language of the visit.
func (e Env) Say(key string, args ...any) string { return e.Words.Say(e.Lang, key, args...) }

// Count returns a sentence about n things in the language of the visit.
func (e Env) Count(key string, n int) string { return e.Words.Count(e.Lang, key, n) }

// Text returns t in the language of the visit, or in Vietnamese.
func (e Env) Text(t catalog.Text) string { return t.In(e.Lang) }

// Moment is an instant as people write it in Vietnam, "17:00 ngày 31/12/2026".
func (e Env) Moment(t time.Time) string {
	local := t.In(catalog.Zone)
	return e.Say("moment", local.Format("15:04"), catalog.DateOf(t).Show())
}
