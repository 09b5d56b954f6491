package store

import (
	"context"

	"hangviet/data/catalog"
)

// Good is what a ledger of goods wants to know of a product.
type Good struct {
	Code     string
	Producer string // id, "" when it has none
	Name     catalog.Text
	Links    []catalog.Link
}

// Goods returns every product, withdrawn ones too, by code. It reads little of
// each, so that all of a large catalogue may be asked for.
func (c *Catalogue) Goods(ctx context.Context) ([]Good, error) {
	list, err := all(ctx, c.db, `SELECT p.code, COALESCE(r.id, ''), p.name
		FROM products p LEFT JOIN producers r ON r.pos = p.producer ORDER BY p.code`, nil,
		func(row scan) (Good, error) {
			var g Good
			var name string
			if err := row(&g.Code, &g.Producer, &name); err != nil {
				return g, err
			}
			var s scanner
			g.Name = s.text(name)
			return g, s.err
		})
	if err == nil {
		err = c.addLinks(ctx, list)
	}
	return list, wrap("read goods", damage(err))
}

func (c *Catalogue) addLinks(ctx context.Context, goods []Good) error {
	at := make(map[string]int, len(goods))
	for i, g := range goods {
		at[g.Code] = i
	}
	type linkOf struct {
		code string
		link catalog.Link
	}
	links, err := all(ctx, c.db, `SELECT p.code, x.channel, x.url, x.label
		FROM links x JOIN products p ON p.pos = x.product ORDER BY x.product, x.place`, nil,
		func(row scan) (l linkOf, err error) {
			var label string
			if err := row(&l.code, &l.link.Channel, &l.link.URL, &label); err != nil {
				return l, err
			}
			var s scanner
			l.link.Label = s.text(label)
			return l, s.err
		})
	for _, l := range links {
		good := &goods[at[l.code]]
		good.Links = append(good.Links, l.link)
	}
	return err
}
