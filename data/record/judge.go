package record

import (
	"time"

	"hangviet/data/vote"
)

// Reason says why a ballot or a batch of paper is not counted.
type Reason string

// The reasons, in the order in which they are looked for.
const (
	ReasonFork      Reason = "fork"      // it is only in a branch that nobody has decided to count
	ReasonPending   Reason = "pending"   // its kiosk is not approved
	ReasonRefused   Reason = "refused"   // its kiosk was refused
	ReasonTest      Reason = "test"      // it was cast on trial
	ReasonRules     Reason = "rules"     // its choices are not allowed in the round
	ReasonHour      Reason = "hour"      // its hour lies outside the round's
	ReasonTwice     Reason = "twice"     // one of that id is counted
	ReasonTicket    Reason = "ticket"    // one with that ticket is counted
	ReasonCorrected Reason = "corrected" // a later batch takes its place
)

var reasons = []Reason{
	ReasonFork, ReasonPending, ReasonRefused, ReasonTest, ReasonRules, ReasonHour,
	ReasonTwice, ReasonTicket, ReasonCorrected,
}

// judge holds every published form of a round, the newest first.
type judge []vote.Round

func newJudge(d definitions) judge {
	var j judge
	for _, form := range d.Definitions {
		j = append(j, form.round(d.Round))
	}
	return j
}

// fault returns "" when a form allows what check looks at, and else why the
// newest does not.
func (j judge) fault(check func(vote.Round) Reason) Reason {
	var first Reason
	for _, form := range j {
		reason := check(form)
		if reason == "" {
			return ""
		}
		if first == "" {
			first = reason
		}
	}
	return first
}

func (j judge) ballot(b *vote.Ballot) Reason {
	return j.fault(func(r vote.Round) Reason {
		switch {
		case b.Check(r) != nil:
			return ReasonRules
		case !b.Hour.Before(r.Closes) || !b.Hour.Add(time.Hour).After(r.Opens):
			return ReasonHour
		}
		return ""
	})
}

// paper is judged like a ballot, but may be entered after the round has closed.
func (j judge) paper(p *vote.Paper) Reason {
	return j.fault(func(r vote.Round) Reason {
		switch {
		case p.Check(r) != nil:
			return ReasonRules
		case !p.Hour.Add(time.Hour).After(r.Opens):
			return ReasonHour
		}
		return ""
	})
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
