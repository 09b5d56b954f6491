package tally

import (
	"slices"
	"time"

	"hangviet/data/vote"
)

// Reason says why something is not counted.
type Reason string

// The reasons why a ballot or a batch of paper does not count.
const (
	ReasonPending   Reason = "pending"       // its kiosk is not approved yet
	ReasonRefused   Reason = "refused"       // its kiosk was refused
	ReasonRound     Reason = "unknown-round" // no release has published its round
	ReasonTest      Reason = "test"          // it is a trial
	ReasonRules     Reason = "rules"         // its choices are not allowed in the round
	ReasonMode      Reason = "mode"          // it was not cast in the way the round asks for
	ReasonHour      Reason = "hour"          // its hour lies outside the round's opening hours
	ReasonTwice     Reason = "twice"         // one of that id counts
	ReasonTicket    Reason = "ticket"        // another ballot with its ticket counts
	ReasonFork      Reason = "fork"          // it is only in a branch that contradicts its kiosk's ledger, nobody has decided
	ReasonAside     Reason = "aside"         // the same, and a person has set the branch aside
	ReasonCorrected Reason = "corrected"     // paper: a later entry takes its place
	ReasonNumber    Reason = "number"        // paper: a batch of that number was entered before
)

// reasons are those that a ballot may not count for; the last stands in no round.
var reasons = [...]Reason{
	ReasonPending, ReasonRefused, ReasonTest, ReasonRules, ReasonMode, ReasonHour, ReasonTwice, ReasonTicket, ReasonFork, ReasonAside,
	ReasonRound,
}

// Reasons returns the reasons that a round's ballots may not count for, in
// order.
func Reasons() []Reason { return slices.Clone(reasons[:len(reasons)-1]) }

// state is why a slot does not count: 0 is that it does, n the reason before the
// n-th.
type state uint8

func stateOf(r Reason) state { return state(slices.Index(reasons[:], r) + 1) }

// Round is the result of one round so far.
type Round struct {
	ID            string
	Title, Rules  vote.Text
	Opens, Closes time.Time
	Current       bool       // the newest release has the round
	Newest        vote.Round // as it was published last
	Ballots       int
	Choices       int
	Flagged       Sum // the part of Ballots and Choices that is flagged
	Categories    []Category
	Kiosks        []Kiosk        // those with something that counts, by id
	Uncounted     map[Reason]int // ballots
	Paper         Paper          // what was entered from paper, in none of the numbers above
	Batches       []PaperBatch   // by batch number; those that do not count too
	Runs          []Run          // what is flagged, by kiosk and hour
}

// Sum is a number of ballots and of the choices on them.
type Sum struct{ Ballots, Choices int }

// Category is the result in one category. The sum of its nominees' choices is
// Choices; Ballots are those that named at least one of them.
type Category struct {
	ID        string
	Title     vote.Text
	Allowed   int // choices a ballot may make here
	Withdrawn bool
	Ballots   int
	Choices   int
	Flagged   Sum
	Paper     int       // choices on paper
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
	Flagged   int   // choices on flagged ballots, a part of Choices
	Paper     int   // sheets of paper
	ByKiosk   []int // choices at each of [Round.Kiosks], in their order
}

// Kiosk is what one kiosk brought to a round.
type Kiosk struct {
	ID      string
	Ballots int
	Choices int
	Flagged Sum // the part of both that is flagged
	Sheets  int // of paper
}

// Result is what was counted. It is not changed by whoever reads it.
type Result struct {
	Rounds  []Round        // the latest opening first
	Unknown map[string]int // ballots and batches by id of a round nobody published
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
func (r Round) Phase(t time.Time) vote.Phase { return r.Newest.PhaseAt(t) }
