package books

import (
	"errors"
	"slices"
)

// Good is a product as the last release that had it described it.
type Good struct {
	Product, Producer string
	Name, NameEn      string
	Release           int64
}

// Maker is a producer as the last release that had it described it.
type Maker struct {
	Producer     string
	Name, NameEn string
	Release      int64
}

// PutGoods stores the products and producers of a release; those that only
// earlier ones had stay as they were.
func (t *Tx) PutGoods(release int64, goods []Good, makers []Maker) error {
	for some := range slices.Chunk(goods, many) {
		var args []any
		for _, g := range some {
			args = append(args, g.Product, g.Producer, g.Name, g.NameEn, release)
		}
		err := t.insert(`INSERT INTO goods (product, producer, name, name_en, release) VALUES `, 5, args,
			` ON CONFLICT (product) DO UPDATE SET producer = excluded.producer, name = excluded.name,
				name_en = excluded.name_en, release = excluded.release`)
		if err != nil {
			return err
		}
	}
	for some := range slices.Chunk(makers, many) {
		var args []any
		for _, m := range some {
			args = append(args, m.Producer, m.Name, m.NameEn, release)
		}
		err := t.insert(`INSERT INTO makers (producer, name, name_en, release) VALUES `, 4, args,
			` ON CONFLICT (producer) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, release = excluded.release`)
		if err != nil {
			return err
		}
	}
	return nil
}

// Goods returns every product that any release had, by code.
func (t *Tx) Goods() (all []Good, err error) {
	err = t.each(`SELECT product, producer, name, name_en, release FROM goods ORDER BY product`, nil,
		func(scan func(...any) error) error {
			var g Good
			err := scan(&g.Product, &g.Producer, &g.Name, &g.NameEn, &g.Release)
			all = append(all, g)
			return err
		})
	return all, err
}

// Makers returns every producer that any release had, by id.
func (t *Tx) Makers() (all []Maker, err error) {
	err = t.each(`SELECT producer, name, name_en, release FROM makers ORDER BY producer`, nil,
		func(scan func(...any) error) error {
			var m Maker
			err := scan(&m.Producer, &m.Name, &m.NameEn, &m.Release)
			all = append(all, m)
			return err
		})
	return all, err
}

// GoodsRelease returns the newest release whose products are stored; 0 when there
// is none.
func (t *Tx) GoodsRelease() (release int64, err error) {
	err = t.one(`SELECT release FROM goods ORDER BY release DESC LIMIT 1`, nil, &release)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return release, err
}
