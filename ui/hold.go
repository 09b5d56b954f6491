package ui

import "time"

// holdMost is how long a page that moves may stay as it was before the release
// was switched: somebody who scrolls on and on sees the new one, too.
const holdMost = 5 * time.Second

// held is what is shown once the page has come to rest; the zero held is nothing.
// A page that is replaced under a finger stops, and would go back to where it was
// when its successor was asked for.
type held struct {
	show  func()
	since time.Time
}

// hold shows the page that is up anew: now, or when it rests.
func (s *Shell) hold(show func()) {
	s.asked = time.Time{} // what is up can be used meanwhile
	if s.held.show = show; s.held.since.IsZero() {
		s.held.since = s.options.Now()
	}
	s.tickHeld()
}

func (s *Shell) tickHeld() {
	if s.held.show == nil || s.stage.Moving() && s.options.Now().Sub(s.held.since) < holdMost {
		return
	}
	show := s.held.show
	s.held = held{}
	show()
}
