package ui

import "context"

// countUnmet has the last search counted that nothing met, when the visitor
// leaves it so. What was typed on the way there is not counted.
func (s *Shell) countUnmet() {
	text := s.visit.unmet
	s.visit.unmet = ""
	if text == "" || s.options.OnUnmet == nil {
		return
	}
	s.aside(func(ctx context.Context) error { return s.options.OnUnmet(ctx, text) })
}
