package vote

import (
	"errors"
	"testing"
	"time"
)

func TestSwitch(t *testing.T) {
	before, during, after := time.Date(2026, 8, 1, 0, 0, 0, 0, zone), time.Date(2026, 9, 9, 0, 0, 0, 0, zone), time.Date(2026, 12, 1, 0, 0, 0, 0, zone)
	for _, c := range []struct {
		to   Switch
		at   time.Time
		want Phase
	}{
		{ByClock, during, Open},
		{SetDraft, during, Draft},
		{SetPause, before, Coming},
		{SetPause, during, Paused},
		{SetPause, after, Closed},
		{SetClose, before, Closed},
		{SetClose, during, Closed},
	} {
		r := round()
		r.Switch = c.to
		if got := r.PhaseAt(c.at); got != c.want {
			t.Errorf("switched to %q, at %v: %s, want %s", c.to, c.at, got, c.want)
		}
		if _, err := NewBallot(r, c.at, []Choice{{"food", "tea"}}); (err == nil) != (c.want == Open) {
			t.Errorf("switched to %q, at %v: ballot %v", c.to, c.at, err)
		}
	}
}

func TestWhatMayBeShown(t *testing.T) {
	during, after := time.Date(2026, 9, 9, 0, 0, 0, 0, zone), time.Date(2026, 12, 1, 0, 0, 0, 0, zone)
	for reveal, want := range map[Reveal][2]bool{"": {false, true}, AfterClose: {false, true}, Always: {true, true}, Never: {false, false}} {
		r := round()
		r.Reveal = reveal
		if got := [2]bool{r.Shows(during), r.Shows(after)}; got != want {
			t.Errorf("%q: %v, want %v", reveal, got, want)
		}
	}
}

func TestPaper(t *testing.T) {
	good := Paper{Round: "2026", Sheets: 3, Counts: []Count{{Choice{"food", "tea"}, 3}, {Choice{"food", "rice"}, 3}, {Choice{"craft", "silk"}, 2}}}
	if err := good.Check(round()); err != nil || good.Choices() != 8 {
		t.Errorf("%v, %d choices", err, good.Choices())
	}
	for want, counts := range map[error][]Count{
		ErrCount:   {{Choice{"craft", "silk"}, 2}, {Choice{"craft", "pottery"}, 2}},
		ErrUnknown: {{Choice{"food", "silk"}, 1}},
		ErrTwice:   {{Choice{"food", "tea"}, 1}, {Choice{"food", "tea"}, 1}},
	} {
		if err := (Paper{Round: "2026", Sheets: 3, Counts: counts}).Check(round()); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}
