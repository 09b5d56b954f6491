package ui

import (
	"context"

	"hangviet/data/vote"
	"hangviet/ui/model"
)

// draft is the visitor's half-made ballot of a round.
func (s *Shell) draft(round string) *model.Draft {
	d := s.visit.drafts[round]
	if d == nil {
		d = &model.Draft{Round: round}
		s.visit.drafts[round] = d
	}
	return d
}

// Draft implements [screen.Visitor].
func (s *Shell) Draft(round string) *model.Draft { return s.draft(round) }

// Toggle implements [screen.Visitor].
func (s *Shell) Toggle(r vote.Round, c vote.Choice) (full bool) {
	if s.visit.casting {
		return false
	}
	return s.draft(r.ID).Toggle(r, c)
}

// Confirm implements [screen.Visitor]: it casts the visitor's ballot of the
// round, once, however often it is called.
func (s *Shell) Confirm(r vote.Round, refused func()) {
	if s.visit.casting {
		return
	}
	ballot, err := s.draft(r.ID).Ballot(r, s.options.Date())
	if err != nil {
		refused()
		return
	}
	s.visit.casting = true
	visit, generation := s.visit.number, s.generation
	cast := func(ctx context.Context) (int64, error) { return s.options.Ballots.Append(ctx, ballot) }
	// A confirmed ballot is written even when the window closes meanwhile.
	background(s, context.WithoutCancel(s.ctx), cast, func(_ int64, err error) {
		if err == nil && s.options.OnCast != nil {
			s.options.OnCast()
		}
		if visit == s.visit.number {
			s.castDone(ballot, err, generation, refused)
		}
	})
}

// castDone tells the visitor who is still there how it went.
func (s *Shell) castDone(b vote.Ballot, err error, generation int, refused func()) {
	s.visit.casting = false
	s.touched()
	switch {
	case err == nil:
		delete(s.visit.drafts, b.Round)
		s.visit.history.Reset(model.Route{Screen: model.AtHome}, model.Route{Screen: model.AtConfirmed, ID: b.Round, Count: len(b.Choices)})
		s.coming = ahead
		s.load()
	case generation == s.generation:
		refused()
	}
}

// Finish implements [screen.Visitor]: this visitor is done, the next one starts
// at the home screen in the same language.
func (s *Shell) Finish() {
	if s.waiting().Screen != model.AtAttract {
		s.endVisit()
		return
	}
	lang := s.visit.lang
	s.newVisit(model.Route{Screen: model.AtHome})
	s.visit.lang = lang
	s.coming = anew
	s.load()
}

// keepDraft drops from the half-made ballot what a newer release no longer has.
func (s *Shell) keepDraft(view any) {
	var r vote.Round
	switch v := view.(type) {
	case model.RoundView:
		r = v.Round
	case model.NomineeView:
		r = v.Round
	case model.ReviewView:
		r = v.Round
	}
	if d := s.visit.drafts[r.ID]; d != nil && !s.visit.casting {
		d.Keep(r)
	}
}
