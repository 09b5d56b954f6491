package model_test

import (
	"testing"
	"time"

	"hangviet/data/staff"
	"hangviet/ui/model"
)

// TestPageOfTheDisplay: a turn is offered in each way without a question before, for it
// is asked after it; other deeds turn nothing.
func TestPageOfTheDisplay(t *testing.T) {
	offered := buttons(t, model.HoursState{}, staff.Member{Mark: "1", Role: staff.Point}, time.Now(), model.AtDisplay)
	for _, way := range []string{"normal", "left", "right", "inverted"} {
		if got, ok := offered["turn."+way].Turn(); !ok || got != way {
			t.Errorf("%s is %q, %t", way, got, ok)
		}
	}
	for _, d := range []model.Deed{{What: staff.Screened, Value: "bright 50"}, {What: staff.Pausing, Value: "turn left"}, {}} {
		if way, ok := d.Turn(); ok {
			t.Errorf("%+v turns the screen %q", d, way)
		}
	}
}
