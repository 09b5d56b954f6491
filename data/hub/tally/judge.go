package tally

import (
	"time"

	"hangviet/data/vote"
)

// judge is a round's history made quick to ask: choices are numbers of the
// counter's book of names. One goroutine uses it.
type judge struct {
	history History
	forms   []form
	places  []place // of each choice in the result; beyond its end, nowhere
	blank   Round   // the result before anything is counted
}

// form is the round as one release had it.
type form struct {
	mode          vote.Mode
	opens, closes int64 // seconds since 1970; closes is the first whole one at or after
	category      []int // of each choice, or noCategory
	limits        []int // choices a ballot may make, by category
	made          []int // those the ballot at hand makes
}

// place is where a choice stands in a result.
type place struct {
	category int // −1 nowhere
	nominee  int // counted over all categories
}

const noCategory = -1

// newJudge reads a round's history; number gives each choice its number.
func newJudge(id string, h History, number func(vote.Choice) uint32) *judge {
	newest := h.newest()
	j := &judge{history: h, blank: Round{
		ID: id, Title: newest.Round.Title, Rules: newest.Round.Rules, Opens: newest.Round.Opens, Closes: newest.Round.Closes,
		Current: newest.Current, Newest: newest.Round, Categories: h.categories(),
	}}
	nominee := 0
	for i, c := range j.blank.Categories {
		for _, n := range c.Nominees {
			j.places = putAt(j.places, number(vote.Choice{Category: c.ID, Nominee: n.ID}), place{i, nominee}, place{category: noCategory})
			nominee++
		}
	}
	for _, d := range h {
		j.forms = append(j.forms, newForm(d.Round, number))
	}
	return j
}

func newForm(r vote.Round, number func(vote.Choice) uint32) form {
	f := form{mode: r.Admits(), opens: r.Opens.Unix(), closes: r.Closes.Unix()}
	if r.Closes.Nanosecond() > 0 {
		f.closes++
	}
	for i, c := range r.Categories {
		f.limits = append(f.limits, c.Choices)
		for _, n := range c.Nominees {
			f.category = putAt(f.category, number(vote.Choice{Category: c.ID, Nominee: n.ID}), i, noCategory)
		}
	}
	f.made = make([]int, len(f.limits))
	return f
}

// putAt sets all[at], filling what is before it with empty.
func putAt[T any](all []T, at uint32, value, empty T) []T {
	for uint32(len(all)) <= at {
		all = append(all, empty)
	}
	all[at] = value
	return all
}

// fault returns why no form allows the ballot, judged by the newest, or "" when
// one does.
func (j *judge) fault(s *slot, choices []uint32) Reason {
	var first Reason
	for i := range j.forms {
		reason := j.forms[i].fault(s, choices)
		if reason == "" {
			return ""
		}
		if first == "" {
			first = reason
		}
	}
	return first
}

func (f *form) fault(s *slot, choices []uint32) Reason {
	if !f.allows(choices) {
		return ReasonRules
	}
	if s.mode.mode() != f.mode {
		return ReasonMode
	}
	if start := int64(s.hour) * secondsAnHour; start >= f.closes || start+secondsAnHour <= f.opens {
		return ReasonHour
	}
	return ""
}

const secondsAnHour = int64(time.Hour / time.Second)

// allows tells whether the choices are in the form, not too many in a category
// and no two alike.
func (f *form) allows(choices []uint32) bool {
	clear(f.made)
	for i, choice := range choices {
		if choice >= uint32(len(f.category)) || f.category[choice] == noCategory {
			return false
		}
		for _, before := range choices[:i] {
			if before == choice {
				return false
			}
		}
		category := f.category[choice]
		if f.made[category]++; f.made[category] > f.limits[category] {
			return false
		}
	}
	return len(choices) > 0
}
