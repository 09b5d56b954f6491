package record

import (
	"slices"
	"time"

	"hangviet/data/vote"
)

// Reason says why a ballot or a batch of paper is not counted.
type Reason string

// The reasons, in the order in which tally.txt has them.
const (
	ReasonPending   Reason = "pending"   // its kiosk is not approved
	ReasonRefused   Reason = "refused"   // its kiosk was refused
	ReasonTest      Reason = "test"      // it was cast on trial
	ReasonRules     Reason = "rules"     // its choices are not allowed in the round
	ReasonMode      Reason = "mode"      // it was not cast in the way the round asks for
	ReasonHour      Reason = "hour"      // its hour lies outside the round's
	ReasonTwice     Reason = "twice"     // one of that id comes before it
	ReasonTicket    Reason = "ticket"    // one with that ticket counts
	ReasonFork      Reason = "fork"      // it is only in a branch that nobody has decided about
	ReasonAside     Reason = "aside"     // it is only in a branch that a person has set aside
	ReasonCorrected Reason = "corrected" // a later batch takes its place
	ReasonNumber    Reason = "number"    // a batch of that number was entered before
)

var reasons = []Reason{
	ReasonPending, ReasonRefused, ReasonTest, ReasonRules, ReasonMode, ReasonHour, ReasonTwice, ReasonTicket,
	ReasonFork, ReasonAside, ReasonCorrected, ReasonNumber,
}

// reasonNumber returns the place of a reason in reasons, from 1; "" is 0.
func reasonNumber(r Reason) uint8 { return uint8(slices.Index(reasons, r) + 1) }

// judge holds every published form of a round, the newest first.
type judge []vote.Round

func newJudge(d definitions) judge {
	var j judge
	for _, form := range d.Definitions {
		j = append(j, form.round(d.Round))
	}
	return j
}

// ballot returns "" when a form allows the ballot, and else why the newest does
// not.
func (j judge) ballot(b *vote.Ballot) Reason {
	var first Reason
	for _, form := range j {
		reason := ballotFault(form, b)
		if reason == "" {
			return ""
		}
		if first == "" {
			first = reason
		}
	}
	return first
}

func ballotFault(r vote.Round, b *vote.Ballot) Reason {
	mode := b.Mode
	if mode == "" {
		mode = vote.ByPause // ballots of the time before modes were anybody's
	}
	switch {
	case b.Check(r) != nil:
		return ReasonRules
	case mode != r.Admits():
		return ReasonMode
	case !b.Hour.Before(r.Closes) || !b.Hour.Add(time.Hour).After(r.Opens):
		return ReasonHour
	}
	return ""
}

// paper is judged by its numbers alone: it may be entered after the round.
func (j judge) paper(p *vote.Paper) Reason {
	for _, form := range j {
		if p.Check(form) == nil {
			return ""
		}
	}
	return ReasonRules
}

// standing returns why nothing of a kiosk counts, or "".
func (s Status) standing() Reason {
	switch s {
	case Pending:
		return ReasonPending
	case Refused:
		return ReasonRefused
	}
	return ""
}

// standing returns why nothing of a branch counts, or "".
func (d Decision) standing() Reason {
	switch d {
	case Waiting:
		return ReasonFork
	case LeftOut:
		return ReasonAside
	}
	return ""
}
