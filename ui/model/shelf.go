package model

import (
	"context"
	"slices"

	"hangviet/data/catalog"
)

// ShelfLine is a point whose shelves hold a product.
type ShelfLine struct {
	Name    string
	Address string // may be empty
	Here    bool   // the kiosk stands there
}

// addShelves tells at which points the product stands, this one first.
func (p *Product) addShelves(ctx context.Context, env Env, src Catalogue, at []string) error {
	if len(at) == 0 {
		return nil
	}
	points, err := src.Points(ctx)
	for _, point := range points {
		if slices.Contains(at, point.ID) {
			p.Shelves = append(p.Shelves, ShelfLine{env.Text(point.Name), env.address(point), point.ID == env.Point})
		}
	}
	slices.SortStableFunc(p.Shelves, func(a, b ShelfLine) int {
		switch {
		case a.Here == b.Here:
			return 0
		case a.Here:
			return -1
		}
		return 1
	})
	return err
}

// address is where a point is found.
func (e Env) address(p catalog.Point) string {
	street, place := e.Text(p.Address), e.place(p.Place)
	if street == "" || place == "" {
		return street + place
	}
	return street + ", " + place
}

// Distributors is what somebody who buys to sell is told about a product that is
// ready for export.
type Distributors struct {
	Facts   []Section
	Contact *QR
}

// distributors is nil for a product that is not ready for export.
func distributors(env Env, p catalog.Product) *Distributors {
	if !p.Export {
		return nil
	}
	var d Distributors
	add := func(key, text string) {
		if text != "" {
			d.Facts = append(d.Facts, Section{env.Say(key), text})
		}
	}
	add("trade.terms", env.Text(p.Distributors))
	add("product.net", env.Text(p.NetContent))
	add("trade.price", p.Price.Show(env.Lang))
	add("product.quality", list(p.Quality))
	add("trade.barcode", p.Barcode)
	return &d
}
