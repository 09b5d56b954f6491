package model_test

import (
	"testing"

	"hangviet/data/selftest"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// TestASelfTestDoesNotPraiseWhatItDidNotTry: a kiosk without a stick and without a
// network is not told to be good in all parts.
func TestASelfTestDoesNotPraiseWhatItDidNotTry(t *testing.T) {
	env, err := modeltest.Env("en")
	if err != nil {
		t.Fatal(err)
	}
	var c selftest.Card
	for _, p := range selftest.Parts {
		c.Put(selftest.Line{Part: p, State: selftest.Good})
	}
	for _, step := range []struct {
		line selftest.Line
		want string
	}{
		{selftest.Line{Part: selftest.Disk, State: selftest.Good}, "All parts are good"},
		{selftest.Line{Part: selftest.Stick, State: selftest.Untried, Code: "none"}, "No fault, 1 part could not be tried here"},
		{selftest.Line{Part: selftest.Hub, State: selftest.Untried, Code: "none"}, "No fault, 2 parts could not be tried here"},
		{selftest.Line{Part: selftest.Disk, State: selftest.Bad, Code: "slow"}, "1 part is faulty"},
	} {
		c.Put(step.line)
		if got := model.CheckSum(env, c); got != step.want {
			t.Errorf("after %+v: %q, want %q", step.line, got, step.want)
		}
	}
}
