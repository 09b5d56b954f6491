package model

import (
	"time"

	"hangviet/data/vote"
)

// Draft is the half-made ballot of one round; it lives in the visit alone and
// is cast only by the visitor's own confirmation.
type Draft struct {
	Round  string
	chosen []vote.Choice
	cast   *vote.Ballot // made at the first confirmation; a repetition sends the same
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
	d.cast = nil
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
// tells whether any was dropped.
func (d *Draft) Keep(r vote.Round) bool {
	before := len(d.chosen)
	d.remove(func(c vote.Choice) bool {
		category, ok := r.Category(c.Category)
		return !ok || !category.Has(c.Nominee)
	})
	if len(d.chosen) == before {
		return false
	}
	d.cast = nil
	return true
}

// Ballot returns the ballot to be cast at t. Called again without a change in
// between it returns the very same ballot, so that confirming twice, or after
// an error, is counted once.
func (d *Draft) Ballot(r vote.Round, t time.Time) (vote.Ballot, error) {
	if d.cast == nil {
		b, err := vote.NewBallot(r, t, d.chosen)
		if err != nil {
			return vote.Ballot{}, err
		}
		d.cast = &b
	}
	return *d.cast, nil
}

// Clone returns a copy that a loader off the UI thread may read.
func (d *Draft) Clone() *Draft {
	return &Draft{Round: d.Round, chosen: append([]vote.Choice(nil), d.chosen...)}
}
