package store

import (
	"context"

	"hangviet/data/catalog"
)

// Points returns all points in the order of their Vietnamese names.
func (c *Catalogue) Points(ctx context.Context) ([]catalog.Point, error) {
	list, err := all(ctx, c.db, `SELECT id, name, address, commune, province, former, as_certified
		FROM points ORDER BY pos`, nil, scanPoint)
	return list, wrap("read points", err)
}

func scanPoint(row scan) (catalog.Point, error) {
	var p catalog.Point
	var name, address string
	if err := row(&p.ID, &name, &address, &p.Place.Commune, &p.Place.Province,
		&p.Place.FormerName, &p.Place.AsCertified); err != nil {
		return p, err
	}
	var s scanner
	p.Name, p.Address = s.text(name), s.text(address)
	return p, s.err
}

// Events returns all events, past ones too, in the order of their first day.
func (c *Catalogue) Events(ctx context.Context) ([]catalog.Event, error) {
	list, err := all(ctx, c.db, `SELECT e.id, e.name, e.description, e.venue, e.commune, e.province,
		e.former, e.as_certified, ifnull(t.id, ''), e.first_day, e.last_day
		FROM events e LEFT JOIN points t ON t.pos = e.point ORDER BY e.pos`, nil, scanEvent)
	if err == nil {
		err = c.readShowings(ctx, list)
	}
	return list, wrap("read events", err)
}

func scanEvent(row scan) (catalog.Event, error) {
	var e catalog.Event
	var name, description, venue, from, to string
	if err := row(&e.ID, &name, &description, &venue, &e.Place.Commune, &e.Place.Province,
		&e.Place.FormerName, &e.Place.AsCertified, &e.Point, &from, &to); err != nil {
		return e, err
	}
	var s scanner
	e.Name, e.Description, e.Venue = s.text(name), s.text(description), s.text(venue)
	e.From, e.To = s.date(from), s.date(to)
	return e, s.err
}
