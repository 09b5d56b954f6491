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
	text := env.Count("idle.text", left)
	if s.sheet != nil {
		if s.sheet.left != left {
			s.sheet.left = left
			s.sheet.count.SetText(text)
		}
		return
	}
	count := kit.NewText(s.look, s.look.Body, text).Centre()
	stay := kit.NewButton(s.look, "idle.continue", kit.Primary, "", env.Say("idle.continue"), s.stay)
	more := kit.NewButton(s.look, "idle.more", kit.Outline, "clock", env.Say("idle.more"), s.prolong)
	s.sheet = &question{sheet: kit.NewSheet(s.look, env.Say("idle.title"), count, stay, more), count: count, left: left}
	s.stage.Open(s.sheet.sheet)
}

func (s *Shell) closeSheet() {
	if s.sheet != nil {
		s.stage.Close(s.sheet.sheet)
		s.sheet = nil
	}
}
