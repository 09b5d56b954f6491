package main

import (
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
