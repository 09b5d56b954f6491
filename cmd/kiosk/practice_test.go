package main

import (
	"testing"
	"time"

	"hangviet/data/vote"
)

// TestPracticeBallotsStayWithTheSample: trying the kiosk out leaves nothing in
// the ledger that goes to an organiser.
func TestPracticeBallotsStayWithTheSample(t *testing.T) {
	h := testHome(t, t.TempDir())
	castOne(t, h)
	if s, err := h.status(t.Context()); err != nil || s.Ballots != 1 || s.Unsent != 0 {
		t.Errorf("on the sample the status is %+v, %v; want one ballot and none to send", s, err)
	}
	_, root := publishTo(t, t.TempDir())
	must(t, h.own.Pin(t.Context(), root))
	if s, err := h.status(t.Context()); err != nil || s.Ballots != 0 {
		t.Errorf("after the set-up the status is %+v, %v; want no ballot", s, err)
	}
	castOne(t, h)
	if s, err := h.status(t.Context()); err != nil || s.Ballots != 1 || s.Unsent != 1 {
		t.Errorf("after a real ballot the status is %+v, %v; want one to send", s, err)
	}
}

func castOne(t *testing.T, h *home) {
	t.Helper()
	now := time.Now()
	round := vote.Round{ID: "r", Opens: now.Add(-time.Hour), Closes: now.Add(time.Hour), Pause: time.Nanosecond, Categories: []vote.Category{
		{ID: "c", Choices: 1, Nominees: []vote.Nominee{{ID: "a", Product: "A"}}},
	}}
	admission, err := h.booth.Admit(t.Context(), round, "")
	must(t, err)
	_, err = h.booth.Cast(t.Context(), admission, round, []vote.Choice{{Category: "c", Nominee: "a"}}, 1)
	must(t, err)
}
