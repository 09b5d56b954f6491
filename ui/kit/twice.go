package kit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
)

// twice is how soon after a tap another one at the same place is its second
// half: many people tap everything twice, as they do at home with a mouse. A
// page is up after 100 ms, and the second tap would open what lies there.
const twice = 300 * time.Millisecond

// tapped is a tap that did something.
type tapped struct {
	at   fyne.Position
	when time.Time
	id   string // of what was tapped
	gone bool   // the page it was made on has been replaced since
}

// press begins a gesture unless it is the second half of a double tap.
func (s *Stage) press(at fyne.Position) {
	if s.OnPress != nil && s.OnPress(at) {
		s.active()
		s.gesture.cancel()
		return
	}
	if s.isSecond(at) {
		s.active()
		s.gesture.cancel()
		return
	}
	s.tapped.gone = false
	s.down(at)
}

func (s *Stage) isSecond(at fyne.Position) bool {
	dx, dy, near := at.X-s.tapped.at.X, at.Y-s.tapped.at.Y, s.look.Touch/2
	if dx*dx+dy*dy > near*near || s.Time.Now().Sub(s.tapped.when) >= twice {
		return false
	}
	touch := s.under(at).touch
	return s.tapped.gone || touch == nil || !touch.Repeats || s.replaced()
}

// replaced tells whether something else has come under the finger since the tap,
// as a letter under its accent.
func (s *Stage) replaced() bool {
	touch := s.under(s.tapped.at).touch
	return touch == nil || touch.ID != s.tapped.id
}

// settled leaves out what would take a touch of its middle for the second half
// of a double tap: for the blink of an eye it cannot be touched.
func (s *Stage) settled(list []Target) []Target {
	return slices.DeleteFunc(list, func(t Target) bool {
		return s.isSecond(fyne.NewPos(float32(t.X+t.W/2), float32(t.Y+t.H/2)))
	})
}
