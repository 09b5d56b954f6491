package kit

import "time"

// holdFor is how long a finger rests on a key until it is held.
const holdFor = 400 * time.Millisecond

// watchHold waits whether the finger that came down rests on what can be held.
// A finger that wanders off, or lifts, was a drag or a tap.
func (s *Stage) watchHold() {
	if s.unwatch != nil {
		s.unwatch()
		s.unwatch = nil
	}
	held := s.gesture.touch
	if held == nil || held.OnHold == nil {
		return
	}
	var begun time.Time
	s.unwatch = s.Time.Frames.Run(func(now time.Time) bool {
		if begun.IsZero() {
			begun = now
		}
		if s.gesture.touch == held && now.Sub(begun) < holdFor {
			return true
		}
		s.unwatch = nil
		if s.gesture.touch != held {
			return false
		}
		s.gesture.lift()
		s.active()
		held.OnHold()
		return false
	})
}
