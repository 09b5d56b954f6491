package tally

import (
	"cmp"
	"slices"
)

// part is what one shelf brings to one round.
type part struct {
	sum, flagged Sum
	uncounted    [len(reasons) + 1]int // by state
	categories   []sums
	nominees     []sums // counted over all categories
	runs         []Run
	hours        []hourSum // ascending
	tickets      []int     // used of each batch in the round's book; nil when none
}

// sums are numbers with flagged ballots and of those alone.
type sums struct{ all, flagged Sum }

// count makes the parts of a shelf anew.
func (c *Counter) count(s *shelf) {
	s.parts = map[uint32]*part{}
	marked := c.rules.mark(s)
	for i := range s.slots {
		b := &s.slots[i]
		j := c.judgeOf(b.round)
		if j == nil {
			continue
		}
		p := s.part(b.round, j)
		if b.state != 0 {
			p.uncounted[b.state]++
			continue
		}
		p.add(j, s.made(b), marked[i] != 0)
		p.addHour(b.hour, int(b.choices))
		if book := c.books[b.round]; book != nil && b.ticket != 0 {
			p.tickets = book.add(p.tickets, b.ticket)
		}
	}
	for round, p := range s.parts {
		p.runs = c.rules.runs(s, round, marked)
	}
}

func (s *shelf) part(round uint32, j *judge) *part {
	p := s.parts[round]
	if p == nil {
		nominees := 0
		for _, c := range j.blank.Categories {
			nominees += len(c.Nominees)
		}
		p = &part{categories: make([]sums, len(j.blank.Categories)), nominees: make([]sums, nominees)}
		s.parts[round] = p
	}
	return p
}

// add counts one ballot.
func (p *part) add(j *judge, choices []uint32, flagged bool) {
	p.sum.add(1, len(choices))
	if flagged {
		p.flagged.add(1, len(choices))
	}
	for i, choice := range choices {
		at := j.places[choice]
		first := 1 // the first choice in its category brings the ballot
		for _, before := range choices[:i] {
			if j.places[before].category == at.category {
				first = 0
			}
		}
		p.categories[at.category].add(first, flagged)
		p.nominees[at.nominee].add(1, flagged)
	}
}

func (s *Sum) add(ballots, choices int) { s.Ballots, s.Choices = s.Ballots+ballots, s.Choices+choices }

func (s *sums) add(ballots int, flagged bool) {
	s.all.add(ballots, 1)
	if flagged {
		s.flagged.add(ballots, 1)
	}
}

// Result returns the numbers so far.
func (c *Counter) Result() Result {
	if c.stale {
		c.settle()
	}
	if !c.changed {
		return c.result
	}
	for _, s := range c.shelves {
		if s.parts == nil {
			c.count(s)
		}
	}
	c.result = Result{Unknown: c.unknown()}
	for number, j := range c.judges {
		if j != nil {
			c.result.Rounds = append(c.result.Rounds, c.round(uint32(number), j))
		}
	}
	slices.SortFunc(c.result.Rounds, func(a, b Round) int {
		return cmp.Or(b.Opens.Compare(a.Opens), cmp.Compare(a.ID, b.ID))
	})
	c.changed = false
	return c.result
}

// unknown counts what is of rounds nobody published, as far as their names were
// kept.
func (c *Counter) unknown() map[string]int {
	all := map[string]int{}
	for _, s := range c.shelves {
		for i := range s.slots {
			if c.judgeOf(s.slots[i].round) == nil {
				all[c.names.ids[s.slots[i].round]]++
			}
		}
		for _, p := range s.papers {
			if c.published(p.Round) == nil {
				all[p.Round]++
			}
		}
	}
	delete(all, "")
	return all
}

// published returns the judge of a round by its id, or nil.
func (c *Counter) published(id string) *judge {
	number, known := c.names.rounds[id]
	if !known {
		return nil
	}
	return c.judgeOf(number)
}

// round adds up the parts of one round.
func (c *Counter) round(number uint32, j *judge) Round {
	r := j.blank
	r.Uncounted = map[Reason]int{}
	r.Categories = slices.Clone(j.blank.Categories)
	for i := range r.Categories {
		r.Categories[i].Nominees = slices.Clone(r.Categories[i].Nominees)
	}
	j.papers(&r, c.papers(r.ID))
	r.Kiosks = c.kiosksOf(number, &r)
	r.makeColumns()
	at := map[string]int{}
	for i, k := range r.Kiosks {
		at[k.ID] = i
	}
	for _, s := range c.shelves {
		if p := s.parts[number]; p != nil {
			r.addPart(p, at, s.kiosk)
		}
	}
	slices.SortStableFunc(r.Runs, Run.compare)
	return r
}

// papers returns the batches of paper of a round.
func (c *Counter) papers(round string) (all []*filed) {
	for _, s := range c.shelves {
		for _, p := range s.papers {
			if p.Round == round {
				all = append(all, &filed{paper: p, shelfKey: s.shelfKey, bar: c.barOf(s)})
			}
		}
	}
	return all
}

// kiosksOf returns those with something that counts, by id, without ballots yet.
func (c *Counter) kiosksOf(number uint32, r *Round) (all []Kiosk) {
	sheets := map[string]int{}
	for _, b := range r.Batches {
		if b.Reason == "" {
			sheets[b.Kiosk] += b.Sheets
		}
	}
	for _, s := range c.shelves {
		if p := s.parts[number]; p != nil && p.sum.Ballots > 0 {
			sheets[s.kiosk] += 0
		}
	}
	for id, n := range sheets {
		all = append(all, Kiosk{ID: id, Sheets: n})
	}
	slices.SortFunc(all, func(a, b Kiosk) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// makeColumns gives every nominee a number for each kiosk.
func (r *Round) makeColumns() {
	for i := range r.Categories {
		for n := range r.Categories[i].Nominees {
			r.Categories[i].Nominees[n].ByKiosk = make([]int, len(r.Kiosks))
		}
	}
}

func (r *Round) addPart(p *part, at map[string]int, kiosk string) {
	for i, n := range p.uncounted {
		if n > 0 {
			r.Uncounted[reasons[i-1]] += n
		}
	}
	r.Runs = append(r.Runs, p.runs...)
	if p.sum.Ballots == 0 {
		return
	}
	r.addSums(p, at[kiosk])
}

func (r *Round) addSums(p *part, column int) {
	k := &r.Kiosks[column]
	k.Ballots, k.Choices = k.Ballots+p.sum.Ballots, k.Choices+p.sum.Choices
	k.Flagged.add(p.flagged.Ballots, p.flagged.Choices)
	r.Ballots, r.Choices = r.Ballots+p.sum.Ballots, r.Choices+p.sum.Choices
	r.Flagged.add(p.flagged.Ballots, p.flagged.Choices)
	flat := 0
	for i := range r.Categories {
		c, sums := &r.Categories[i], p.categories[i]
		c.Ballots, c.Choices = c.Ballots+sums.all.Ballots, c.Choices+sums.all.Choices
		c.Flagged.add(sums.flagged.Ballots, sums.flagged.Choices)
		for n := range c.Nominees {
			nominee, sums := &c.Nominees[n], p.nominees[flat]
			nominee.Choices += sums.all.Choices
			nominee.Flagged += sums.flagged.Choices
			nominee.ByKiosk[column] += sums.all.Choices
			flat++
		}
	}
}
