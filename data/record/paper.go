package record

import (
	"slices"

	"hangviet/data/vote"
)

// news tells which entries of branches are to be looked at: not those that stand
// in a ledger, nor those that were looked at in another branch.
type news struct {
	c    *counter
	seen map[identity]bool
}

// news notes the ids in all ledgers, if there is a branch at all.
func (c *counter) news() news {
	n := news{c, map[identity]bool{}}
	if !slices.ContainsFunc(c.origins, func(o origin) bool { return o.branch != "" }) {
		return n
	}
	for _, b := range c.ballots {
		n.seen[b.id] = n.seen[b.id] || c.origins[b.origin].branch == ""
	}
	for _, b := range c.batches {
		id := identityOf(b.paper.ID)
		n.seen[id] = n.seen[id] || c.origins[b.origin].branch == ""
	}
	return n
}

// is tells whether an entry with that id, at that place, is to be looked at.
func (n news) is(p place, id identity) bool {
	if n.c.origins[p.origin].branch == "" {
		return true
	}
	seen := n.seen[id]
	n.seen[id] = true
	return !seen
}

// countPaper counts of each chain of corrections the last batch.
func (c *counter) countPaper(news news) {
	var left []batch
	counted := map[identity]bool{}
	for _, b := range c.batches {
		id := identityOf(b.paper.ID)
		switch {
		case !news.is(b.place, id):
		case b.reason != "":
			c.tally.uncount(b.reason, 0, 1)
		case counted[id]:
			c.tally.uncount(ReasonTwice, 0, 1)
		default:
			counted[id] = true
			left = append(left, b)
		}
	}
	c.countChains(left)
}

// countChains counts the batches that no later one of their chain replaces.
func (c *counter) countChains(left []batch) {
	corrects := map[string]string{}
	for _, b := range left {
		corrects[b.paper.ID] = b.paper.Corrects
	}
	last := map[string]int{}
	for i, b := range left {
		last[chain(corrects, b.paper)] = i
	}
	for i, b := range left {
		if last[chain(corrects, b.paper)] == i {
			c.tally.addPaper(c.origins[b.origin].kiosk, b.paper)
		} else {
			c.tally.uncount(ReasonCorrected, 0, 1)
		}
	}
}

// chain returns the id with which a chain of corrections began.
func chain(corrects map[string]string, p vote.Paper) string {
	id := p.ID
	for range len(corrects) {
		next := corrects[id]
		if next == "" {
			break
		}
		id = next
	}
	return id
}
