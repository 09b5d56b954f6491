package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// TestABurstOfMovesIsAFlick is a flick while the window was busy: Fyne then
// tells of the finger's whole way at once.
func TestABurstOfMovesIsAFlick(t *testing.T) {
	var tapped []string
	var scroller *kit.Scroller
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		scroller = kit.NewScroller(l, block(l, 20, &tapped))
		scroller.Time = time
		return scroller
	})
	h.press(500, 1500)
	h.wander(1, 0, -120)
	if moved := scroller.Offset(); moved < 100 || moved > 120 {
		t.Errorf("the page moved %v for 120, want all but the slop", moved)
	}
	h.release()
	h.settle(t)
	if scroller.Offset() < 300 || len(tapped) > 0 {
		t.Errorf("came to rest at %v, tapped %v", scroller.Offset(), tapped)
	}
}
