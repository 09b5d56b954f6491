package catalog

import (
	"errors"
	"time"
)

// Card is what a list shows of a product: enough to draw it and to filter by,
// without its story, links or further photos.
type Card struct {
	Code         string
	Name         Packed
	Set          int    // criteria set 1 to 26; 0 outside OCOP
	Category     string // id of one of [VoteCategories]; may be empty
	Producer     string // [Producer.ID]
	ProducerName Packed
	Place        Place
	Certificate  Certificate
	Price        Price
	Cover        *Photo // nil: no photo
	Featured     bool
	Export       bool
	Added        Date
	Points       []string // ids of the points whose shelves hold it
}

// OCOP tells whether the product is in the OCOP programme at all.
func (c Card) OCOP() bool { return c.Set != 0 && c.Certificate.Status != NotOCOP }

// Stars returns the stars that may be shown at t, as [Product.Stars] does.
func (c Card) Stars(t time.Time) int {
	if !c.OCOP() {
		return 0
	}
	return c.Certificate.StarsAt(t)
}

// Sector returns the number of the card's sector, 1 to 6, or 0 outside OCOP.
func (c Card) Sector() int { return SectorOf(c.Set) }

// OnShelf tells whether the product stands on the shelf of that point.
func (c Card) OnShelf(point string) bool {
	for _, p := range c.Points {
		if p == point {
			return true
		}
	}
	return false
}

// lastSets holds the last criteria set of each sector (Decision 26/2026/QĐ-TTg,
// Annex I: food 1–13, beverages 14–17, medicinal plants 18–20, handicraft 21–22,
// ornamental 23–25, tourism 26).
var lastSets = [...]int{13, 17, 20, 22, 25, 26}

// SectorOf returns the sector, 1 to 6, of a criteria set, or 0 when there is no
// such set.
func SectorOf(set int) int {
	if set < 1 {
		return 0
	}
	for i, last := range lastSets {
		if set <= last {
			return i + 1
		}
	}
	return 0
}

// Card returns what a list shows of the product, whose producer's name is given.
func (p Product) Card(producer Text) Card {
	c := Card{
		Code: p.Code, Name: Pack(p.Name), Set: p.Set, Category: p.Category,
		Producer: p.Producer, ProducerName: Pack(producer), Place: p.Place,
		Certificate: p.Certificate, Price: p.Price,
		Featured: p.Featured, Export: p.Export, Added: p.Added, Points: p.Points,
	}
	if len(p.Photos) > 0 {
		c.Cover = &p.Photos[0]
	}
	return c
}

// ErrNotFound says that the catalogue does not hold a product or producer.
var ErrNotFound = errors.New("not in the catalogue")

// CardFilter says which cards are wanted: those that meet every field that is set.
type CardFilter struct {
	Sector   int      // 1 to 6
	Set      int      // 1 to 26
	Province string   // code
	Point    string   // on the shelf of this point
	Producer string   // id
	Category string   // vote category
	Featured bool     // true: only featured ones
	Codes    []string // nil: any; empty: none
}
