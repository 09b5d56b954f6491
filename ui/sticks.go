package ui

import (
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/screen"
)

// SetStick puts up the sheet of a stick that somebody put in, or brings it up to
// date; nil takes it away. It stands over whatever page is up and outlives the
// visit: whoever put the stick in stands before the screen. What is chosen on it
// goes to act.
func (s *Shell) SetStick(stick *model.Stick, act func(model.StickAct)) {
	if stick != nil && stick.Unlocked && s.Route().Screen == model.AtPIN {
		s.reload()
	}
	settled := stick == nil && s.stick != nil && s.stick.Phase == model.StickEnded && s.stick.Fault == "" && s.stick.Done.Act == model.StickSetup
	if settled {
		defer s.stickSettled()
	}
	same := stick != nil && s.stick != nil && s.stick.Phase == stick.Phase && stick.Phase == model.StickWorking
	s.stick, s.stickAct = stick, act
	if same && s.stickSheet != nil && s.stickSheet.Move(model.NewStick(s.env(), *stick)) {
		return
	}
	s.drawStick()
}

// drawStick draws the sheet anew.
func (s *Shell) drawStick() {
	if s.stickSheet != nil {
		s.stage.Close(s.stickSheet.Sheet)
		s.stickSheet = nil
	}
	if s.stick == nil {
		return
	}
	s.stickDress = dress{s.look, s.visit.lang}
	s.stickSheet = screen.NewStickSheet(s.canvas(), model.NewStick(s.env(), *s.stick), s.actOnStick)
	s.stage.Open(s.stickSheet.Sheet)
}

// dress is what a sheet was drawn in.
type dress struct {
	look *look.Look
	lang string
}

// redressStick draws the sheet anew where look or language are others now.
func (s *Shell) redressStick() {
	if s.stick != nil && s.stickDress != (dress{s.look, s.visit.lang}) {
		s.drawStick()
	}
}

func (s *Shell) actOnStick(act model.StickAct) {
	s.touched()
	s.noteStick(act)
	if s.stickAct != nil {
		s.stickAct(act)
	}
}
