package model

import (
	"context"
	"slices"
	"time"

	"hangviet/data/catalog"
)

// Validity is for how long a release can be relied on. Past it the catalogue is
// still shown, never dark by itself, but says how old it is and gives no prices
// and promotions; certificates are judged by their own dates anyway. The zero
// Validity never ends.
type Validity struct{ Issued, Expires time.Time }

// Past tells whether the validity has ended at t.
func (v Validity) Past(t time.Time) bool { return !v.Expires.IsZero() && t.After(v.Expires) }

// Line says since when nothing is known any more; "" while the release is valid.
func (v Validity) Line(env Env) string {
	if !v.Past(env.Now) {
		return ""
	}
	return env.Say("validity.last", catalog.DateOf(v.Issued).Show())
}

// Honest is src, without prices and promotions once the validity is past.
func Honest(src Catalogue, v Validity, now func() time.Time) Catalogue {
	if v.Expires.IsZero() {
		return src
	}
	return honest{src, v, now}
}

type honest struct {
	Catalogue
	validity Validity
	now      func() time.Time
}

// Cards implements Catalogue.
func (h honest) Cards(ctx context.Context, f catalog.CardFilter) ([]catalog.Card, error) {
	past := h.validity.Past(h.now())
	if past && f.Featured {
		return nil, nil
	}
	cards, err := h.Catalogue.Cards(ctx, f)
	if !past || err != nil {
		return cards, err
	}
	cards = slices.Clone(cards) // those of src are shared
	for i := range cards {
		cards[i].Price, cards[i].Featured = catalog.Price{}, false
	}
	return cards, nil
}

// Product implements Catalogue.
func (h honest) Product(ctx context.Context, code string) (catalog.Product, error) {
	p, err := h.Catalogue.Product(ctx, code)
	if h.validity.Past(h.now()) {
		p.Price, p.Featured = catalog.Price{}, false
	}
	return p, err
}
