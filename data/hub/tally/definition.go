// Package tally counts ballots. It is pure: rounds and entries go in, numbers
// come out, the same for the page, the export and a recount.
//
// The rules: a ballot counts once by its id over all kiosks and rounds; only
// while its kiosk is approved; only when its round is known and allows it. What
// does not count is told by reason, never dropped in silence. Ballots and
// choices are counted apart.
//
// A later release may change a round that is running. A ballot is judged by
// every form of its round that was ever published, the newest first, so that
// withdrawing a nominee does not undo what people chose before; a nominee that
// is no longer in the round stays in the result, marked.
//
// Start with [NewCounter].
package tally

import "hangviet/data/vote"

// Definition is a round in the form in which one release published it.
type Definition struct {
	Release int64
	Current bool // the newest release has it
	Round   vote.Round
	Names   map[string]vote.Text // by product code
	Makers  map[string]vote.Text // the producer's name, by product code
}

// History is one round's definitions, the newest first; never empty.
type History []Definition

// newest returns the definition by which the round is described.
func (h History) newest() Definition { return h[0] }

// fault returns why no definition allows the ballot, judged by the newest, or
// "" when one does.
func (h History) fault(b vote.Ballot) Reason {
	var first Reason
	for _, d := range h {
		reason := faultIn(d.Round, b)
		if reason == "" {
			return ""
		}
		if first == "" {
			first = reason
		}
	}
	return first
}

func faultIn(r vote.Round, b vote.Ballot) Reason {
	if b.Check(r) != nil {
		return ReasonRules
	}
	if !b.Hour.Before(r.Closes) || !b.Hour.Add(hour).After(r.Opens) {
		return ReasonHour
	}
	return ""
}

// categories returns the round's categories in the newest form, with the
// nominees of older forms behind those of the newest.
func (h History) categories() []Category {
	var all []Category
	at := map[string]int{}
	for i, d := range h {
		for _, c := range d.Round.Categories {
			place, ok := at[c.ID]
			if !ok {
				place = len(all)
				at[c.ID] = place
				all = append(all, Category{ID: c.ID, Title: c.Title, Allowed: c.Choices, Withdrawn: i > 0})
			}
			all[place].addNominees(c.Nominees, d, i > 0)
		}
	}
	return all
}

func (c *Category) addNominees(nominees []vote.Nominee, d Definition, old bool) {
	for _, n := range nominees {
		if c.find(n.ID) >= 0 {
			continue
		}
		c.Nominees = append(c.Nominees, Nominee{
			ID: n.ID, Product: n.Product, Withdrawn: old,
			Name: d.Names[n.Product], Maker: d.Makers[n.Product], Kiosks: map[string]int{},
		})
	}
}

func (c *Category) find(nominee string) int {
	for i := range c.Nominees {
		if c.Nominees[i].ID == nominee {
			return i
		}
	}
	return -1
}
