package tally

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

var opens = time.Date(2026, 11, 1, 1, 30, 0, 0, time.UTC)

func round(nominees ...string) vote.Round {
	r := vote.Round{
		ID: "r", Title: vote.Text{"vi": "Đợt"}, Opens: opens, Closes: opens.Add(48 * time.Hour),
		Categories: []vote.Category{{ID: "c", Choices: 2}, {ID: "d", Choices: 1, Nominees: []vote.Nominee{{ID: "x"}}}},
	}
	for _, n := range nominees {
		r.Categories[0].Nominees = append(r.Categories[0].Nominees, vote.Nominee{ID: n, Product: "P" + n})
	}
	return r
}

// ticketed is a round for tickets.
func ticketed(nominees ...string) vote.Round {
	r := round(nominees...)
	r.Mode = vote.ByTicket
	return r
}

func history(rounds ...vote.Round) map[string]History {
	var h History
	for i, r := range rounds {
		h = append(h, Definition{Release: int64(len(rounds) - i), Current: i == 0, Round: r})
	}
	return map[string]History{"r": h}
}

// id makes the id of a ballot out of its name.
func id(name string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(name)))[:32] }

// ballot is cast in the first whole hour of the round.
func ballot(name string, nominees ...string) vote.Ballot {
	b := vote.Ballot{ID: id(name), Round: "r", Hour: opens.Add(time.Hour).Truncate(time.Hour)}
	for _, n := range nominees {
		c := vote.Choice{Category: "c", Nominee: n}
		if n == "x" {
			c.Category = "d"
		}
		b.Choices = append(b.Choices, c)
	}
	return b
}

// byTicket is a ballot for a ticket, cast so many hours later.
func byTicket(name, ticket string, later int, nominees ...string) vote.Ballot {
	b := ballot(name, nominees...)
	b.Mode, b.Ticket = vote.ByTicket, id(ticket)[:16]
	b.Hour = b.Hour.Add(time.Duration(later) * time.Hour)
	return b
}

// counting is a counter that gives each kiosk's entries their places.
type counting struct {
	*Counter
	next map[string]int64
}

func newCounting(rounds map[string]History) counting {
	return counting{NewCounter(rounds, DefaultRules()), map[string]int64{}}
}

func (c counting) add(kiosk string, ballots ...vote.Ballot) {
	for _, b := range ballots {
		c.AddRecord(kiosk, c.next[kiosk], ledger.Record{Ballot: &b})
		c.next[kiosk]++
	}
}

func (c counting) paper(kiosk string, batches ...vote.Paper) {
	for _, p := range batches {
		c.AddRecord(kiosk, c.next[kiosk], ledger.Record{Paper: &p})
		c.next[kiosk]++
	}
}

func (c counting) round(t *testing.T) Round {
	t.Helper()
	r, ok := c.Result().Round("r")
	if !ok {
		t.Fatal("the round is unknown")
	}
	return r
}

func TestBallotsAndChoicesApart(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	c.add("k1", ballot("1", "a", "b", "x"))
	c.add("k2", ballot("2", "a"))
	r := c.round(t)
	if r.Ballots != 2 || r.Choices != 4 || r.Categories[0].Ballots != 2 || r.Categories[0].Choices != 3 || r.Categories[1].Ballots != 1 {
		t.Errorf("%+v", r)
	}
	if a := r.Categories[0].Nominees[0]; a.Choices != 2 || !slices.Equal(a.ByKiosk, []int{1, 1}) {
		t.Errorf("%+v", a)
	}
	if want := []Kiosk{{ID: "k1", Ballots: 1, Choices: 3}, {ID: "k2", Ballots: 1, Choices: 1}}; !reflect.DeepEqual(r.Kiosks, want) {
		t.Errorf("%+v, want %+v", r.Kiosks, want)
	}
	sheaf := c.Sheaf("r")
	casts := slices.Collect(sheaf.All())
	if len(casts) != 2 || sheaf.Choices() != 4 || casts[0].ID != min(id("1"), id("2")) {
		t.Errorf("one by one: %+v", casts)
	}
}

