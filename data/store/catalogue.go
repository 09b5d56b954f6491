package store

import (
	"context"
	"errors"
	"iter"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/search"
	"hangviet/data/vote"
)

// The reasons for which a file or a row is refused.
var (
	ErrNotFound    = errors.New("not found")
	ErrNotOurs     = errors.New("file is of another kind")
	ErrNewerFormat = errors.New("file is of a newer format than this program knows")
	ErrDamaged     = errors.New("file is damaged")
)

var errUnfinished = errors.New("store is not written yet")

// WriteCatalogue writes a catalogue file at path, which must not exist, whole or
// not at all. The same content gives the same bytes, in whatever order the
// slices of c and rounds come.
func WriteCatalogue(ctx context.Context, path string, c catalog.Catalogue, rounds []vote.Round) error {
	return errUnfinished
}

// Catalogue reads one catalogue file. It may be used by several goroutines at
// once.
type Catalogue struct{}

// OpenCatalogue opens a catalogue file, which nobody may change while it is
// open. It refuses with [ErrNotOurs] and [ErrNewerFormat]; whether the file is
// sound, [Catalogue.Check] tells.
func OpenCatalogue(ctx context.Context, path string) (*Catalogue, error) { return nil, errUnfinished }

// Close closes the file.
func (c *Catalogue) Close() error { return nil }

// Check reads the whole file and returns an error that is [ErrDamaged] when
// anything in it is broken or missing.
func (c *Catalogue) Check(ctx context.Context) error { return errUnfinished }

// Counts returns how many products (revoked ones too), producers and
// photographs the catalogue holds. A photograph in two sizes counts once.
func (c *Catalogue) Counts(ctx context.Context) (products, producers, photos int, err error) {
	return 0, 0, 0, errUnfinished
}

// Info returns who answers for the content, and whether it is sample data.
func (c *Catalogue) Info(ctx context.Context) (organiser catalog.Text, sample bool, err error) {
	return nil, false, errUnfinished
}

// Filter says which cards are wanted: those that meet every field that is set.
type Filter struct {
	Sector   int      // 1 to 6
	Set      int      // 1 to 26
	Province string   // code
	Point    string   // on the shelf of this point
	Producer string   // id
	Category string   // vote category
	Featured bool     // true: only featured ones
	Codes    []string // nil: any; empty: none
}

// Cards returns the cards of the products that may be shown (never a revoked
// one) and meet the filter, in the order of their Vietnamese names.
func (c *Catalogue) Cards(ctx context.Context, f Filter) ([]catalog.Card, error) {
	return nil, errUnfinished
}

// Product returns one product, revoked ones too, or [ErrNotFound].
func (c *Catalogue) Product(ctx context.Context, code string) (catalog.Product, error) {
	return catalog.Product{}, errUnfinished
}

// Producer returns one producer, or [ErrNotFound].
func (c *Catalogue) Producer(ctx context.Context, id string) (catalog.Producer, error) {
	return catalog.Producer{}, errUnfinished
}

// Producers returns all producers in the order of their Vietnamese names.
func (c *Catalogue) Producers(ctx context.Context) ([]catalog.Producer, error) {
	return nil, errUnfinished
}

// Points returns all points in the order of their Vietnamese names.
func (c *Catalogue) Points(ctx context.Context) ([]catalog.Point, error) { return nil, errUnfinished }

// Events returns all events, past ones too, in the order of their first day.
func (c *Catalogue) Events(ctx context.Context) ([]catalog.Event, error) { return nil, errUnfinished }

// Rounds returns all rounds in the order of their opening.
func (c *Catalogue) Rounds(ctx context.Context) ([]vote.Round, error) { return nil, errUnfinished }

// SectorCounts returns how many products may be shown by sector; under 0 those
// outside OCOP.
func (c *Catalogue) SectorCounts(ctx context.Context) (map[int]int, error) {
	return nil, errUnfinished
}

// ProvinceCounts returns how many products may be shown by province code.
func (c *Catalogue) ProvinceCounts(ctx context.Context) (map[string]int, error) {
	return nil, errUnfinished
}

// Photos gives every picture file, in the order of the hashes, each once. It
// ends after the first error.
func (c *Catalogue) Photos(ctx context.Context) iter.Seq2[catalog.Image, error] {
	return func(yield func(catalog.Image, error) bool) { yield(catalog.Image{}, errUnfinished) }
}

// Documents returns what can be searched of every product that may be shown. at
// decides which stars live; point is where the kiosk stands, or "".
func (c *Catalogue) Documents(ctx context.Context, at time.Time, point string) ([]search.Document, error) {
	return nil, errUnfinished
}

// Whole returns everything: products by code, producers, points, events and
// rounds by id.
func (c *Catalogue) Whole(ctx context.Context) (catalog.Catalogue, []vote.Round, error) {
	return catalog.Catalogue{}, nil, errUnfinished
}
