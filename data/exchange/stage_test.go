package exchange_test

import (
	"testing"
	"time"

	"hangviet/data/exchange"
)

// TestStage: a release for some kiosks first changes nothing on another one that
// shows something, is taken by one that shows nothing, and is followed by the
// release for all.
func TestStage(t *testing.T) {
	t.Parallel()
	const first, other = "0123456789abcdef", "fedcba9876543210"
	o := newOrganiser(t)
	o.publish(codes(3)...)
	early, late, fresh := newContent(t, o), newContent(t, o), newContent(t, o)
	early.Kiosk, late.Kiosk, fresh.Kiosk = first, other, other
	importFrom(t, early, o.source())
	importFrom(t, late, o.source())

	o.stage = []string{first}
	o.publish(codes(5)...)
	importFrom(t, early, o.source())
	importFrom(t, fresh, o.source())
	_, err := late.Import(t.Context(), o.source(), nil)
	wantIs(t, err, exchange.ErrStage)
	mustShow(t, early, 2)
	mustShow(t, late, 1)
	mustShow(t, fresh, 2)
	importFrom(t, fresh, o.source()) // what it shows is mended whoever it is for

	kept, step := newNotes(), newStepper()
	must(t, kept.SetProblem(t.Context(), "E-CONTENT-AWAY", ""))
	serve(t, (&exchange.Fetcher{Content: late, From: o.repo, Notes: kept, Pace: step.pace()}).Serve)
	if got := step.paused(t); got != time.Minute || kept.codes() != "" {
		t.Errorf("a kiosk that waits pauses %v with problems %q", got, kept.codes())
	}
	mustShow(t, late, 1)

	o.stage = nil
	o.publish(codes(5)...)
	step.next()
	step.paused(t)
	mustShow(t, late, 3)
}

// TestStageOfNobody is a pause: who shows something keeps it.
func TestStageOfNobody(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, codes(2)...)
	o.stage = []string{}
	o.publish(codes(3)...)
	_, err := c.Import(t.Context(), o.source(), nil)
	wantIs(t, err, exchange.ErrStage)
	if p := exchange.Explain(err); p.Code != "E-CONTENT-STAGE" {
		t.Errorf("told as %v", p)
	}
	mustShow(t, c, 1)
}
