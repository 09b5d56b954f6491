package tally

import (
	"cmp"
	"slices"
	"time"
)

// Rule names why a ballot is flagged: a flag of its kiosk (see package vote) or a
// rule of the hub.
type Rule string

// The hub's own rules.
const (
	RuleOther   Rule = "other"   // a flag that a newer kiosk gave
	RuleMany    Rule = "many"    // more ballots of a kiosk in an hour than [Rules.PerHour]
	RuleAlike   Rule = "alike"   // at least [Rules.Alike] ballots in a row of a kiosk with the same choices
	RuleTickets Rule = "tickets" // at least [Rules.Tickets] ballots of a kiosk in an hour with tickets used before; they do not count
)

// Rules are the bounds beyond which the hub flags ballots. They look at entries
// alone, so that everybody who has the ledgers finds the same.
type Rules struct {
	PerHour int // ballots that count of one kiosk in one hour; all of the hour are flagged when there are more
	Alike   int // ballots that count in a row with the same choices
	Tickets int // ballots of an hour that do not count for their ticket
}

// DefaultRules are the usual bounds: two ballots a minute all hour long, five
// alike in a row, three used tickets in an hour.
func DefaultRules() Rules { return Rules{PerHour: 120, Alike: 5, Tickets: 3} }

// Run is a number of flagged ballots of one kiosk in one hour.
type Run struct {
	Kiosk   string
	Hour    time.Time
	Rule    Rule
	Ballots int
}

func (a Run) compare(b Run) int {
	return cmp.Or(cmp.Compare(a.Kiosk, b.Kiosk), a.Hour.Compare(b.Hour), cmp.Compare(a.Rule, b.Rule))
}

type hourOf struct {
	round uint32
	hour  int32
}

// mark returns what is odd about each ballot of a shelf that counts.
func (r Rules) mark(s *shelf) []Flags {
	marked := make([]Flags, len(s.slots))
	perHour := map[hourOf]int{}
	for i := range s.slots {
		if b := &s.slots[i]; b.state == 0 {
			marked[i] = b.flags
			perHour[hourOf{b.round, b.hour}]++
		}
	}
	for i := range s.slots {
		if b := &s.slots[i]; b.state == 0 && perHour[hourOf{b.round, b.hour}] > r.PerHour {
			marked[i] |= flagBit(RuleMany)
		}
	}
	r.markAlike(s, marked)
	return marked
}

// markAlike flags ballots in a row with the same choices; those of other rounds
// and those that do not count are passed over.
func (r Rules) markAlike(s *shelf, marked []Flags) {
	rows := map[uint32][]int{} // by round, the slots of the row so far
	end := func(row []int) {
		if len(row) >= r.Alike {
			for _, i := range row {
				marked[i] |= flagBit(RuleAlike)
			}
		}
	}
	for i := range s.slots {
		b := &s.slots[i]
		if b.state != 0 {
			continue
		}
		row := rows[b.round]
		if len(row) > 0 && !slices.Equal(s.made(&s.slots[row[0]]), s.made(b)) {
			end(row)
			row = row[:0]
		}
		rows[b.round] = append(row, i)
	}
	for _, row := range rows {
		end(row)
	}
}

// runs lists what is flagged of a round.
func (r Rules) runs(s *shelf, round uint32, marked []Flags) (all []Run) {
	type key struct {
		hour int32
		rule Rule
	}
	counts := map[key]int{}
	for i := range s.slots {
		b := &s.slots[i]
		if b.round != round {
			continue
		}
		if b.state == stateOf(ReasonTicket) {
			counts[key{b.hour, RuleTickets}]++
		}
		for f := marked[i]; f != 0; f &= f - 1 {
			counts[key{b.hour, (f & -f).Rules()[0]}]++
		}
	}
	for k, n := range counts {
		if k.rule != RuleTickets || n >= r.Tickets {
			all = append(all, Run{s.kiosk, hourTime(k.hour), k.rule, n})
		}
	}
	return all
}
