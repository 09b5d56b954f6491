package record

import (
	"math/bits"
	"slices"

	"hangviet/data/vote"
)

// Rules are the bounds beyond which ballots are flagged by what the ledgers show.
type Rules struct {
	PerHour int64 // ballots that count of one kiosk in one hour; with more, all of that hour are flagged
	Alike   int64 // ballots that count in a row on one kiosk with the same choices
}

// flags is a set of what was odd about a ballot.
type flags uint8

// The flags beside those that kiosks give.
const (
	flagOther vote.Flag = "other" // a flag of a newer kiosk
	flagMany  vote.Flag = "many"  // see [Rules.PerHour]
	flagAlike vote.Flag = "alike" // see [Rules.Alike]
)

// flagNames are the flags in the order of tally.txt.
var flagNames = []vote.Flag{
	vote.FlagClock, vote.FlagHours, vote.FlagPrefix, vote.FlagQuick, vote.FlagSame, flagOther, flagMany, flagAlike,
}

func bitOf(f vote.Flag) flags { return 1 << slices.Index(flagNames, f) }

// flagsOf returns what a kiosk flagged. It cannot speak for the rules.
func flagsOf(given []vote.Flag) (all flags) {
	for _, f := range given {
		if at := slices.Index(flagNames, f); at >= 0 && f != flagMany && f != flagAlike {
			all |= 1 << at
		} else {
			all |= bitOf(flagOther)
		}
	}
	return all
}

// each calls f with the place in flagNames of every flag of the set.
func (s flags) each(f func(at int)) {
	for ; s != 0; s &= s - 1 {
		f(bits.TrailingZeros8(uint8(s)))
	}
}

// mark flags the ballots of one origin that count, which come in the order of its
// ledger.
func (r Rules) mark(all []*ballot, picks func(*ballot) []uint16) {
	perHour := map[int32]int64{}
	for _, b := range all {
		perHour[b.hour]++
	}
	begin := 0
	for i, b := range all {
		if perHour[b.hour] > r.PerHour {
			b.flags |= bitOf(flagMany)
		}
		if !slices.Equal(picks(b), picks(all[begin])) {
			begin = i
		}
		r.markAlike(all[begin : i+1])
	}
}

// markAlike flags a row of ballots with the same choices once it is long enough.
func (r Rules) markAlike(row []*ballot) {
	switch n := int64(len(row)); {
	case n == r.Alike:
		for _, b := range row {
			b.flags |= bitOf(flagAlike)
		}
	case n > r.Alike:
		row[n-1].flags |= bitOf(flagAlike)
	}
}
