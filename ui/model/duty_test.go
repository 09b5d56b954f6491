package model_test

import (
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/ui/model"
)

func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", "2026-11-21 "+clock, catalog.Zone)
	if err != nil {
		panic(err)
	}
	return t.UTC() // the hours are those of Vietnam, whatever the clock's zone
}

func TestHours(t *testing.T) {
	for _, c := range []struct {
		hours, at string
		want      bool
	}{
		{"08:00-21:00", "07:59", false},
		{"08:00-21:00", "08:00", true},
		{"08:00-21:00", "20:59", true},
		{"08:00-21:00", "21:00", false},
		{"22:00-06:00", "23:30", true},
		{"22:00-06:00", "05:59", true},
		{"22:00-06:00", "06:00", false},
		{"11:00-13:00, 16:30-20:30", "12:00", true},
		{"11:00-13:00, 16:30-20:30", "15:00", false},
		{"11:00-13:00, 16:30-20:30", "20:29", true},
		{"00:00-24:00", "23:59", true},
		{"", "12:00", false},
	} {
		h, err := model.ParseHours(c.hours)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Hold(at(c.at)); got != c.want {
			t.Errorf("%q at %s: %v", c.hours, c.at, got)
		}
	}
	for _, bad := range []string{"8", "08:00", "08:00-", "08:00-08:00", "25:00-26:00", "24:00-08:00", "x"} {
		if _, err := model.ParseHours(bad); err == nil {
			t.Errorf("%q is taken for hours", bad)
		}
	}
}

func TestDuty(t *testing.T) {
	hours := func(s string) model.Hours {
		h, err := model.ParseHours(s)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	open, rush := hours("08:00-21:00"), hours("16:30-20:30")
	for _, c := range []struct {
		duty model.Duty
		at   string
		rest model.Screen
		rush bool
	}{
		{model.Duty{}, "03:00", model.AtAttract, false},
		{model.Duty{Open: open}, "12:00", model.AtAttract, false},
		{model.Duty{Open: open}, "21:30", model.AtClosed, false},
		{model.Duty{Open: open, Paused: true}, "21:30", model.AtPaused, false},
		{model.Duty{Rush: rush}, "17:00", model.AtAttract, true},
		{model.Duty{Rush: rush}, "12:00", model.AtAttract, false},
		{model.Duty{Rush: rush, ByHand: model.Off}, "17:00", model.AtAttract, false},
		{model.Duty{ByHand: model.On}, "12:00", model.AtAttract, true},
	} {
		if rest, hurry := c.duty.Rest(at(c.at)), c.duty.Rushing(at(c.at)); rest != c.rest || hurry != c.rush {
			t.Errorf("%+v at %s: %s, rush %v", c.duty, c.at, rest, hurry)
		}
	}
	if !(model.Duty{Open: open}).Equal(model.Duty{Open: hours("08:00-21:00")}) || (model.Duty{Open: open}).Equal(model.Duty{Rush: open}) {
		t.Error("duties are compared wrongly")
	}
}
