package ui_test

import (
	"testing"
	"time"

	"hangviet/ui/model"
)

// TestNothingBurnsIn: while nobody is there the picture wanders, covers the whole
// window all the time, and stands straight again when somebody comes.
func TestNothingBurnsIn(t *testing.T) {
	k := start(t)
	at := func() (x, y, w, h int) {
		for _, target := range k.shell.Targets() {
			if target.ID == "attract" {
				return target.X, target.Y, target.W, target.H
			}
		}
		t.Fatal("nobody is called to touch")
		return
	}
	size := k.shell.Root().Size()
	width, height := int(size.Width), int(size.Height)
	places := map[[2]int]bool{}
	for range 240 {
		k.pass(time.Minute)
		k.shell.Tick()
		x, y, w, h := at()
		if x > 0 || x+w < width || y+h < height { // above it stands that all is a sample
			t.Fatalf("it leaves a rim: %v %v, %v by %v", x, y, w, h)
		}
		places[[2]int{x, y}] = true
	}
	if len(places) < 30 {
		t.Errorf("in four hours it stood at %d places", len(places))
	}
	k.shell.Begin()
	k.settle()
	k.shell.Tick()
	for _, target := range k.shell.Targets() {
		if target.X < 0 || target.Y < 0 {
			t.Errorf("%s is beyond the edge", target.ID)
		}
	}
}

// TestNightIsBlack: outside the hours the screen is black when nobody is there, tells
// the hours at a touch, and wakes when the hour comes.
func TestNightIsBlack(t *testing.T) {
	k := start(t)
	hours, err := model.ParseHours("08:00-21:00")
	if err != nil {
		t.Fatal(err)
	}
	k.now = time.Date(2026, 11, 21, 22, 0, 0, 0, time.FixedZone("", 7*3600))
	k.shell.SetDuty(model.Duty{Open: hours})
	k.settle()
	look := func(what string, dark bool) {
		t.Helper()
		k.shell.Tick()
		k.settle()
		if k.shell.Dark() != dark {
			t.Errorf("%s: dark is %t", what, !dark)
		}
	}
	look("just closed", false)
	k.pass(9 * time.Minute)
	look("nine minutes later", false)
	k.pass(2 * time.Minute)
	look("eleven minutes later", true)
	k.touches(500, 1500)
	look("touched", false)
	k.pass(11 * time.Minute)
	look("left again", true)
	k.pass(10 * time.Hour)
	look("in the morning", false)
	if k.shell.Route().Screen != model.AtAttract {
		t.Errorf("in the morning it shows %s", k.shell.Route().Screen)
	}
}
