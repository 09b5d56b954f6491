package tally

import (
	"fmt"
	"reflect"
	"testing"
	"time"

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

func history(rounds ...vote.Round) map[string]History {
	var h History
	for i, r := range rounds {
		h = append(h, Definition{Release: int64(len(rounds) - i), Current: i == 0, Round: r})
	}
	return map[string]History{"r": h}
}

// ballot is cast in the first whole hour of the round.
func ballot(id string, nominees ...string) vote.Ballot {
	b := vote.Ballot{ID: id, Round: "r", Hour: opens.Add(time.Hour).Truncate(time.Hour)}
	for _, n := range nominees {
		c := vote.Choice{Category: "c", Nominee: n}
		if n == "x" {
			c.Category = "d"
		}
		b.Choices = append(b.Choices, c)
	}
	return b
}

func TestBallotsAndChoicesApart(t *testing.T) {
	c := NewCounter(history(round("a", "b")), "r")
	c.Add(Entry{Kiosk: "k1", Ballot: ballot("1", "a", "b", "x")})
	c.Add(Entry{Kiosk: "k2", Ballot: ballot("2", "a")})
	r, _ := c.Result().Round("r")
	if r.Ballots != 2 || r.Choices != 4 || r.Categories[0].Ballots != 2 || r.Categories[0].Choices != 3 || r.Categories[1].Ballots != 1 {
		t.Errorf("%+v", r)
	}
	if a := r.Categories[0].Nominees[0]; a.Choices != 2 || a.Kiosks["k1"] != 1 || a.Kiosks["k2"] != 1 {
		t.Errorf("%+v", a)
	}
	if want := []Kiosk{{"k1", 1, 3}, {"k2", 1, 1}}; !reflect.DeepEqual(r.Kiosks, want) {
		t.Errorf("%+v, want %+v", r.Kiosks, want)
	}
	if len(r.Counted) != 2 || r.CountedBy[1] != "k2" {
		t.Errorf("kept: %+v by %v", r.Counted, r.CountedBy)
	}
}

func TestReasons(t *testing.T) {
	late, early, firstHour := ballot("late", "a"), ballot("early", "a"), ballot("first", "a")
	late.Hour = opens.Add(48 * time.Hour).Truncate(time.Hour).Add(time.Hour)
	early.Hour = opens.Truncate(time.Hour).Add(-time.Hour)
	firstHour.Hour = opens.Truncate(time.Hour) // the round opens within this hour
	c := NewCounter(history(round("a", "b", "e")), "")
	for _, test := range []struct {
		entry Entry
		want  Reason
	}{
		{Entry{Ballot: ballot("1", "a")}, ""},
		{Entry{Ballot: ballot("1", "b")}, ReasonTwice},
		{Entry{Bar: ReasonPending, Ballot: ballot("2", "a")}, ReasonPending},
		{Entry{Bar: ReasonRefused, Ballot: ballot("2", "a")}, ReasonRefused},
		{Entry{Ballot: ballot("2", "a")}, ""}, // a barred one takes nobody's place
		{Entry{Ballot: ballot("3", "none")}, ReasonRules},
		{Entry{Ballot: ballot("3", "a", "b", "e")}, ReasonRules},
		{Entry{Ballot: ballot("3")}, ReasonRules},
		{Entry{Ballot: ballot("3", "a", "a")}, ReasonRules},
		{Entry{Ballot: late}, ReasonHour},
		{Entry{Ballot: early}, ReasonHour},
		{Entry{Ballot: firstHour}, ""},
	} {
		before, _ := c.Result().Round("r")
		had := before.Uncounted[test.want]
		c.Add(test.entry)
		r, _ := c.Result().Round("r")
		if counted := r.Ballots > before.Ballots; counted != (test.want == "") || (!counted && r.Uncounted[test.want] != had+1) {
			t.Errorf("%+v: counted %v, %v; want %q", test.entry, counted, r.Uncounted, test.want)
		}
	}
}

func TestUnknownRound(t *testing.T) {
	c := NewCounter(nil, "")
	c.Add(Entry{Ballot: ballot("1", "a")})
	if got := c.Result().Unknown["r"]; got != 1 {
		t.Errorf("%d ballots of an unknown round", got)
	}
}

// TestHistory judges ballots by every form the round ever had.
func TestHistory(t *testing.T) {
	c := NewCounter(history(round("a", "new"), round("a", "old")), "")
	for i, n := range []string{"a", "new", "old", "never"} {
		c.Add(Entry{Ballot: ballot(fmt.Sprint(i), n)})
	}
	r, _ := c.Result().Round("r")
	got := ""
	for _, n := range r.Categories[0].Nominees {
		got += fmt.Sprintf("%s %d %v;", n.ID, n.Choices, n.Withdrawn)
	}
	if want := "a 1 false;new 1 false;old 1 true;"; got != want || r.Ballots != 3 || r.Uncounted[ReasonRules] != 1 {
		t.Errorf("%s, %+v; want %s", got, r.Uncounted, want)
	}
}
