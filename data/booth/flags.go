package booth

import (
	"slices"
	"time"

	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// The rules of the flags; see the package comment.
const (
	quickAtAll     = 2 * time.Second
	quickPerChoice = time.Second
	sameWithin     = 2 * time.Minute
	prefixWithin   = 10 * time.Minute
)

// recent is what was cast last in a round.
type recent struct {
	ballot  string           // id of the last
	choices [2][]vote.Choice // of the last and the one before
	times   [2]time.Time     // of these, steady
}

// flags tells what is odd about a ballot that is about to be cast, sorted. The
// hours are not looked at while the clock is known to be wrong.
func (b *Booth) flags(a Admission, ballot vote.Ballot) []vote.Flag {
	o := b.options
	doubtful := o.Doubtful != nil && o.Doubtful()
	late := !doubtful && o.Hours != nil && !o.Hours(o.Now())
	b.mu.Lock()
	defer b.mu.Unlock()
	now := o.Steady()
	var flags []vote.Flag
	for _, f := range []struct {
		holds bool
		flag  vote.Flag
	}{
		{doubtful, vote.FlagClock},
		{late, vote.FlagHours},
		{a.prefix, vote.FlagPrefix},
		{b.visit.quick(ballot, now), vote.FlagQuick},
		{b.recent[a.Round].same(ballot.Choices, now), vote.FlagSame},
	} {
		if f.holds {
			flags = append(flags, f.flag)
		}
	}
	return flags
}

// quick tells whether the ballot was made faster than a person can read.
func (v visit) quick(ballot vote.Ballot, now time.Time) bool {
	seen, ok := v.sights[ballot.Round]
	return ok && now.Sub(seen) < quickAtAll+time.Duration(len(ballot.Choices))*quickPerChoice
}

// same tells whether both ballots before had the same choices, and all three
// were cast within [sameWithin].
func (r recent) same(choices []vote.Choice, now time.Time) bool {
	for i := range r.choices {
		if r.times[i].IsZero() || now.Sub(r.times[i]) > sameWithin || !slices.Equal(r.choices[i], choices) {
			return false
		}
	}
	return true
}

// after returns what is recent once a ballot was cast.
func (r recent) after(ballot vote.Ballot, now time.Time) recent {
	return recent{
		ballot:  ballot.ID,
		choices: [2][]vote.Choice{ballot.Choices, r.choices[0]}, times: [2]time.Time{now, r.times[0]},
	}
}

// paused returns a *[PauseError] while the round's pause lasts. It begins anew
// with each ballot of the round, and not with the kiosk.
func (b *Booth) paused(r vote.Round) error {
	pause := r.Pause
	if pause == 0 {
		pause = vote.DefaultPause
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	last := b.recent[r.ID]
	if until := last.times[0].Add(pause); last.ballot != "" && b.options.Steady().Before(until) {
		return &PauseError{until}
	}
	return nil
}

// prefixes are the codes that were heard lately, by how they begin; the codes
// themselves are not kept.
type prefixes map[string][]heard

type heard struct {
	mark ticket.Mark
	at   time.Time // steady
}

// shared notes a code and tells whether another one that begins so was heard
// within [prefixWithin].
func (p *prefixes) shared(prefix string, mark ticket.Mark, now time.Time) bool {
	if *p == nil {
		*p = prefixes{}
	}
	for begin, list := range *p {
		list = slices.DeleteFunc(list, func(h heard) bool { return now.Sub(h.at) > prefixWithin })
		if (*p)[begin] = list; len(list) == 0 {
			delete(*p, begin)
		}
	}
	others := slices.DeleteFunc((*p)[prefix], func(h heard) bool { return h.mark == mark })
	(*p)[prefix] = append(others, heard{mark, now})
	return len(others) > 0
}
