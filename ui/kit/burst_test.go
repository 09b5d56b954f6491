package kit_test

import (
	"testing"
)

// TestABurstOfMovesIsAFlick is a flick while the window was busy: Fyne then
// tells of the finger's whole way at once.
func TestABurstOfMovesIsAFlick(t *testing.T) {
	var tapped []string
	h, scroller := scrolling(t, 20, &tapped)
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
