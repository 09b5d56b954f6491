package tally

import (
	"bytes"
	"cmp"
	"slices"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// Counter counts entries. All its methods but [Counter.Read] are for one
// goroutine at a time. What it has counted stays counted: after more entries only
// what they change is counted anew.
type Counter struct {
	rules   Rules
	names   *names
	judges  []*judge // by number of the round; nil for one nobody published
	bars    map[string]Reason
	books   map[uint32]*ticketBook // by number of the round
	shelves []*shelf
	at      map[shelfKey]*shelf

	ids     *table
	tickets *table
	stale   bool // who counts must be found anew
	changed bool // the result must be made anew
	result  Result
}

// shelf is what is known of one kiosk's ledger, or of another branch of it.
type shelf struct {
	shelfKey
	slots   []slot
	choices []uint32
	papers  []paper
	bar     Reason           // why the branch does not count; "" for the ledger itself
	parts   map[uint32]*part // by round; nil must be made anew
}

type shelfKey struct{ kiosk, branch string }

// spot is where a slot is.
type spot struct{ shelf, slot uint32 }

// NewCounter returns a counter for the rounds.
func NewCounter(rounds map[string]History, rules Rules) *Counter {
	c := &Counter{rules: rules, names: newNames(), at: map[shelfKey]*shelf{}, bars: map[string]Reason{}}
	c.ids, c.tickets = c.newTables(0)
	c.SetRounds(rounds)
	return c
}

// SetRounds replaces the rounds: ballots are judged anew.
func (c *Counter) SetRounds(rounds map[string]History) {
	c.names.mu.RLock()
	defer c.names.mu.RUnlock()
	c.judges = nil
	for id, h := range rounds {
		c.judges = putAt(c.judges, c.names.round(id), newJudge(id, h, c.names.choice), nil)
	}
	c.stale, c.changed = len(c.shelves) > 0, true
}

// SetBar says why the ballots of a kiosk do not count: [ReasonPending] or
// [ReasonRefused]; "" lets them count.
func (c *Counter) SetBar(kiosk string, bar Reason) {
	if c.bars[kiosk] != bar {
		c.bars[kiosk] = bar
		c.stale = c.stale || slices.ContainsFunc(c.shelves, func(s *shelf) bool { return s.kiosk == kiosk })
	}
}

// Size returns up to which index a kiosk's ballots and batches have been added;
// 0 when there are none.
func (c *Counter) Size(kiosk string) int64 {
	s := c.at[shelfKey{kiosk, ""}]
	if s == nil {
		return 0
	}
	size := int64(0)
	if n := len(s.slots); n > 0 {
		size = s.slots[n-1].index + 1
	}
	if n := len(s.papers); n > 0 {
		size = max(size, s.papers[n-1].index+1)
	}
	return size
}

// Expect says how many ballots are about to be added, so that there is room.
func (c *Counter) Expect(ballots int) {
	c.ids.room, c.tickets.room = c.ids.used+ballots, c.tickets.used+ballots
}

// Add counts what was read. The batches of a kiosk come in order, each once.
func (c *Counter) Add(b Batch) {
	s := c.shelf(shelfKey{b.kiosk, b.branch})
	first, before := len(s.slots), uint32(len(s.choices))
	s.slots, s.choices, s.papers = append(s.slots, b.slots...), append(s.choices, b.choices...), append(s.papers, b.papers...)
	s.parts, c.changed = nil, true
	number := uint32(slices.Index(c.shelves, s))
	for i := range s.slots[first:] {
		at := spot{number, uint32(first + i)}
		s.slots[at.slot].start += before
		if !c.stale {
			c.judge(at)
			c.claim(at)
		}
	}
}

// AddRecord counts one entry of a kiosk's ledger.
func (c *Counter) AddRecord(kiosk string, index int64, r ledger.Record) {
	c.names.mu.RLock()
	b := Batch{kiosk: kiosk}
	b.add(c.names, index, r)
	c.names.mu.RUnlock()
	c.Add(b)
}

// BarBranch says why the ballots of another branch of a ledger do not count:
// [ReasonFork] or [ReasonAside]. It is told before any of them is added.
func (c *Counter) BarBranch(kiosk, branch string, bar Reason) {
	c.shelf(shelfKey{kiosk, branch}).bar = bar
}

// DropBranches forgets every branch beside the ledgers themselves, counted or not.
func (c *Counter) DropBranches() {
	for _, s := range c.shelves {
		if s.branch == "" || len(s.slots)+len(s.papers) == 0 {
			continue
		}
		if s.bar == "" {
			c.stale = true // its ballots may have had the place of others
		}
		s.slots, s.choices, s.papers, s.bar, s.parts = nil, nil, nil, "", nil // it keeps its number
		c.changed = true
	}
}

// Forget forgets what was read of a kiosk, so that it can be read anew.
func (c *Counter) Forget(kiosk string) {
	for _, s := range c.shelves {
		if s.kiosk == kiosk {
			s.slots, s.choices, s.papers, s.parts = nil, nil, nil, nil // it keeps its number
			c.stale, c.changed = true, true
		}
	}
}

func (c *Counter) shelf(key shelfKey) *shelf {
	s := c.at[key]
	if s == nil {
		s = &shelf{shelfKey: key}
		c.at[key] = s
		c.shelves = append(c.shelves, s)
	}
	return s
}

func (c *Counter) slot(at spot) *slot { return &c.shelves[at.shelf].slots[at.slot] }

// judge finds whether a ballot may count, as far as it alone tells.
func (c *Counter) judge(at spot) {
	shelf := c.shelves[at.shelf]
	s := &shelf.slots[at.slot]
	s.state = 0
	if reason := c.fault(shelf, s); reason != "" {
		s.state = stateOf(reason)
	}
}

func (c *Counter) fault(shelf *shelf, s *slot) Reason {
	if bar := c.barOf(shelf); bar != "" {
		return bar
	}
	j := c.judgeOf(s.round)
	switch {
	case j == nil:
		return ReasonRound
	case s.test:
		return ReasonTest
	}
	return j.fault(s, shelf.made(s))
}

// barOf returns why nothing of a shelf counts, or "".
func (c *Counter) barOf(s *shelf) Reason {
	if bar := c.bars[s.kiosk]; bar != "" {
		return bar
	}
	return s.bar
}

func (c *Counter) judgeOf(round uint32) *judge {
	if round >= uint32(len(c.judges)) {
		return nil
	}
	return c.judges[round]
}

// made returns the choices of a slot.
func (s *shelf) made(b *slot) []uint32 { return s.choices[b.start : b.start+uint32(b.choices)] }

// claim lets a ballot that may count take its id and its ticket, unless another
// has them. When it comes before one that has, all is found anew.
func (c *Counter) claim(at spot) {
	s := c.slot(at)
	if s.state != 0 {
		return
	}
	c.take(c.ids, at, ReasonTwice)
	if s.state == 0 && s.mode.mode() == vote.ByTicket {
		c.take(c.tickets, at, ReasonTicket)
	}
}

// take lets a ballot take a key, or says for which reason it does not count.
func (c *Counter) take(keys *table, at spot, reason Reason) {
	other, taken := keys.claim(at)
	if !taken {
		return
	}
	c.slot(at).state = stateOf(reason)
	c.stale = c.stale || c.compare(at, other.spot()) < 0
}

// compare orders two ballots by when, where and in which place they were cast, then
// by id: which branch of a ledger a hub heard first is chance.
func (c *Counter) compare(a, b spot) int {
	x, y := c.slot(a), c.slot(b)
	k, l := c.shelves[a.shelf].shelfKey, c.shelves[b.shelf].shelfKey
	return cmp.Or(cmp.Compare(x.hour, y.hour), cmp.Compare(k.kiosk, l.kiosk), cmp.Compare(x.index, y.index),
		bytes.Compare(x.id[:], y.id[:]), cmp.Compare(k.branch, l.branch))
}

// settle finds anew which ballots count: of each id the first, then of those of
// each ticket the first.
func (c *Counter) settle() {
	c.ids, c.tickets = c.newTables(c.ballots())
	c.each(func(at spot) {
		c.judge(at)
		if c.slot(at).state == 0 {
			c.keep(c.ids, at, ReasonTwice)
		}
	})
	c.each(func(at spot) {
		if s := c.slot(at); s.state == 0 && s.mode.mode() == vote.ByTicket {
			c.keep(c.tickets, at, ReasonTicket)
		}
	})
	for _, s := range c.shelves {
		s.parts = nil
	}
	c.stale, c.changed = false, true
}

// keep lets of two with one key the first have it.
func (c *Counter) keep(keys *table, at spot, reason Reason) {
	other, taken := keys.claim(at)
	switch {
	case !taken:
	case c.compare(at, other.spot()) < 0:
		c.slot(other.spot()).state = stateOf(reason)
		other.set(at)
	default:
		c.slot(at).state = stateOf(reason)
	}
}

func (c *Counter) ballots() (n int) {
	for _, s := range c.shelves {
		n += len(s.slots)
	}
	return n
}

func (c *Counter) each(f func(spot)) {
	for i, s := range c.shelves {
		for j := range s.slots {
			f(spot{uint32(i), uint32(j)})
		}
	}
}
