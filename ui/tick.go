package ui

import (
	"time"

	"hangviet/data/staff"
	"hangviet/ui/model"
	"hangviet/ui/screen"
)

// Tick looks at the clock: it asks a visitor who does nothing, ends a visit,
// turns the slides and says that a slow page comes. Call it a few times a second.
func (s *Shell) Tick() {
	s.tickDuty()
	s.tickIdle()
	s.tickSlow()
	s.tickLooks()
	s.tickRound()
	s.tickHeld()
	s.tickPermit()
	s.tickTurn()
	s.tickRest()
	if s.page.Keys != nil {
		s.stage.Listen()
	}
	if s.page.Tick != nil {
		s.page.Tick(s.options.Now())
	}
}

func (s *Shell) tickIdle() {
	if s.waits() || s.founding != nil && s.founding.first {
		return
	}
	if s.staff != nil {
		s.paceSession()
	}
	if s.stick != nil { // whoever put it in stands there
		s.touched()
	}
	switch phase, left := s.visit.idle.At(s.options.Now()); phase {
	case model.Asking:
		s.ask(left)
	case model.Over:
		s.endVisit()
	default:
		s.closeSheet()
	}
}

func (s *Shell) tickSlow() {
	if !s.asked.IsZero() && !s.told && !(s.again && s.stage.Moving()) && s.options.Now().Sub(s.asked) > slow {
		s.told = true
		s.show(screen.Loading(s.canvas()))
	}
}

// Repaint draws the window once more, as it is: what is not drawn for long, Fyne
// forgets.
func (s *Shell) Repaint() { s.stage.Repaint() }

// touched is told of every touch anywhere: somebody is there.
func (s *Shell) touched() { s.visit.idle.Touch(s.options.Now()) }

// Touched is when somebody touched the screen last; zero for never.
func (s *Shell) Touched() time.Time { return s.visit.idle.Last() }

func (s *Shell) stay() {
	s.closeSheet()
	s.touched()
}

// prolong leaves a visitor who reads slowly alone for longer.
func (s *Shell) prolong() {
	s.visit.idle.Prolong()
	s.stay()
}

// endVisit forgets the visitor and waits for the next one.
func (s *Shell) endVisit() {
	s.closeSheet()
	s.closeAids()
	s.countUnmet()
	s.keepLooks()
	s.leaveBooth()
	s.closeSession(staff.SignedAway)
	s.leaveFounding()
	s.staff = nil
	s.newVisit(s.waiting())
	s.coming = anew
	s.load()
}
