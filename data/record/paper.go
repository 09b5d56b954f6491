package record

import "hangviet/data/vote"

// repeated tells which ids of branches are no news.
type repeated map[identity]bool

// repeats tells whether the id stands in a ledger or in a part of a branch that
// was looked at before.
func (r repeated) repeats(id identity) bool {
	seen := r[id]
	r[id] = true
	return seen
}

// shared returns the ids in the ledgers of those kiosks that have branches, for a
// branch repeats what came before it parted.
func (c *counter) shared() repeated {
	forked := map[string]bool{}
	for _, o := range c.origins {
		forked[o.kiosk] = forked[o.kiosk] || o.branch
	}
	ids := repeated{}
	trunk := func(p place) bool { o := c.origins[p.origin]; return forked[o.kiosk] && !o.branch }
	for _, b := range c.ballots {
		if trunk(b.place) {
			ids[b.id] = true
		}
	}
	for _, b := range c.batches {
		if trunk(b.place) {
			ids[identityOf(b.paper.ID)] = true
		}
	}
	return ids
}

// countPaper counts of each chain of corrections the last batch.
func (c *counter) countPaper(known repeated) {
	var left []batch
	counted := map[identity]bool{}
	for _, b := range c.batches {
		id := identityOf(b.paper.ID)
		if c.origins[b.origin].branch && known.repeats(id) {
			continue
		}
		switch {
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
