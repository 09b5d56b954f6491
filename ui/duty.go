package ui

import (
	"hangviet/ui/model"
)

// SetDuty follows what the staff set: hours, a pause, rush mode.
func (s *Shell) SetDuty(d model.Duty) {
	s.duty = d
	s.tickDuty()
}

// waiting is where a visit starts from.
func (s *Shell) waiting() model.Route { return model.Route{Screen: s.duty.Rest(s.options.Now())} }

// waits tells whether nobody is there.
func (s *Shell) waits() bool {
	switch s.Route().Screen {
	case model.AtAttract, model.AtClosed, model.AtPaused:
		return true
	}
	return false
}

// tickDuty puts the right waiting screen up. A visit that lasts past the hours
// is let end; a pause ends it at once, unless a ballot is just being written.
func (s *Shell) tickDuty() {
	if s.staff != nil || s.founding != nil { // whoever is at work is not sent away
		return
	}
	to := s.waiting().Screen
	if s.waits() && s.Route().Screen != to || !s.waits() && to == model.AtPaused && !s.visit.casting {
		s.endVisit()
	}
}

// pace hurries a visit that begins in rush mode.
func (s *Shell) pace() {
	now := s.options.Now()
	s.visit.rush = s.duty.Rushing(now)
	s.visit.idle = model.Idle{Quiet: s.options.Quiet, Grace: s.options.Grace}
	if s.visit.rush {
		s.visit.idle.Hurry()
	}
	s.visit.idle.Touch(now)
}

// resting is the screen of a kiosk that serves nobody, or nil.
func (s *Shell) resting(at model.Screen) any {
	if at != model.AtClosed && at != model.AtPaused {
		return nil
	}
	return model.NewResting(s.env(), at, s.duty.Open, s.dark)
}
