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
	products, err := c.products(ctx, "WHERE p.shown")
	if err != nil {
		return nil, wrap("read documents", err)
	}
	producers, err := c.Producers(ctx)
	if err != nil {
		return nil, wrap("read documents", err)
	}
	for _, p := range producers {
		names.producers[p.ID] = p.Name
	}
	docs := make([]search.Document, len(products))
	for i, p := range products {
		docs[i] = names.document(p, at, point)
	}
	return docs, nil
}

// names leads from the codes that stand in a product to what people call them.
type names struct {
	provinces *catalog.Provinces
	sets      *catalog.Classification
	producers map[string]catalog.Text
}

func newNames() (*names, error) {
	provinces, err := catalog.ParseProvinces(assets.Provinces, assets.FormerProvinces)
	if err != nil {
		return nil, err
	}
	sets, err := catalog.ParseClassification(assets.Classification, assets.GroupAliases)
	return &names{provinces, sets, map[string]catalog.Text{}}, err
}

func (n *names) document(p catalog.Product, at time.Time, point string) search.Document {
	return search.Document{
		Code:           p.Code,
		Barcode:        p.Barcode,
		Name:           p.Name,
		Producer:       n.producers[p.Producer],
		Place:          n.place(p.Place),
		Group:          n.group(p.Set),
		Ingredients:    p.Ingredients,
		Story:          p.Story,
		Former:         former(p.Place),
		Province:       p.Place.Province,
		FormerProvince: p.Place.FormerName,
		Sector:         catalog.SectorOf(p.Set),
		Stars:          p.Stars(at),
		Here:           point != "" && slices.Contains(p.Points, point),
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

func (n *names) group(number int) catalog.Text {
	set, ok := n.sets.Set(number)
	if !ok {
		return nil
	}
	sector, _ := n.sets.Sector(set.Sector)
	text := catalog.Text{}
	for _, lang := range []string{"vi", "en"} {
		text[lang] = strings.Join([]string{sector.Name[lang], set.GroupName[lang], set.Name[lang]}, search.Between)
	}
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
