package ui

import (
	"context"
	"errors"

	"hangviet/data/booth"
	"hangviet/data/vote"
	"hangviet/ui/kit"
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

// Present implements [screen.Visitor]: it gives the code of a ticket, and goes
// back to where it was asked for when it is taken.
func (s *Shell) Present(r vote.Round, code string, refused func(model.Refusal)) {
	s.visit.history.Replace(model.Route{Screen: model.AtTicket, ID: r.ID}) // drawn anew it is not given again
	visit, generation := s.visit.number, s.generation
	admit := func(ctx context.Context) (booth.Admission, error) { return s.options.Booth.Admit(ctx, r, code) }
	background(s, s.ctx, admit, func(a booth.Admission, err error) {
		switch {
		case visit != s.visit.number:
		case err == nil:
			s.draft(r.ID).Admission = &a
			if generation == s.generation {
				s.back()
			}
		case generation == s.generation:
			s.refuse(err, refused)
		}
	})
}

// Sight implements [screen.Visitor]: these nominees are on the screen.
func (s *Shell) Sight(r vote.Round, category string, order uint64, nominees ...string) {
	s.options.Booth.Sight(r.ID)
	s.options.Booth.Showed(r, category, order, nominees...)
}

// Confirm implements [screen.Visitor]: it casts the visitor's ballot of the
// round, once, however often it is called.
func (s *Shell) Confirm(r vote.Round, refused func(model.Refusal)) {
	if s.visit.casting {
		return
	}
	s.visit.casting = true
	visit, generation, draft := s.visit.number, s.generation, s.draft(r.ID).Clone()
	order := s.visit.seed
	cast := func(ctx context.Context) (casting, error) { return s.cast(ctx, r, draft, order) }
	// A confirmed ballot is written even when the window closes meanwhile.
	background(s, context.WithoutCancel(s.ctx), cast, func(done casting, err error) {
		if err == nil && s.options.OnCast != nil {
			s.options.OnCast()
		}
		if visit == s.visit.number {
			s.castDone(r, done, err, generation, refused)
		}
	})
}

// casting is how far the casting of a ballot came.
type casting struct {
	admission *booth.Admission // kept for another try, so that it is counted once
	cast      booth.Cast
}

// cast runs off the UI thread.
func (s *Shell) cast(ctx context.Context, r vote.Round, draft *model.Draft, order uint64) (casting, error) {
	done := casting{admission: draft.Admission}
	if done.admission == nil {
		a, err := s.options.Booth.Admit(ctx, r, "")
		if err != nil {
			return done, err
		}
		done.admission = &a
	}
	var err error
	done.cast, err = s.options.Booth.Cast(ctx, *done.admission, r, draft.Choices(), order)
	return done, err
}

// refuse lets the page that is up say why something was not taken, in as many lines as
// that needs.
func (s *Shell) refuse(err error, refused func(model.Refusal)) {
	refused(model.NewRefusal(s.env(), err, s.options.Steady()))
	kit.Anew(s.stage.Content())
}

// castDone tells the visitor who is still there how it went.
func (s *Shell) castDone(r vote.Round, done casting, err error, generation int, refused func(model.Refusal)) {
	s.visit.casting = false
	s.touched()
	if err != nil {
		if spent(err) {
			done.admission = nil
		}
		s.draft(r.ID).Admission = done.admission
		if generation == s.generation {
			s.refuse(err, refused)
		}
		return
	}
	delete(s.visit.drafts, r.ID)
	confirmed := model.Route{
		Screen: model.AtConfirmed, ID: r.ID, Sub: done.cast.Receipt,
		Count: len(done.cast.Ballot.Choices), Trial: done.cast.Ballot.Test,
	}
	s.visit.history.Reset(model.Route{Screen: model.AtHome}, confirmed)
	s.coming = ahead
	s.load()
}

// spent tells of an error that no further try with the same admission mends: the
// round admits in another way by now, or the ticket was used elsewhere.
func spent(err error) bool {
	return errors.Is(err, booth.ErrAdmission) || errors.Is(err, booth.ErrTicketUsed)
}

// Finish implements [screen.Visitor]: this visitor is done, the next one starts
// at the home screen in the same language.
func (s *Shell) Finish() {
	if s.waiting().Screen != model.AtAttract {
		s.endVisit()
		return
	}
	lang := s.visit.lang
	s.keepLooks()
	s.leaveBooth()
	s.newVisit(model.Route{Screen: model.AtHome})
	s.visit.lang = lang
	s.coming = anew
	s.load()
}

// keepDraft drops from the half-made ballot what a newer release no longer has,
// and notes until when the page that comes up can be voted on.
func (s *Shell) keepDraft(view any) {
	v, ok := roundOf(view)
	s.voting = nil
	if !ok {
		return
	}
	if !v.Gone {
		s.voting = &v.Round
	}
	if d := s.visit.drafts[v.Round.ID]; d != nil && !s.visit.casting && v.Round.ID != "" {
		d.Keep(v.Round)
	}
}

// roundOf is the round of a page on which a ballot is made.
func roundOf(view any) (model.RoundView, bool) {
	switch v := view.(type) {
	case model.RoundView:
		return v, true
	case model.NomineeView:
		return v.RoundView, true
	case model.ReviewView:
		return v.RoundView, true
	case model.TicketView:
		return v.RoundView, true
	}
	return model.RoundView{}, false
}

// tickRound says kindly that the round closed while somebody was choosing.
func (s *Shell) tickRound() {
	if s.voting != nil && !s.visit.casting && s.voting.PhaseAt(s.options.Date()) != vote.Open {
		s.voting = nil
		s.reload()
	}
}

// leaveBooth ends what the visit began there, and keeps what it counted.
func (s *Shell) leaveBooth() {
	if s.options.Booth == nil {
		return
	}
	s.options.Booth.Withdraw()
	s.permit = nil
	s.aside(s.options.Booth.Flush)
}
