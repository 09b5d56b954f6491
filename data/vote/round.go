package vote

import "time"

// Text is one text by language tag; Vietnamese ("vi") is always there.
type Text = map[string]string

// Round is one vote: a set of categories, open between two instants.
type Round struct {
	ID         string // ASCII letters, digits, dash
	Title      Text
	Rules      Text
	Opens      time.Time // first instant at which a ballot is taken
	Closes     time.Time // first instant at which it is no longer
	Categories []Category
}

// Category is a heading under which nominees stand; a ballot may name up to
// Choices of them.
type Category struct {
	ID       string
	Title    Text
	Choices  int // 1 or more
	Nominees []Nominee
}

// Nominee is what can be voted for: a product of the catalogue.
type Nominee struct {
	ID      string
	Product string // product code
}

// Phase is where a round stands.
type Phase string

// The phases of a round.
const (
	Coming Phase = "coming"
	Open   Phase = "open"
	Closed Phase = "closed"
)

// PhaseAt returns the round's phase at t.
func (r Round) PhaseAt(t time.Time) Phase {
	switch {
	case t.Before(r.Opens):
		return Coming
	case t.Before(r.Closes):
		return Open
	}
	return Closed
}

// Category returns the category with that id.
func (r Round) Category(id string) (Category, bool) {
	for _, c := range r.Categories {
		if c.ID == id {
			return c, true
		}
	}
	return Category{}, false
}

// Has tells whether the nominee stands in the category.
func (c Category) Has(nominee string) bool {
	for _, n := range c.Nominees {
		if n.ID == nominee {
			return true
		}
	}
	return false
}
