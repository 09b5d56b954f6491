package ui

import "hangviet/ui/kit"

// Raise implements [screen.Visitor]: it puts a sheet over the page. It is gone
// with the page.
func (s *Shell) Raise(sheet *kit.Sheet) {
	s.Lower()
	s.raised = sheet
	s.stage.Open(sheet)
}

// Lower implements [screen.Visitor].
func (s *Shell) Lower() {
	if s.raised != nil {
		s.stage.Close(s.raised)
		s.raised = nil
	}
}
