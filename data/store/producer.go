package store

import (
	"context"
	"errors"

	"hangviet/data/catalog"
)

const selectProducers = `
SELECT r.id, r.name, r.form, r.commune, r.province, r.former, r.as_certified, r.website, r.phone, r.contact, r.story,
	f.sha256, f.length, f.width, f.height, i.sha256, i.length, i.width, i.height, r.alt
FROM producers r LEFT JOIN images f ON f.pos = r.full LEFT JOIN images i ON i.pos = r.thumb
`

// Producer returns one producer, or [catalog.ErrNotFound].
func (c *Catalogue) Producer(ctx context.Context, id string) (catalog.Producer, error) {
	p, err := one(ctx, c.db, selectProducers+"WHERE r.id = ?", []any{id}, scanProducer)
	if errors.Is(err, errNotFound) {
		err = catalog.ErrNotFound
	}
	return p, wrap("read producer "+id, err)
}

// Producers returns all producers in the order of their Vietnamese names.
func (c *Catalogue) Producers(ctx context.Context) ([]catalog.Producer, error) {
	list, err := all(ctx, c.db, selectProducers+"ORDER BY r.pos", nil, scanProducer)
	return list, wrap("read producers", err)
}

func scanProducer(row scan) (catalog.Producer, error) {
	var p catalog.Producer
	var name, form, story string
	var photo photoColumns
	dest := []any{
		&p.ID, &name, &form, &p.Place.Commune, &p.Place.Province, &p.Place.FormerName,
		&p.Place.AsCertified, &p.Website, &p.Phone, &p.Contact, &story,
	}
	if err := row(append(dest, photo.dest()...)...); err != nil {
		return p, err
	}
	var s scanner
	p.Name, p.Form, p.Story = s.text(name), s.text(form), s.text(story)
	p.Photo = photo.photo(&s)
	return p, s.err
}
