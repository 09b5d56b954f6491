package tally

import (
	"cmp"
	"slices"
	"time"

	"hangviet/data/vote"
)

const hour = time.Hour // the coarseness of a ballot's moment

// Reason says why a ballot is not counted.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	ReasonPending Reason = "pending"       // its kiosk is not approved yet
	ReasonRefused Reason = "refused"       // its kiosk was refused
	ReasonTwice   Reason = "twice"         // a ballot of that id has been counted
	ReasonRound   Reason = "unknown-round" // no release has published its round
	ReasonRules   Reason = "rules"         // its choices are not allowed in the round
	ReasonHour    Reason = "hour"          // its hour lies outside the round's opening hours
	ReasonFork    Reason = "fork"          // it is only in a branch that contradicts its kiosk's ledger
)

// Entry is one stored ballot, in the order of arrival.
type Entry struct {
	Kiosk  string
	Bar    Reason // [ReasonPending] or [ReasonRefused] when its kiosk does not count, else ""
	Ballot vote.Ballot
}

// Round is the result of one round so far.
type Round struct {
	ID            string
	Title, Rules  vote.Text
	Opens, Closes time.Time
	Current       bool // the newest release has the round
	Ballots       int
	Choices       int
	Categories    []Category
	Kiosks        []Kiosk        // those with a counted ballot, by id
	Uncounted     map[Reason]int // ballots
	Counted       []vote.Ballot  // with Kiosk beside it in CountedBy; only when asked for
	CountedBy     []string       // kiosk ids
}

// Category is the result in one category. The sum of its nominees' choices is
// Choices; Ballots are those that named at least one of them.
type Category struct {
	ID        string
	Title     vote.Text
	Allowed   int // choices a ballot may make here
	Withdrawn bool
	Ballots   int
	Choices   int
	Nominees  []Nominee // in the order of the round
}

// Nominee is the result of one nominee.
type Nominee struct {
	ID        string
	Product   string
	Name      vote.Text
	Maker     vote.Text
	Withdrawn bool // no longer in the round
	Choices   int
	Kiosks    map[string]int // choices by kiosk id
}

// Kiosk is what one kiosk brought to a round.
type Kiosk struct {
	ID      string
	Ballots int
	Choices int
}

// Counter counts entries. It is used by one goroutine.
type Counter struct {
	rounds  map[string]*Round
	history map[string]History
	kiosks  map[string]map[string]*Kiosk // by round and kiosk
	seen    map[string]bool              // ballot ids counted
	unknown map[string]int               // ballots by id of a round nobody published
	keep    string                       // round whose ballots are kept
}

// NewCounter returns a counter for the rounds. The ballots of the round keep
// are kept one by one for an export; "" keeps none.
func NewCounter(rounds map[string]History, keep string) *Counter {
	c := &Counter{
		rounds: map[string]*Round{}, history: rounds, kiosks: map[string]map[string]*Kiosk{},
		seen: map[string]bool{}, unknown: map[string]int{}, keep: keep,
	}
	for id, h := range rounds {
		d := h.newest()
		c.rounds[id] = &Round{
			ID: id, Title: d.Round.Title, Rules: d.Round.Rules, Opens: d.Round.Opens, Closes: d.Round.Closes,
			Current: d.Current, Categories: h.categories(), Uncounted: map[Reason]int{},
		}
		c.kiosks[id] = map[string]*Kiosk{}
	}
	return c
}

// Add counts one entry, or notes why it does not count.
func (c *Counter) Add(e Entry) {
	round, known := c.rounds[e.Ballot.Round]
	if !known {
		c.unknown[e.Ballot.Round]++
		return
	}
	if reason := c.fault(e); reason != "" {
		round.Uncounted[reason]++
		return
	}
	c.seen[e.Ballot.ID] = true
	c.count(round, e)
}

// AddFork notes a ballot of a branch that contradicts the stored ledger of its
// kiosk. It is not among the entries, and waits for a person.
func (c *Counter) AddFork(b vote.Ballot) {
	round, known := c.rounds[b.Round]
	if !known {
		c.unknown[b.Round]++
		return
	}
	round.Uncounted[ReasonFork]++
}

func (c *Counter) fault(e Entry) Reason {
	switch {
	case e.Bar != "":
		return e.Bar
	case c.seen[e.Ballot.ID]:
		return ReasonTwice
	}
	return c.history[e.Ballot.Round].fault(e.Ballot)
}

func (c *Counter) count(r *Round, e Entry) {
	k := c.kiosks[r.ID][e.Kiosk]
	if k == nil {
		k = &Kiosk{ID: e.Kiosk}
		c.kiosks[r.ID][e.Kiosk] = k
	}
	r.Ballots++
	k.Ballots++
	r.Choices += len(e.Ballot.Choices)
	k.Choices += len(e.Ballot.Choices)
	touched := map[string]bool{}
	for _, choice := range e.Ballot.Choices {
		r.choose(choice, e.Kiosk, touched)
	}
	if r.ID == c.keep {
		r.Counted, r.CountedBy = append(r.Counted, e.Ballot), append(r.CountedBy, e.Kiosk)
	}
}

// choose counts one choice; touched holds the categories that have counted this
// ballot already.
func (r *Round) choose(choice vote.Choice, kiosk string, touched map[string]bool) {
	for i := range r.Categories {
		category := &r.Categories[i]
		if category.ID != choice.Category {
			continue
		}
		if !touched[category.ID] {
			touched[category.ID] = true
			category.Ballots++
		}
		category.Choices++
		n := &category.Nominees[category.find(choice.Nominee)]
		n.Choices++
		n.Kiosks[kiosk]++
	}
}

// Result is what was counted.
type Result struct {
	Rounds  []Round        // the latest opening first
	Unknown map[string]int // ballots by id of a round nobody published
}

// Result returns the numbers so far.
func (c *Counter) Result() Result {
	result := Result{Unknown: c.unknown}
	for id, r := range c.rounds {
		r.Kiosks = nil
		for _, k := range c.kiosks[id] {
			r.Kiosks = append(r.Kiosks, *k)
		}
		slices.SortFunc(r.Kiosks, func(a, b Kiosk) int { return cmp.Compare(a.ID, b.ID) })
		result.Rounds = append(result.Rounds, *r)
	}
	slices.SortFunc(result.Rounds, func(a, b Round) int {
		return cmp.Or(b.Opens.Compare(a.Opens), cmp.Compare(a.ID, b.ID))
	})
	return result
}

// Round returns the result of one round.
func (r Result) Round(id string) (Round, bool) {
	for _, round := range r.Rounds {
		if round.ID == id {
			return round, true
		}
	}
	return Round{}, false
}

// Phase returns where the round stands at t.
func (r Round) Phase(t time.Time) vote.Phase {
	return vote.Round{Opens: r.Opens, Closes: r.Closes}.PhaseAt(t)
}

// Reasons returns the reasons that a round's ballots may not count for, in
// order.
func Reasons() []Reason {
	return []Reason{ReasonPending, ReasonRefused, ReasonTwice, ReasonRules, ReasonHour, ReasonFork}
}
