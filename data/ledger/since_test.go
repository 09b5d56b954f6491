package ledger_test

import (
	"testing"
	"time"

	"hangviet/data/ledger"
)

// TestCountsSince counts from an hour on, however far back it lies.
func TestCountsSince(t *testing.T) {
	l := newLog(t, 3) // in the hours 0, 1 and 2 of 1 May
	at := func(hour int) time.Time { return time.Date(2026, 5, 1, hour, 0, 0, 0, time.UTC) }
	if _, err := l.AppendPaper(t.Context(), paper(1, "")); err != nil { // in hour 3
		t.Fatal(err)
	}
	for n := range 300 { // more than are read at a time
		b := ballot(300 + n)
		b.Hour = at(20)
		if _, err := l.Append(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	for since, want := range map[time.Time]ledger.Counts{
		at(0):  {Ballots: 303, Choices: 606, Batches: 1, Sheets: 50, PaperChoices: 48},
		at(2):  {Ballots: 301, Choices: 603, Batches: 1, Sheets: 50, PaperChoices: 48},
		at(4):  {Ballots: 300, Choices: 600},
		at(21): {},
	} {
		if got, err := l.CountsSince(t.Context(), since); got != want || err != nil {
			t.Errorf("since %v: got %+v, %v, want %+v", since, got, err, want)
		}
	}
}

func TestReceived(t *testing.T) {
	l, r := newLog(t, 3), newReceiver()
	if got, err := l.Received(t.Context()); got != (ledger.Received{}) || err != nil {
		t.Errorf("before: %+v, %v", got, err)
	}
	receipted(t, l, r, 0, 2)
	want := ledger.Received{Size: 2, Hour: time.Date(2026, 5, 1, 1, 0, 0, 0, time.UTC)}
	if got, err := l.Received(t.Context()); got != want || err != nil {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}
