package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"hangviet/assets"
	"hangviet/data/catalog"
	"hangviet/data/search"
	"hangviet/data/vote"
)

// Whole returns everything: products by code, producers, points, events and
// rounds by id.
func (c *Catalogue) Whole(ctx context.Context) (catalog.Catalogue, []vote.Round, error) {
	var whole catalog.Catalogue
	var rounds []vote.Round
	for _, read := range []func() error{
		func() (err error) { whole.Organiser, whole.Sample, err = c.Info(ctx); return },
		func() (err error) { whole.Producers, err = c.Producers(ctx); return },
		func() (err error) { whole.Points, err = c.Points(ctx); return },
		func() (err error) { whole.Events, err = c.Events(ctx); return },
		func() (err error) { whole.Products, err = c.products(ctx, ""); return },
		func() (err error) { rounds, err = c.Rounds(ctx); return },
	} {
		if err := read(); err != nil {
			return catalog.Catalogue{}, nil, wrap("read whole catalogue", err)
		}
	}
	sortBy(whole.Producers, func(x catalog.Producer) string { return x.ID })
	sortBy(whole.Points, func(x catalog.Point) string { return x.ID })
	sortBy(whole.Events, func(x catalog.Event) string { return x.ID })
	sortBy(whole.Products, func(x catalog.Product) string { return x.Code })
	sortBy(rounds, func(x vote.Round) string { return x.ID })
	return whole, rounds, nil
}

func sortBy[T any](list []T, id func(T) string) {
	slices.SortFunc(list, func(a, b T) int { return strings.Compare(id(a), id(b)) })
}

// Documents returns what can be searched of every product that may be shown. at
// decides which stars live; point is where the kiosk stands, or "".
func (c *Catalogue) Documents(ctx context.Context, at time.Time, point string) ([]search.Document, error) {
	names, err := newNames()
	if err != nil {
		return nil, wrap("read documents", err)
	}
	docs, err := all(ctx, c.db, selectDocuments, []any{point}, func(row scan) (search.Document, error) {
		return names.read(row, at)
	})
	return docs, wrap("read documents", err)
}

const selectDocuments = `
SELECT p.code, p.barcode, p.name, p.criteria_set, ifnull(r.name, ''),
	p.commune, p.province, p.former, p.as_certified,
	p.status, p.stars, p.issued, p.expires, p.refiled, p.dong, p.dong_max,
	EXISTS (SELECT 1 FROM shelves s JOIN points t ON t.pos = s.point WHERE s.product = p.pos AND t.id = ?),
	p.ingredients, p.story
FROM products p LEFT JOIN producers r ON r.pos = p.producer
WHERE p.shown ORDER BY p.pos
`

// read reads one row of selectDocuments.
func (n *names) read(row scan, at time.Time) (search.Document, error) {
	var p catalog.Product
	var name, producer, issued, expires, ingredients, story string
	var here bool
	err := row(&p.Code, &p.Barcode, &name, &p.Set, &producer,
		&p.Place.Commune, &p.Place.Province, &p.Place.FormerName, &p.Place.AsCertified,
		&p.Certificate.Status, &p.Certificate.Stars, &issued, &expires, &p.Certificate.Refiled,
		&p.Price.Dong, &p.Price.Max, &here, &ingredients, &story)
	if err != nil {
		return search.Document{}, err
	}
	var s scanner
	p.Certificate.Issued, p.Certificate.Expires = s.date(issued), s.date(expires)
	p.Name, p.Ingredients, p.Story = s.text(name), s.text(ingredients), s.text(story)
	return n.document(p, n.producers.text(&s, producer), at, here), s.err
}

// names leads from the codes that stand in a product to what people call them.
type names struct {
	provinces *catalog.Provinces
	sets      *catalog.Classification
	producers memo
	groups    map[int]catalog.Text
}

func newNames() (*names, error) {
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return nil, err
	}
	sets, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	return &names{provinces, sets, memo{}, map[int]catalog.Text{}}, err
}

func (n *names) document(p catalog.Product, producer catalog.Text, at time.Time, here bool) search.Document {
	return search.Document{
		Code:           p.Code,
		Barcode:        p.Barcode,
		Name:           p.Name,
		Producer:       producer,
		Place:          n.place(p.Place),
		Group:          n.group(p.Set),
		Ingredients:    p.Ingredients,
		Story:          p.Story,
		Former:         former(p.Place),
		Province:       p.Place.Province,
		FormerProvince: p.Place.FormerName,
		Sector:         catalog.SectorOf(p.Set),
		Stars:          p.Stars(at),
		Here:           here,
		Price:          p.Price.Dong,
		Max:            p.Price.Max,
	}
}

func (n *names) place(p catalog.Place) catalog.Text {
	province, ok := n.provinces.ByCode(p.Province)
	if !ok {
		return joinTexts(p.Commune, nil)
	}
	return joinTexts(p.Commune, province.Name)
}

// group is what a criteria set belongs to; products of one share the text.
func (n *names) group(number int) catalog.Text {
	if text, known := n.groups[number]; known {
		return text
	}
	set, ok := n.sets.Set(number)
	if !ok {
		return nil
	}
	sector, _ := n.sets.Sector(set.Sector)
	text := catalog.Text{}
	for _, lang := range []string{"vi", "en"} {
		text[lang] = strings.Join([]string{sector.Name[lang], set.GroupName[lang], set.Name[lang]}, search.Between)
	}
	n.groups[number] = text
	return text
}

// joinTexts puts a proper name, the same in every language, in front of a text.
func joinTexts(proper string, text catalog.Text) catalog.Text {
	joined := catalog.Text{"vi": join(proper, text["vi"])}
	for lang, s := range text {
		joined[lang] = join(proper, s)
	}
	return joined
}

func join(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// former returns what the place was called before the merger: the province, and
// the address on the certificate with its district.
func former(p catalog.Place) []string {
	return slices.DeleteFunc([]string{p.FormerName, p.AsCertified}, func(s string) bool { return s == "" })
}