func TestReasons(t *testing.T) {
	late, early, firstHour, trial, staff := ballot("late", "a"), ballot("early", "a"), ballot("first", "a"), ballot("trial", "a"), ballot("staff", "a")
	late.Hour = opens.Add(48 * time.Hour).Truncate(time.Hour).Add(time.Hour)
	early.Hour = opens.Truncate(time.Hour).Add(-time.Hour)
	firstHour.Hour = opens.Truncate(time.Hour) // the round opens within this hour
	trial.Mode, trial.Test = vote.ByPause, true
	staff.Mode = vote.ByStaff
	c := newCounting(history(round("a", "b", "e")))
	c.SetBar("waits", ReasonPending)
	c.SetBar("bad", ReasonRefused)
	for _, test := range []struct {
		kiosk  string
		ballot vote.Ballot
		want   Reason
	}{
		{"k", ballot("1", "a"), ""},
		{"k", ballot("1", "b"), ReasonTwice},
		{"waits", ballot("2", "a"), ReasonPending},
		{"bad", ballot("2", "a"), ReasonRefused},
		{"k", ballot("2", "a"), ""}, // a barred one takes nobody's place
		{"k", ballot("3", "none"), ReasonRules},
		{"k", ballot("3", "a", "b", "e"), ReasonRules},
		{"k", ballot("3"), ReasonRules},
		{"k", ballot("3", "a", "a"), ReasonRules},
		{"k", late, ReasonHour},
		{"k", early, ReasonHour},
		{"k", firstHour, ""},
		{"k", trial, ReasonTest},
		{"k", staff, ReasonMode},
	} {
		before := c.round(t)
		had := before.Uncounted[test.want]
		c.add(test.kiosk, test.ballot)
		r := c.round(t)
		if counted := r.Ballots > before.Ballots; counted != (test.want == "") || (!counted && r.Uncounted[test.want] != had+1) {
			t.Errorf("%+v: counted %v, %v; want %q", test.ballot, counted, r.Uncounted, test.want)
		}
	}
	c.SetBar("waits", "")
	if r := c.round(t); r.Uncounted[ReasonPending] != 0 || r.Uncounted[ReasonTwice] != 2 {
		t.Errorf("after approval: %v", r.Uncounted)
	}
}

func TestUnknownRound(t *testing.T) {
	c := newCounting(nil)
	c.add("k", ballot("1", "a"))
	if got := c.Result().Unknown["r"]; got != 1 {
		t.Errorf("%d ballots of an unknown round", got)
	}
	c.SetRounds(history(round("a")))
	if r := c.round(t); r.Ballots != 1 || len(c.Result().Unknown) != 0 {
		t.Errorf("once it is published: %+v", r)
	}
}

// TestHistory judges ballots by every form the round ever had.
func TestHistory(t *testing.T) {
	c := newCounting(history(round("a", "new"), round("a", "old")))
	for i, n := range []string{"a", "new", "old", "never"} {
		c.add("k", ballot(fmt.Sprint(i), n))
	}
	r := c.round(t)
	got := ""
	for _, n := range r.Categories[0].Nominees {
		got += fmt.Sprintf("%s %d %v;", n.ID, n.Choices, n.Withdrawn)
	}
	if want := "a 1 false;new 1 false;old 1 true;"; got != want || r.Ballots != 3 || r.Uncounted[ReasonRules] != 1 {
		t.Errorf("%s, %+v; want %s", got, r.Uncounted, want)
	}
}

// TestOnceInItsRound: a ballot of another round does not take a ballot's id, for
// who has the record of one round cannot see those of another.
func TestOnceInItsRound(t *testing.T) {
	rounds := history(round("a"))
	other := round("a")
	other.ID = "q"
	rounds["q"] = History{{Release: 1, Round: other}}
	c := newCounting(rounds)
	elsewhere := ballot("1", "a")
	elsewhere.Round, elsewhere.Hour = "q", elsewhere.Hour.Add(-time.Hour)
	c.add("k1", ballot("1", "a"), elsewhere)
	c.add("k2", ballot("1", "a"))
	if r := c.round(t); r.Ballots != 1 || r.Uncounted[ReasonTwice] != 1 {
		t.Errorf("%+v", r)
	}
}

// TestTicketsOnce: of the ballots with one ticket the earliest counts, whichever
// came first.
func TestTicketsOnce(t *testing.T) {
	c := newCounting(history(ticketed("a", "b")))
	c.add("k2", byTicket("1", "T", 3, "a"))
	c.add("k3", byTicket("2", "T", 2, "b"))
	c.round(t)
	c.add("k1", byTicket("3", "T", 2, "a"), byTicket("4", "U", 2, "a"))
	r := c.round(t)
	if r.Ballots != 2 || r.Uncounted[ReasonTicket] != 2 || r.Categories[0].Nominees[0].Choices != 2 || r.Kiosks[0].ID != "k1" || len(r.Kiosks) != 1 {
		t.Errorf("%+v", r)
	}
	open := newCounting(history(ticketed("a")))
	plain := ballot("9", "a")
	plain.Mode = vote.ByPause
	open.add("k", plain)
	if r := open.round(t); r.Uncounted[ReasonMode] != 1 {
		t.Errorf("without a ticket: %+v", r)
	}
}

