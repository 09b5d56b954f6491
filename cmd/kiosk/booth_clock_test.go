package main

import (
	"errors"
	"testing"
	"time"

	"hangviet/data/booth"
	"hangviet/data/clock"
	"hangviet/data/vote"
)

// TestClockJumpsAmidAVote: failures.md, "Clock wrong": −1 day, 1970, 2038 and +10
// years between a visitor's admission and the ballot. By a clock that fell back the
// ballot counts and says so; by one that leapt past the round's end none is made,
// visibly, and once the clock is right again the same admission casts its one
// ballot.
func TestClockJumpsAmidAVote(t *testing.T) {
	for name, c := range map[string]struct {
		jump func(time.Time) time.Time
		late bool // past the end of the round
	}{
		"a day back":    {func(t time.Time) time.Time { return t.AddDate(0, 0, -1) }, false},
		"1970":          {func(time.Time) time.Time { return time.Unix(0, 0) }, false},
		"2038":          {func(time.Time) time.Time { return time.Unix(1<<31, 0) }, true},
		"ten years on":  {func(t time.Time) time.Time { return t.AddDate(10, 0, 0) }, true},
		"a minute back": {func(t time.Time) time.Time { return t.Add(-time.Minute) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir, p := t.TempDir(), newPoll(t)
			r := p.round(vote.ByPause)
			p.publish(testHome(t, dir), time.Now().Add(-30*time.Minute), r)
			h := testHome(t, dir) // its clock knows when the release was signed
			right := time.Now()
			system := right
			h.clock = clock.New(func() time.Time { return system }, h.clock.Floor())
			h.booth = h.newBooth()
			admission, err := h.booth.Admit(t.Context(), r, "")
			must(t, err)
			system = c.jump(right)
			choices := []vote.Choice{{Category: "c", Nominee: "a"}}
			first, err := h.booth.Cast(t.Context(), admission, r, choices, 1)
			if c.late != errors.Is(err, booth.ErrNotOpen) {
				t.Fatalf("cast %+v, %v", first, err)
			}
			system = right
			second, err := h.booth.Cast(t.Context(), admission, r, choices, 1)
			must(t, err)
			if !c.late && second.Ballot.ID != first.Ballot.ID {
				t.Error("one admission cast two ballots")
			}
			records, err := entries(t, h.log)
			if err != nil || len(records) != 1 {
				t.Errorf("%d entries, want one: %v", len(records), err)
			}
		})
	}
}
