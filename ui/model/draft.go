package model

import (
	"slices"

	"hangviet/data/booth"
	"hangviet/data/vote"
)

// Draft is the half-made ballot of one round; it lives in the visit alone and
// is cast only by the visitor's own confirmation.
type Draft struct {
	Round     string
	Admission *booth.Admission // the visitor's right to cast it, once there is one
	Dropped   bool             // an update took away what was chosen, and nobody has been told
	chosen    []vote.Choice
}

// Chosen tells whether the nominee is chosen.
func (d *Draft) Chosen(c vote.Choice) bool {
	for _, have := range d.chosen {
		if have == c {
			return true
		}
	}
	return false
}

// Count returns the number of choices; with a category only those in it.
func (d *Draft) Count(category string) int {
	n := 0
	for _, c := range d.chosen {
		if category == "" || c.Category == category {
			n++
		}
	}
	return n
}

// Toggle chooses the nominee or takes the choice back. In a category of one
// choice the new one takes the old one's place; in others a choice too many is
// refused, and full is true.
func (d *Draft) Toggle(r vote.Round, c vote.Choice) (full bool) {
	category, ok := r.Category(c.Category)
	switch {
	case !ok || !category.Has(c.Nominee):
		return false
	case d.Chosen(c):
		d.remove(func(have vote.Choice) bool { return have == c })
		return false
	case category.Choices == 1:
		d.remove(func(have vote.Choice) bool { return have.Category == c.Category })
	case d.Count(c.Category) >= category.Choices:
		return true
	}
	d.chosen = append(d.chosen, c)
	return false
}

func (d *Draft) remove(drop func(vote.Choice) bool) {
	var kept []vote.Choice
	for _, c := range d.chosen {
		if !drop(c) {
			kept = append(kept, c)
		}
	}
	d.chosen = kept
}

// Keep drops the choices that a newer release of the round no longer knows and
// notes that it did.
func (d *Draft) Keep(r vote.Round) {
	before := len(d.chosen)
	d.remove(func(c vote.Choice) bool {
		category, ok := r.Category(c.Category)
		return !ok || !category.Has(c.Nominee)
	})
	d.Dropped = d.Dropped || len(d.chosen) < before
}

// Over is the first category with more choices than the round allows, as when an
// update allows fewer; "" for none.
func (d *Draft) Over(r vote.Round) string {
	for _, c := range r.Categories {
		if d.Count(c.ID) > c.Choices {
			return c.ID
		}
	}
	return ""
}

// Choices returns what is chosen.
func (d *Draft) Choices() []vote.Choice { return slices.Clone(d.chosen) }

// Clone returns a copy that a loader off the UI thread may read.
func (d *Draft) Clone() *Draft {
	copied := *d
	copied.chosen = d.Choices()
	return &copied
}
