package model

import (
	"context"
	"errors"

	"hangviet/data/catalog"
)

// Producer is who makes things, and what.
type Producer struct {
	Name    string
	Form    string
	Place   string
	Story   string
	Photo   *catalog.Photo
	Contact *QR // nil unless the producer agreed
	Cards   []Card
	Gone    bool // not in the release
}

// LoadProducer reads one producer; one that is not there is Gone.
func LoadProducer(ctx context.Context, env Env, src Catalogue, id string) (Producer, error) {
	p, err := src.Producer(ctx, id)
	if errors.Is(err, catalog.ErrNotFound) {
		return Producer{Gone: true}, nil
	}
	if err != nil {
		return Producer{}, err
	}
	cards, err := src.Cards(ctx, catalog.CardFilter{Producer: id})
	return Producer{
		Name:    env.Text(p.Name),
		Form:    env.Text(p.Form),
		Place:   env.place(p.Place),
		Story:   env.Text(p.Story),
		Photo:   p.Photo,
		Contact: contact(env, p, true),
		Cards:   newCards(env, cards),
	}, err
}
