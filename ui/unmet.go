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
	count := func(ctx context.Context) (struct{}, error) { return struct{}{}, s.options.OnUnmet(ctx, text) }
	background(s, context.WithoutCancel(s.ctx), count, func(struct{}, error) {})
}
