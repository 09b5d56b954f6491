package record

import "slices"

// news tells which entries of branches are to be looked at: not those that stand
// in the ledger they branch off from, nor those that were looked at in another
// branch of it. What another kiosk holds takes nothing away: it may be anybody's.
type news struct {
	c    *counter
	seen map[held]bool
}

// held is an entry of a kiosk, in whichever branch.
type held struct {
	kiosk string
	id    identity
}

// news notes the ids in the ledgers that have branches.
func (c *counter) news() news {
	n := news{c, map[held]bool{}}
	branched := map[string]bool{}
	for _, o := range c.origins {
		branched[o.kiosk] = branched[o.kiosk] || o.branch != ""
	}
	note := func(p place) {
		if o := c.origins[p.origin]; o.branch == "" && branched[o.kiosk] {
			n.seen[held{o.kiosk, p.id}] = true
		}
	}
	for _, b := range c.ballots {
		note(b.place)
	}
	for _, b := range c.batches {
		note(b.place)
	}
	return n
}

// is tells whether the entry at that place is to be looked at.
func (n news) is(p place) bool {
	o := n.c.origins[p.origin]
	if o.branch == "" {
		return true
	}
	seen := n.seen[held{o.kiosk, p.id}]
	n.seen[held{o.kiosk, p.id}] = true
	return !seen
}

// countPaper counts of each chain of corrections one batch, and of each batch
// number one chain.
func (c *counter) countPaper(news news) {
	c.batches = slices.DeleteFunc(c.batches, func(b batch) bool { return !news.is(b.place) })
	c.once(func(b *batch) string { return b.paper.ID }, ReasonTwice)
	c.chain()
	c.once(func(b *batch) string { return b.paper.Batch }, ReasonNumber)
	for i := range c.batches {
		if b := &c.batches[i]; b.reason != "" {
			c.tally.uncount(b.reason, 0, 1)
		} else {
			c.tally.addPaper(c.origins[b.origin].kiosk, b.paper)
		}
	}
}

// standing yields the batches that nothing speaks against, the first entered
// first.
func (c *counter) standing(yield func(*batch) bool) {
	for i := range c.batches {
		if c.batches[i].reason == "" && !yield(&c.batches[i]) {
			return
		}
	}
}

// once lets of those with the same key only the one count whose chain began
// first.
func (c *counter) once(key func(*batch) string, reason Reason) {
	began := map[string]int{}
	for i, b := range slices.Backward(c.batches) {
		began[b.paper.ID] = i
	}
	first := map[string]*batch{}
	for b := range c.standing {
		other := first[key(b)]
		switch {
		case other == nil:
			first[key(b)] = b
		case other.root != b.root && began[b.root] < began[other.root]:
			other.reason, first[key(b)] = reason, b
		default:
			b.reason = reason
		}
	}
}

// chain follows corrections, on whatever kiosk they were entered. Of each chain
// the batch that none corrects counts; of several such the last, and of a ring
// the last of all.
func (c *counter) chain() {
	corrects, corrected := map[string]string{}, map[string]bool{}
	for b := range c.standing {
		corrects[b.paper.ID] = b.paper.Corrects
		if b.paper.Corrects != b.paper.ID {
			corrected[b.paper.Corrects] = true
		}
	}
	counts := map[string]*batch{}
	for b := range c.standing {
		b.root = c.rootOf(b.paper.ID, corrects)
		if last := counts[b.root]; last == nil || !corrected[b.paper.ID] || corrected[last.paper.ID] {
			counts[b.root] = b
		}
	}
	for b := range c.standing {
		if counts[b.root] != b {
			b.reason = ReasonCorrected
		}
	}
}

// rootOf returns the id with which a chain of corrections began; of a ring, the
// one that was entered first.
func (c *counter) rootOf(id string, corrects map[string]string) string {
	seen := map[string]bool{}
	for !seen[id] {
		seen[id] = true
		if before := corrects[id]; before != "" && has(corrects, before) {
			id = before
		}
	}
	if before := corrects[id]; before == "" || before == id || !has(corrects, before) {
		return id
	}
	ring := map[string]bool{id: true}
	for at := corrects[id]; at != id; at = corrects[at] {
		ring[at] = true
	}
	for b := range c.standing {
		if ring[b.paper.ID] {
			return b.paper.ID
		}
	}
	return id
}

func has(m map[string]string, key string) bool { _, ok := m[key]; return ok }
