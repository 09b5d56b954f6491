package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// plan is a catalogue in the order in which it is written, with the place of
// everything that something else refers to. The order depends on the content
// alone.
type plan struct {
	catalogue catalog.Catalogue
	rounds    []vote.Round
	images    []catalog.Image
	tickets   []listed

	producer map[string]int // place by id
	point    map[string]int
	product  map[string]int // place by code
	image    map[string]int // place by SHA-256
}

func newPlan(c catalog.Catalogue, rounds []vote.Round) (*plan, error) {
	p := &plan{catalogue: c}
	var producers, products []string // sort keys
	p.catalogue.Producers, producers = byName(c.Producers, func(x catalog.Producer) (catalog.Text, string) { return x.Name, x.ID })
	p.catalogue.Points, _ = byName(c.Points, func(x catalog.Point) (catalog.Text, string) { return x.Name, x.ID })
	p.catalogue.Products, products = byName(c.Products, func(x catalog.Product) (catalog.Text, string) { return x.Name, x.Code })
	p.catalogue.Events = slices.SortedFunc(slices.Values(c.Events), func(a, b catalog.Event) int {
		return cmp.Or(strings.Compare(a.From.String(), b.From.String()), strings.Compare(a.ID, b.ID))
	})
	p.rounds = slices.SortedFunc(slices.Values(rounds), func(a, b vote.Round) int {
		return cmp.Or(a.Opens.Compare(b.Opens), strings.Compare(a.ID, b.ID))
	})
	p.producer = namedPlaces(producers, func(i int) string { return p.catalogue.Producers[i].ID })
	p.point = places(p.catalogue.Points, func(x catalog.Point) string { return x.ID })
	p.product = namedPlaces(products, func(i int) string { return p.catalogue.Products[i].Code })
	return p, p.collectImages()
}

// byName returns list in the Vietnamese order of names, and the keys that make the
// order; key gives the name and the id that parts two equal names.
func byName[T any](list []T, key func(T) (catalog.Text, string)) ([]T, []string) {
	type keyed struct {
		name, id string
		at       int
	}
	sorted := make([]keyed, len(list))
	for i, v := range list {
		name, id := key(v)
		sorted[i] = keyed{catalog.SortKey(name.In("vi")), id, i}
	}
	slices.SortFunc(sorted, func(a, b keyed) int {
		return cmp.Or(strings.Compare(a.name, b.name), strings.Compare(a.id, b.id))
	})
	out, names := make([]T, len(sorted)), make([]string, len(sorted))
	for i, k := range sorted {
		out[i], names[i] = list[k.at], k.name
	}
	return out, names
}

func places[T any](list []T, id func(T) string) map[string]int {
	at := make(map[string]int, len(list))
	for i, v := range list {
		at[id(v)] = i
	}
	return at
}

// collectImages lists every picture file once, by hash.
func (p *plan) collectImages() error {
	known := map[string]catalog.Image{}
	for photo := range photos(p.catalogue) {
		for _, image := range []catalog.Image{photo.Full, photo.Thumb} {
			if other, ok := known[image.SHA256]; ok && other != image {
				return fmt.Errorf("image %s is described in two ways", image.SHA256)
			}
			known[image.SHA256] = image
		}
	}
	for _, image := range known {
		p.images = append(p.images, image)
	}
	slices.SortFunc(p.images, func(a, b catalog.Image) int { return strings.Compare(a.SHA256, b.SHA256) })
	p.image = spread(len(p.images), func(i int) (string, int) {
		return p.images[i].SHA256, hashPlace(p.images[i].SHA256)
	})
	return nil
}

func photos(c catalog.Catalogue) func(yield func(catalog.Photo) bool) {
	return func(yield func(catalog.Photo) bool) {
		for _, producer := range c.Producers {
			if producer.Photo != nil && !yield(*producer.Photo) {
				return
			}
		}
		for _, product := range c.Products {
			for _, photo := range product.Photos {
				if !yield(photo) {
					return
				}
			}
		}
	}
}

// refer returns the place of id, nil for "", and an error that names what is
// missing and who refers to it.
func refer(at map[string]int, what, id, from string) (any, error) {
	if id == "" {
		return nil, nil
	}
	place, ok := at[id]
	if !ok {
		return nil, fmt.Errorf("%s refers to %s %q, which is not in the catalogue", from, what, id)
	}
	return place, nil
}
