package tally

import (
	"fmt"
	"reflect"
	"testing"

	"hangviet/data/vote"
)

// flagged is a ballot with flags.
func flagged(name, nominee string, flags ...vote.Flag) vote.Ballot {
	b := ballot(name, nominee)
	b.Mode, b.Flags = vote.ByPause, flags
	return b
}

func TestFlagsOfKiosks(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	c.add("k", flagged("1", "a"), flagged("2", "b", vote.FlagQuick, vote.FlagSame), flagged("3", "a", "strange"), flagged("4", "none", vote.FlagQuick))
	r := c.round(t)
	hour := ballot("1").Hour
	want := []Run{{"k", hour, RuleOther, 1}, {"k", hour, Rule(vote.FlagQuick), 1}, {"k", hour, Rule(vote.FlagSame), 1}}
	if !reflect.DeepEqual(r.Runs, want) {
		t.Errorf("%+v", r.Runs)
	}
	if r.Ballots != 3 || r.Flagged != (Sum{2, 2}) || r.Categories[0].Flagged != (Sum{2, 2}) || r.Categories[0].Nominees[1].Flagged != 1 || r.Kiosks[0].Flagged != (Sum{2, 2}) {
		t.Errorf("%+v", r)
	}
}

// TestManyInAnHour flags all of an hour once there are more than so many.
func TestManyInAnHour(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	for i := range 120 {
		c.add("k", ballot(fmt.Sprint(i), []string{"a", "b"}[i%2]))
	}
	if r := c.round(t); len(r.Runs) != 0 || r.Flagged.Ballots != 0 {
		t.Errorf("at the bound: %+v", r.Runs)
	}
	c.add("k", ballot("one more", "a"))
	c.add("other", ballot("elsewhere", "a"))
	if r := c.round(t); len(r.Runs) != 1 || r.Runs[0].Rule != RuleMany || r.Runs[0].Ballots != 121 || r.Flagged.Ballots != 121 {
		t.Errorf("beyond it: %+v", r.Runs)
	}
}

// TestAlike flags five or more in a row with the same choices, at the end of a
// ledger too, and nothing else.
func TestAlike(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	n := 0
	add := func(nominee string, times int) {
		for range times {
			c.add("k", ballot(fmt.Sprint(n), nominee))
			n++
		}
	}
	add("a", 4)
	add("b", 5)
	c.add("k", ballot("not counted", "none")) // does not end a row
	add("b", 1)
	add("a", 4)
	if r := c.round(t); len(r.Runs) != 1 || r.Runs[0].Rule != RuleAlike || r.Runs[0].Ballots != 6 {
		t.Errorf("%+v", r.Runs)
	}
	add("a", 1)
	if r := c.round(t); r.Runs[0].Ballots != 11 || r.Flagged.Ballots != 11 {
		t.Errorf("%+v", r.Runs)
	}
}

// TestUsedTickets tells of a kiosk where used tickets are tried.
func TestUsedTickets(t *testing.T) {
	c := newCounting(history(ticketed("a", "b")))
	for i := range 3 {
		c.add("k1", byTicket(fmt.Sprint("first", i), fmt.Sprint(i), 0, []string{"a", "b"}[i%2]))
		c.add("k2", byTicket(fmt.Sprint("again", i), fmt.Sprint(i), 1, "a"))
	}
	r := c.round(t)
	if len(r.Runs) != 1 || r.Runs[0].Kiosk != "k2" || r.Runs[0].Rule != RuleTickets || r.Runs[0].Ballots != 3 || r.Flagged.Ballots != 0 {
		t.Errorf("%+v", r)
	}
}

// TestSheafFlags: the ballots one by one carry what flagged them.
func TestSheafFlags(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	for i := range 5 {
		c.add("k", flagged(fmt.Sprint(i), "a", vote.FlagQuick))
	}
	c.add("k", flagged("last", "b"))
	for cast := range c.Sheaf("r").All() {
		want := []Rule{Rule(vote.FlagQuick), RuleAlike}
		if cast.ID == id("last") {
			want = nil
		}
		if got := cast.Flags.Rules(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", cast.ID, got, want)
		}
	}
}
