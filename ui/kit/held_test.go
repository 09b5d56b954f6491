package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// TestAnEndedGestureHoldsNothing taps, drags and holds, and throws the page away
// under the finger: a kiosk that waits for its next visitor must not keep the page
// of the last one.
func TestAnEndedGestureHoldsNothing(t *testing.T) {
	var tapped []string
	page := func(l *look.Look, time kit.Time) fyne.CanvasObject {
		s := kit.NewScroller(l, block(l, 40, &tapped))
		s.Time = time
		return s
	}
	for name, act := range map[string]func(h *hand){
		"a tap": func(h *hand) { h.tap(500, 300) },
		"a drag": func(h *hand) {
			h.press(500, 1200)
			h.wander(10, 0, -40)
			h.release()
		},
		"a page that goes under the finger": func(h *hand) {
			h.press(500, 300)
			h.stage.SetContent(kit.Space(100))
			h.release()
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHand(t, page)
			act(h)
			if h.stage.Holds() {
				t.Error("the stage still refers to what was touched")
			}
		})
	}
}
