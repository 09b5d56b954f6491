package vote

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

var zone = time.FixedZone("ICT", 7*60*60)

// round is open from 1 September to the end of 31 October 2026, Vietnam's time.
func round() Round {
	nominees := func(ids ...string) []Nominee {
		var all []Nominee
		for _, id := range ids {
			all = append(all, Nominee{ID: id, Product: "P-" + id})
		}
		return all
	}
	return Round{
		ID:     "2026",
		Opens:  time.Date(2026, 9, 1, 0, 0, 0, 0, zone),
		Closes: time.Date(2026, 11, 1, 0, 0, 0, 0, zone),
		Categories: []Category{
			{ID: "food", Choices: 2, Nominees: nominees("tea", "honey", "rice")},
			{ID: "craft", Choices: 1, Nominees: nominees("silk", "pottery")},
		},
	}
}

func TestPhase(t *testing.T) {
	for _, c := range []struct {
		moment time.Time
		want   Phase
	}{
		{time.Date(2026, 8, 31, 23, 59, 59, 999, zone), Coming},
		{time.Date(2026, 9, 1, 0, 0, 0, 0, zone), Open},
		{time.Date(2026, 8, 31, 17, 0, 0, 0, time.UTC), Open},
		{time.Date(2026, 10, 31, 23, 59, 59, 999_999_999, zone), Open},
		{time.Date(2026, 11, 1, 0, 0, 0, 0, zone), Closed},
		{time.Date(2026, 10, 31, 17, 0, 0, 0, time.UTC), Closed},
		{time.Unix(0, 0), Coming},
	} {
		if got := round().PhaseAt(c.moment); got != c.want {
			t.Errorf("at %v the round is %s, want %s", c.moment, got, c.want)
		}
	}
}

func TestNewBallot(t *testing.T) {
	cast := time.Date(2026, 10, 5, 17, 45, 33, 12, zone)
	b, err := NewBallot(round(), cast, []Choice{{"craft", "silk"}, {"food", "rice"}, {"food", "tea"}})
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 10, 5, 10, 0, 0, 0, time.UTC); !b.Hour.Equal(want) || b.Hour.Location() != time.UTC {
		t.Errorf("hour is %v, want %v", b.Hour, want)
	}
	if want := []Choice{{"food", "tea"}, {"food", "rice"}, {"craft", "silk"}}; !slices.Equal(b.Choices, want) {
		t.Errorf("choices are %v, want the round's order %v", b.Choices, want)
	}
	if len(b.ID) != 32 || strings.Trim(b.ID, "0123456789abcdef") != "" || b.Round != "2026" {
		t.Errorf("ballot is %+v", b)
	}
	other, err := NewBallot(round(), cast, []Choice{{"food", "tea"}})
	if err != nil || other.ID == b.ID {
		t.Errorf("the second ballot is %s, %v", other.ID, err)
	}
}

// TestHourIsWhole has a zone whose hours do not begin with UTC's; the hour is
// that of UTC, and so of Vietnam.
func TestHourIsWhole(t *testing.T) {
	india := time.FixedZone("IST", 5*60*60+30*60)
	b, err := NewBallot(round(), time.Date(2026, 10, 5, 12, 10, 0, 0, india), []Choice{{"food", "tea"}})
	if want := time.Date(2026, 10, 5, 6, 0, 0, 0, time.UTC); err != nil || !b.Hour.Equal(want) {
		t.Errorf("hour is %v %v, want %v", b.Hour, err, want)
	}
}

func TestBallotsAreRefused(t *testing.T) {
	open := time.Date(2026, 10, 5, 12, 0, 0, 0, zone)
	for _, c := range []struct {
		name    string
		moment  time.Time
		choices []Choice
		want    error
	}{
		{"early", round().Opens.Add(-1), []Choice{{"food", "tea"}}, ErrNotOpen},
		{"late", round().Closes, []Choice{{"food", "tea"}}, ErrNotOpen},
		{"empty", open, nil, ErrEmpty},
		{"unknown category", open, []Choice{{"cars", "tea"}}, ErrUnknown},
		{"unknown nominee", open, []Choice{{"food", "silk"}}, ErrUnknown},
		{"twice", open, []Choice{{"food", "tea"}, {"food", "tea"}}, ErrTwice},
		{"too many", open, []Choice{{"craft", "silk"}, {"craft", "pottery"}}, ErrTooMany},
		{"three of two", open, []Choice{{"food", "tea"}, {"food", "honey"}, {"food", "rice"}}, ErrTooMany},
		{"one good, one bad", open, []Choice{{"food", "tea"}, {"", ""}}, ErrUnknown},
	} {
		b, err := NewBallot(round(), c.moment, c.choices)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if b.ID != "" {
			t.Errorf("%s: a refused ballot has an id", c.name)
		}
	}
}

func TestCheckLooksAtTheRoundAlone(t *testing.T) {
	b := Ballot{Round: "2026", Hour: time.Unix(0, 0), Choices: []Choice{{"food", "tea"}}}
	if err := b.Check(round()); err != nil {
		t.Errorf("a ballot that arrives late: %v", err)
	}
	b.Round = "2025"
	if err := b.Check(round()); !errors.Is(err, ErrOtherRound) {
		t.Errorf("a ballot of another round: %v", err)
	}
}

func TestCategory(t *testing.T) {
	r := round()
	if c, ok := r.Category("craft"); !ok || !c.Has("silk") || c.Has("tea") {
		t.Errorf("craft is %+v %t", c, ok)
	}
	if _, ok := r.Category(""); ok {
		t.Error("there is a category without id")
	}
}
