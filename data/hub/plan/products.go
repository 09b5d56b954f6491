package plan

import (
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// Product is what an organiser sees of a product when choosing nominees.
type Product struct {
	Code     string
	Name     vote.Text
	Producer string // id
	Maker    vote.Text
	text     string // what is searched
}

// Products are the products of one release, ready to search.
type Products struct {
	Release int64
	all     []Product
	at      map[string]int
}

// NewProducts returns the products of a release in their order.
func NewProducts(release int64, all []Product) *Products {
	p := &Products{Release: release, all: slices.Clone(all), at: make(map[string]int, len(all))}
	for i := range p.all {
		one := &p.all[i]
		one.text = catalog.Fold(strings.Join([]string{one.Code, one.Name["vi"], one.Name["en"], one.Maker["vi"], one.Maker["en"]}, " "))
		p.at[one.Code] = i
	}
	return p
}

// Len returns how many there are.
func (p *Products) Len() int { return len(p.all) }

// Product returns the product of a code.
func (p *Products) Product(code string) (Product, bool) {
	at, known := p.at[code]
	if !known {
		return Product{}, false
	}
	return p.all[at], true
}

// Find is a [Find] on these products.
func (p *Products) Find(code string) (producer string, known bool) {
	one, known := p.Product(code)
	return one.Producer, known
}

// Search returns the first of the products that have every word of a query in
// their code, name or producer, with or without marks, and how many there are.
func (p *Products) Search(query string, most int) (found []Product, all int) {
	words := strings.Fields(catalog.Fold(query))
	for _, one := range p.all {
		if !hasAll(one.text, words) {
			continue
		}
		if all++; len(found) < most {
			found = append(found, one)
		}
	}
	return found, all
}

func hasAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
