package main

import (
	"slices"
	"testing"
	"time"

	"hangviet/ui/model"
)

func TestMemoryIsGivenBackOnceAfterEachVisit(t *testing.T) {
	var tidy tidier
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		second int
		at     model.Screen
		due    bool
	}{
		{0, model.AtAttract, false},
		{89, model.AtAttract, false},
		{90, model.AtAttract, true},
		{91, model.AtAttract, false},
		{900, model.AtPaused, false},
		{910, model.AtHome, false},
		{1100, model.AtProduct, false},
		{1110, model.AtAttract, false},
		{1201, model.AtClosed, true},
		{1300, model.AtHome, false},
		{1310, model.AtAttract, false},
		{1200, model.AtAttract, false}, // the clock was put back
		{1289, model.AtAttract, false},
		{1290, model.AtAttract, true},
	} {
		if due := tidy.due(begin.Add(time.Duration(c.second)*time.Second), c.at); due != c.due {
			t.Errorf("at second %d on screen %v: due %v", c.second, c.at, due)
		}
	}
}

// TestMemoryIsGivenBackAfterEachSlide: a second and a half after its picture was made,
// and once; pictures that come in a row are waited for.
func TestMemoryIsGivenBackAfterEachSlide(t *testing.T) {
	var turned slides
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		ms, made int
		due      bool
	}{
		{0, 0, false},
		{5000, 0, false}, // nothing was made
		{8000, 1, false},
		{9499, 1, false},
		{9500, 1, true},
		{9600, 1, false},
		{16000, 2, false},
		{17000, 4, false},
		{18400, 4, false},
		{18500, 4, true},
		{30000, 4, false},
		{32000, 5, false},
		{31000, 5, false}, // the clock was put back
		{32499, 5, false},
		{32500, 5, true},
	} {
		if due := turned.due(begin.Add(time.Duration(c.ms)*time.Millisecond), c.made); due != c.due {
			t.Errorf("at %d ms, %d pictures made: due %v", c.ms, c.made, due)
		}
	}
}

func TestMemoryIsGivenBackAgainWhileNobodyComes(t *testing.T) {
	var rest tidier
	var again sweeper
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	var given []int
	for second := range 600 {
		at := model.AtAttract
		if second >= 300 && second < 310 {
			at = model.AtHome
		}
		now := begin.Add(time.Duration(second) * time.Second)
		if again.due(now, rest.due(now, at), resting(at)) {
			given = append(given, second)
		}
	}
	var want []int // a minute and a half after the last visitor, and every minute from then on
	for _, rest := range [][2]int{{90, 300}, {400, 600}} {
		for second := rest[0]; second < rest[1]; second += 60 {
			want = append(want, second)
		}
	}
	if !slices.Equal(given, want) {
		t.Errorf("given back at the seconds %v, want %v", given, want)
	}
	if again.due(begin, false, true) != true || again.due(begin.Add(time.Second), false, true) {
		t.Error("a clock that was put back stops it, or makes it come too often")
	}
}

// TestMemoryIsGivenBackAsLittleAsPossible: pictures that are made for a visitor are none
// of a slide's; a visit, and a rest of four slides, each with its picture.
func TestMemoryIsGivenBackAsLittleAsPossible(t *testing.T) {
	var spare thrift
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	touched, made := begin.Add(20*time.Second), 0
	var given, alone []int
	for second := range 120 {
		at := model.AtHome
		if second >= 30 {
			at = model.AtAttract
		}
		if second < 20 && second%5 == 0 || second >= 30 && second < 60 && second%8 == 0 {
			made++
		}
		left, due := spare.due(begin.Add(time.Duration(second)*time.Second), at, touched, made)
		if due {
			given = append(given, second)
		}
		if left {
			alone = append(alone, second)
		}
	}
	if want := []int{22, 34, 42, 50, 58}; !slices.Equal(given, want) || alone != nil {
		t.Errorf("given back at the seconds %v, want %v; alone at %v", given, want, alone)
	}
	if left, due := spare.due(begin.Add(2*time.Minute), model.AtAttract, touched, made); !left || !due {
		t.Errorf("a minute and a half after the visit: alone %v, due %v", left, due)
	}
}

func TestMemoryIsGivenBackWhileSomebodyReads(t *testing.T) {
	var quiet lull
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	at := func(ms int) time.Time { return begin.Add(time.Duration(ms) * time.Millisecond) }
	if quiet.due(at(0), time.Time{}) {
		t.Error("due before anybody touched the screen")
	}
	for _, c := range []struct {
		now, touched int
		due          bool
	}{
		{100, 0, false},
		{1499, 0, false},
		{1500, 0, true},
		{1600, 0, false},
		{9000, 0, false},
		{9100, 9050, false},
		{10550, 9050, true},
		{10560, 9050, false},
	} {
		if due := quiet.due(at(c.now), at(c.touched)); due != c.due {
			t.Errorf("at %d ms, touched at %d: due %v", c.now, c.touched, due)
		}
	}
}

func TestAPageThatStandsIsDrawnAgain(t *testing.T) {
	var drawn repaints
	begin := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	var at []int
	for second := range 20 {
		if drawn.due(begin.Add(time.Duration(second) * time.Second)) {
			at = append(at, second)
		}
	}
	if !slices.Equal(at, []int{0, 5, 10, 15}) {
		t.Errorf("drawn at the seconds %v", at)
	}
	if !drawn.due(begin) {
		t.Error("not drawn once the clock was put back")
	}
}
