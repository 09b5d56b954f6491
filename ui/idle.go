package ui

import (
	"hangviet/ui/kit"
)

// question is the sheet that asks whether the visitor is still there.
type question struct {
	sheet *kit.Sheet
	count *kit.Text
	left  int
}

// ask puts the question up, or counts it down.
func (s *Shell) ask(left int) {
	env := s.env()
	text := env.Count(s.asks()+".text", left)
	if s.sheet != nil {
		if s.sheet.left != left {
			s.sheet.left = left
			s.sheet.count.SetText(text)
		}
		return
	}
	count := kit.NewText(s.look, s.look.Body, text).Centre()
	ways := []*kit.Button{kit.NewButton(s.look, "idle.continue", kit.Primary, "", env.Say("idle.continue"), s.stay)}
	if s.staff == nil {
		ways = append(ways, kit.NewButton(s.look, "idle.more", kit.Outline, "clock", env.Say("idle.more"), s.prolong))
	}
	s.sheet = &question{sheet: kit.NewSheet(s.look, env.Say(s.asks()+".title"), count, ways...), count: count, left: left}
	s.stage.Open(s.sheet.sheet)
}

// asks is where the words of the question stand.
func (s *Shell) asks() string {
	switch {
	case s.staff == nil:
		return "idle"
	case s.staff.batch != nil:
		return "staff.idle.batch"
	}
	return "staff.idle"
}

func (s *Shell) closeSheet() {
	if s.sheet != nil {
		s.stage.Close(s.sheet.sheet)
		s.sheet = nil
	}
}
