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
			ID: n.ID, Product: n.Product, Withdrawn: old, Name: d.Names[n.Product], Maker: d.Makers[n.Product],
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

// allowsPaper tells whether any form of the round allows the batch.
func (h History) allowsPaper(p vote.Paper) bool {
	for _, d := range h {
		if p.Check(d.Round) == nil {
			return true
		}
	}
	return false
}
