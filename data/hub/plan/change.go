package plan

import (
	"errors"
	"strconv"
	"time"

	"hangviet/data/vote"
)

// CheckChange tells what of after may not follow before, the form that was
// published last, at now; see the package comment for why.
func CheckChange(before, after vote.Round, now time.Time) []Fault {
	c := checker{}
	var moved *vote.MovedError
	if errors.As(vote.CheckFollows([]vote.Round{before}, []vote.Round{after}), &moved) {
		c.fault("categories", FaultMoved, moved.Nominee, moved.Before)
	}
	switch before.PhaseAt(now) {
	case vote.Open, vote.Paused:
		c.open(before, after, now)
	case vote.Closed:
		c.closed(before, after)
	}
	return c.faults
}

// open refuses what a round that people vote in keeps.
func (c *checker) open(before, after vote.Round, now time.Time) {
	c.same("opens", FaultFixed, before.Opens.Equal(after.Opens))
	c.same("mode", FaultFixed, before.Admits() == after.Admits())
	c.same("test", FaultFixed, before.Test == after.Test)
	c.same("reveal", FaultFixed, reveal(before.Reveal) == reveal(after.Reveal))
	c.same("switch", FaultPublished, after.Switch != vote.SetDraft)
	c.same("closes", FaultPast, after.Closes.After(now))
	c.sameCategories(before, after, FaultFixed)
}

// closed refuses all but texts: the count may have been seen.
func (c *checker) closed(before, after vote.Round) {
	c.same("opens", FaultClosed, before.Opens.Equal(after.Opens))
	c.same("closes", FaultClosed, before.Closes.Equal(after.Closes))
	c.same("switch", FaultClosed, after.Switch == before.Switch || after.Switch == vote.SetClose)
	c.same("mode", FaultClosed, before.Admits() == after.Admits())
	c.same("test", FaultClosed, before.Test == after.Test)
	c.same("reveal", FaultClosed, reveal(before.Reveal) == reveal(after.Reveal))
	c.sameCategories(before, after, FaultClosed)
	if len(nominees(before)) != len(nominees(after)) {
		c.fault("categories", FaultClosed)
		return
	}
	for choice := range nominees(before) {
		if !nominees(after)[choice] {
			c.fault("categories", FaultClosed)
			return
		}
	}
}

func (c *checker) same(field, code string, same bool) {
	if !same {
		c.fault(field, code)
	}
}

// sameCategories wants every category to be there still, with as many choices.
func (c *checker) sameCategories(before, after vote.Round, code string) {
	for _, category := range before.Categories {
		now, there := after.Category(category.ID)
		if !there {
			c.fault("categories", code)
			continue
		}
		for i := range after.Categories {
			if after.Categories[i].ID == category.ID {
				c.same("category."+strconv.Itoa(i)+".choices", code, now.Choices == category.Choices)
			}
		}
	}
}

func nominees(r vote.Round) map[vote.Choice]bool {
	all := map[vote.Choice]bool{}
	for _, c := range r.Categories {
		for _, n := range c.Nominees {
			all[vote.Choice{Category: c.ID, Nominee: n.ID}] = true
		}
	}
	return all
}
