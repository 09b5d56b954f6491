package ui

import (
	"context"

	"hangviet/ui/model"
)

// Kept implements [screen.Visitor].
func (s *Shell) Kept(code string) bool { return s.visit.kept.Has(code) }

// Keep implements [screen.Visitor]: it puts a product on the visitor's list or
// takes it off.
func (s *Shell) Keep(code string) (kept bool) {
	kept = s.visit.kept.Toggle(code)
	if kept {
		s.countLiked(code)
	}
	s.countKept()
	if s.Route().Screen == model.AtKept {
		s.reload()
	}
	return kept
}

// Forget implements [screen.Visitor]: it empties the visitor's list.
func (s *Shell) Forget() {
	s.visit.kept = model.Keep{}
	s.countKept()
	s.reload()
}

// countKept tells in the bottom bar how many products are kept.
func (s *Shell) countKept() {
	if s.bar != nil {
		s.bar.SetBadge("nav.list", s.visit.kept.Count())
	}
}

// checkKept takes off the list what the release no longer shows.
func (s *Shell) checkKept() {
	codes, r, visit := s.visit.kept.Codes(), s.reader(), s.visit.number
	if len(codes) == 0 || r.release.Catalogue == nil {
		return
	}
	read := func(ctx context.Context) (model.KeptList, error) {
		return model.LoadKept(ctx, r.env, r.release.Catalogue, codes)
	}
	background(s, s.ctx, read, func(l model.KeptList, err error) {
		if err == nil && visit == s.visit.number {
			s.visit.kept.Retain(codes, l.Codes)
			s.countKept()
		}
	})
}