// TestAnyOrder adds the same entries in many orders, kiosk by kiosk and mixed,
// with approvals in between: the result is the same.
func TestAnyOrder(t *testing.T) {
	type item struct {
		kiosk string
		index int64
		vote.Ballot
	}
	random := rand.New(rand.NewPCG(1, 2))
	var items []item
	for _, kiosk := range []string{"a", "b", "c"} {
		for i := range int64(40) {
			b := byTicket(fmt.Sprint(random.IntN(90)), fmt.Sprint(random.IntN(60)), random.IntN(6), []string{"a", "b"}[random.IntN(2)])
			items = append(items, item{kiosk, i, b})
		}
	}
	var want Result
	for n := range 50 {
		c := NewCounter(history(ticketed("a", "b")), DefaultRules())
		c.SetBar("c", ReasonPending)
		random.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
		slices.SortStableFunc(items, func(a, b item) int {
			if a.kiosk != b.kiosk {
				return 0 // mixed as they are, each kiosk's own in order
			}
			return cmp.Compare(a.index, b.index)
		})
		next := map[string]int64{}
		for len(next) < 3 || next["a"]+next["b"]+next["c"] < 120 {
			kiosk := []string{"a", "b", "c"}[random.IntN(3)]
			for _, it := range items {
				if it.kiosk == kiosk && it.index == next[kiosk] {
					c.AddRecord(kiosk, it.index, ledger.Record{Ballot: &it.Ballot})
					next[kiosk]++
					break
				}
			}
			if random.IntN(20) == 0 {
				c.Result()
			}
		}
		c.SetBar("c", "")
		got := c.Result()
		if n == 0 {
			want = got
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("another order, another result:\n%+v\n%+v", got, want)
		}
	}
	if r, _ := want.Round("r"); r.Ballots == 0 || r.Uncounted[ReasonTicket] == 0 || r.Uncounted[ReasonTwice] == 0 {
		t.Errorf("nothing was tried: %+v", r)
	}
}

// TestForkedBranches counts another branch when a person says so, each ballot
// once, and no longer when that is taken back.
func TestForkedBranches(t *testing.T) {
	c := newCounting(history(round("a", "b")))
	c.add("k", ballot("1", "a"), ballot("2", "a"))
	branch, err := c.Read("k", "f", 1, [][]byte{ledger.EncodeEntry(ballot("3", "b")), ledger.EncodeEntry(ballot("2", "a"))})
	if err != nil {
		t.Fatal(err)
	}
	c.BarBranch("k", "f", ReasonFork)
	c.Add(branch)
	if r := c.round(t); r.Ballots != 2 || r.Uncounted[ReasonFork] != 2 {
		t.Errorf("undecided: %+v", r)
	}
	c.DropBranches()
	if branch, err = c.Read("k", "f", 1, [][]byte{ledger.EncodeEntry(ballot("3", "b")), ledger.EncodeEntry(ballot("2", "a"))}); err != nil {
		t.Fatal(err)
	}
	c.Add(branch)
	if r := c.round(t); r.Ballots != 3 || r.Uncounted[ReasonTwice] != 1 || r.Kiosks[0].Ballots != 3 || len(r.Kiosks) != 1 {
		t.Errorf("counted too: %+v", r)
	}
	c.DropBranches()
	if r := c.round(t); r.Ballots != 2 || len(r.Uncounted) != 0 {
		t.Errorf("taken back: %+v", r)
	}
}

// TestWhichBranchCameFirstDecidesNothing has two branches of a ledger hold, in one
// place and one hour, a ballot with the same ticket and a batch with the same
// number. Whichever branch a hub heard first, the same ones count.
func TestWhichBranchCameFirstDecidesNothing(t *testing.T) {
	ours := [][]byte{ledger.EncodeEntry(byTicket("1", "t", 0, "a")), ledger.EncodePaper(batch("p1", "N1", 10, ""))}
	theirs := [][]byte{ledger.EncodeEntry(byTicket("2", "t", 0, "b")), ledger.EncodePaper(batch("p2", "N1", 20, ""))}
	count := func(ledgers ...[][]byte) Round {
		c := newCounting(history(ticketed("a", "b")))
		for i, entries := range ledgers {
			b, err := c.Read("k", []string{"", "f"}[i], 0, entries)
			if err != nil {
				t.Fatal(err)
			}
			c.Add(b)
		}
		return c.round(t)
	}
	one, other := count(ours, theirs), count(theirs, ours)
	if one.Ballots != 1 || one.Paper.Batches != 1 || !reflect.DeepEqual(one, other) {
		t.Errorf("one hub counts\n%+v\nand the other\n%+v", one, other)
	}
}

func TestUnreadableEntry(t *testing.T) {
	c := newCounting(nil)
	_, err := c.Read("k", "", 7, [][]byte{ledger.EncodeEntry(ballot("1", "a")), []byte("nothing")})
	if e, ok := err.(*EntryError); !ok || e.Index != 8 || e.Kiosk != "k" {
		t.Errorf("%v", err)
	}
}

// TestManyBallots fills the tables beyond what they began with, each ballot twice.
func TestManyBallots(t *testing.T) {
	const ballots = 5000
	for _, expected := range []int{0, 2 * ballots} {
		c := newCounting(history(ticketed("a", "b")))
		c.Expect(expected)
		for i := range ballots {
			c.add("k1", byTicket(fmt.Sprint(i), fmt.Sprint(i), i%20, "a"))
			c.add("k2", byTicket(fmt.Sprint(i), fmt.Sprint(i), i%20, "a"), byTicket(fmt.Sprint("other", i), fmt.Sprint(i), i%20+1, "b"))
		}
		if r := c.round(t); r.Ballots != ballots || r.Uncounted[ReasonTwice] != ballots || r.Uncounted[ReasonTicket] != ballots || r.Kiosks[0].Ballots != ballots {
			t.Errorf("%d expected: %d ballots, %v", expected, r.Ballots, r.Uncounted)
		}
	}
}
