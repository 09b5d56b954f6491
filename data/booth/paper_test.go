package booth_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"hangviet/data/booth"
	"hangviet/data/store"
	"hangviet/data/vote"
)

func batch(name, corrects string) booth.PaperSheet {
	return booth.PaperSheet{Batch: name, Staff: [2]string{"s1", "s2"}, Corrects: corrects, Sheets: 50, Invalid: 1, Counts: []vote.Count{
		{Choice: choose("silk")[0], Sheets: 50}, {Choice: choose("honey")[0]}, {Choice: choose("tea")[0], Sheets: 3},
	}}
}

func TestPaper(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByPause)
	enter := func(r vote.Round, s booth.PaperSheet) (vote.Paper, error) { return k.EnterPaper(t.Context(), r, s) }
	first, err := enter(r, batch("A-1", ""))
	if err != nil || first.Choices() != 53 || len(first.Counts) != 2 || first.Counts[0].Nominee != "tea" {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := enter(r, batch("A-1", first.ID))
	if err != nil {
		t.Fatal(err)
	}
	trial := r
	trial.Test = true
	if p, err := enter(trial, batch("A-1", "")); err != nil || !p.Test {
		t.Errorf("on trial: %+v, %v", p, err)
	}
	other := r
	other.ID = "other"
	if _, err := enter(other, batch("A-1", "")); err != nil {
		t.Errorf("of another round: %v", err)
	}
	k.now = r.Closes.AddDate(0, 1, 0)
	if _, err := enter(r, batch("A-2", "")); err != nil {
		t.Errorf("late: %v", err)
	}
	for name, c := range map[string]struct {
		sheet booth.PaperSheet
		want  error
	}{
		"twice":                     {batch("A-1", ""), booth.ErrBatchEntered},
		"corrected already":         {batch("A-1", first.ID), booth.ErrCorrected},
		"correcting nothing":        {batch("A-1", fmt.Sprintf("%032x", 5)), booth.ErrNoBatch},
		"taking another's number":   {batch("A-2", second.ID), booth.ErrBatchEntered},
		"without a number":          {batch("", ""), vote.ErrPaperShape},
		"more choices than sheets":  {counting("silk", 51), vote.ErrCount},
		"a count below zero":        {counting("silk", -1), vote.ErrPaperShape},
		"of somebody not nominated": {counting("nobody", 1), vote.ErrUnknown},
	} {
		if _, err := enter(r, c.sheet); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	one := batch("A-9", "")
	one.Staff[1] = one.Staff[0]
	if _, err := enter(r, one); !errors.Is(err, vote.ErrPaperShape) {
		t.Errorf("by one alone: %v", err)
	}
	r.Switch = vote.SetDraft
	if _, err := enter(r, batch("A-9", "")); !errors.Is(err, booth.ErrNotOpen) {
		t.Errorf("of a draft: %v", err)
	}
	if papers, err := k.Papers(t.Context(), r.ID); len(papers) != 4 || err != nil {
		t.Errorf("%d batches, %v", len(papers), err)
	}
	k.holds(5)
}

func counting(nominee string, n int) booth.PaperSheet {
	s := batch("A-9", "")
	s.Counts = []vote.Count{{Choice: choose(nominee)[0], Sheets: n}}
	return s
}

func TestExposure(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByPause)
	drawn := r.Categories[0].Drawn(7)
	key := func(n int) string { return fmt.Sprintf("%s/food/%s/%d", r.ID, drawn[n].ID, n+1) }
	for range 3 { // seen three times by one visitor
		k.Showed(r, "food", 7, drawn[0].ID, drawn[1].ID, "nobody")
	}
	k.vote(r, "", drawn[1].ID)
	k.Withdraw()
	k.Showed(r, "food", 7, drawn[0].ID)
	k.Showed(r, "drinks", 7, drawn[0].ID)
	trial := r
	trial.Test = true
	k.Showed(trial, "food", 7, drawn[2].ID)
	for range 2 {
		if err := k.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	day := "2026-09-15"
	want := []store.Counter{{Day: day, Name: booth.CountChosen, Key: key(1), N: 1}, {Day: day, Name: booth.CountShown, Key: key(0), N: 2}, {Day: day, Name: booth.CountShown, Key: key(1), N: 1}}
	slices.SortFunc(want[1:], func(a, b store.Counter) int { return map[bool]int{true: -1, false: 1}[a.Key < b.Key] })
	got, err := k.store.Counters(t.Context())
	if !slices.Equal(got, want) || err != nil {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

// TestExposureOutlastsAFailure: what was not counted yet is counted later, and
// what was counted is not counted again.
func TestExposureOutlastsAFailure(t *testing.T) {
	k, r := newKiosk(t), round(vote.ByPause)
	k.vote(r, "", "tea")
	k.Showed(r, "food", 7, "tea")
	k.broken = true
	if err := k.Flush(t.Context()); err == nil {
		t.Error("counted on a full disk")
	}
	k.broken = false
	k.Withdraw()
	k.Showed(r, "food", 7, "tea")
	if err := k.Flush(t.Context()); err != nil {
		t.Error(err)
	}
	got, err := k.store.Counters(t.Context())
	if len(got) != 2 || got[0].N != 1 || got[1].N != 2 || err != nil {
		t.Errorf("got %v, %v", got, err)
	}
}
