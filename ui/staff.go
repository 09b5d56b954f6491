package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/data/staff"
	"hangviet/data/vote"
	"hangviet/ui/model"
)

// session is a member of staff at the screen. The visitor's visit waits in it,
// with all that is half made, and comes back when it ends.
type session struct {
	guest  visit
	member staff.Member // without a mark until the PIN was given
	batch  *model.Batch // that is being entered, or nil
	told   string       // what came of the last deed, until it is shown
	check  *model.Check // self-test, or nil
	stop   func()       // ends it; nil where none was begun
	heard  bool         // it was listened for networks
}

// pressed hears the knock on the hidden entrance: in the top left corner,
// whatever stands there.
func (s *Shell) pressed(at fyne.Position) (taken bool) {
	zone := s.look.Touch * 1.5
	if !s.knock.At(s.options.Now(), at.X < zone && at.Y < zone) || s.staff != nil || s.founding != nil {
		return false
	}
	s.Staff()
	return s.staff != nil
}

// Staff asks for the PIN of a member of staff. What the visitor does waits; a
// ballot that is being written is written first.
func (s *Shell) Staff() {
	if s.staff != nil || s.visit.casting {
		return
	}
	s.keepScroll()
	s.closeSheet()
	s.closeAids()
	s.countUnmet()
	aids := s.visit.aids
	s.staff = &session{guest: s.visit}
	s.newVisit(model.Route{Screen: model.AtPIN})
	s.visit.aids = Aids{Text: aids.Text, Scheme: aids.Scheme} // what they need has more room than the lower third
	s.coming = ahead
	s.load()
}

// Leave implements [screen.Clerk]: the visitor goes on where he was.
func (s *Shell) Leave() {
	if s.staff == nil {
		return
	}
	s.closeSheet()
	s.closeSession(staff.SignedOut)
	s.visit, s.staff = s.staff.guest, nil
	s.touched()
	s.checkKept()
	s.coming = behind
	s.load()
}

// Back implements [screen.Clerk].
func (s *Shell) Back() { s.back() }

// ask has something done off the UI thread in the session. What was done, or why
// not, is told to whoever is still there; gone, which may be nil, undoes what was
// done for nobody.
func ask[T any](s *Shell, work func(context.Context) (T, error), done func(T), refused func(model.Refusal), gone func()) {
	session, generation := s.staff, s.generation
	// What was asked is done even when the window closes meanwhile.
	background(s, context.WithoutCancel(s.ctx), work, func(result T, err error) {
		if session != s.staff {
			if err == nil && gone != nil {
				gone()
			}
			return
		}
		s.touched()
		switch {
		case err == nil:
			done(result)
		case generation == s.generation:
			refused(model.NewDeskRefusal(s.env(), err, s.options.Steady()))
		}
	})
}

// Enter implements [screen.Clerk].
func (s *Shell) Enter(pin string, refused func(model.Refusal)) {
	ask(s, s.entry(pin), func(e entry) {
		if e.locked {
			s.goOn(model.Route{Screen: model.AtPIN}) // which asks for the organiser's code now
			return
		}
		s.staff.member = e.member
		s.note(staff.Entered, "")
		s.goOn(model.Route{Screen: model.AtDesk})
	}, refused, nil)
}

// goOn puts up the last page of a new way.
func (s *Shell) goOn(way ...model.Route) {
	s.visit.history.Reset(way...)
	s.coming = ahead
	s.load()
}

// OpenBallot implements [screen.Clerk]: it opens one ballot and gives the screen
// back to the visitor; whoever did not begin yet begins at the round.
func (s *Shell) OpenBallot(r vote.Round, refused func(model.Refusal)) {
	mark := s.staff.member.Mark
	permit := func(ctx context.Context) (struct{}, error) { return struct{}{}, s.options.Desk.Permit(ctx, r, mark) }
	ask(s, permit, func(struct{}) {
		s.note(staff.Opened, r.ID)
		s.permit = newPermit(r.ID, s.options.Now())
		s.Leave()
		if s.waits() {
			s.newVisit(model.Route{Screen: model.AtHome})
			s.goOn(model.Route{Screen: model.AtHome}, model.Route{Screen: model.AtRound, ID: r.ID})
		}
	}, refused, s.options.Booth.Withdraw)
}

// BeginBatch implements [screen.Clerk].
func (s *Shell) BeginBatch(r vote.Round, corrects *vote.Paper) {
	s.staff.batch = model.NewBatch(r, corrects, s.staff.member)
	s.Open(model.Route{Screen: model.AtBatch, Sub: model.StepName})
}

// Second implements [screen.Clerk]: who gave the PIN types everything again.
func (s *Shell) Second(pin string, refused func(model.Refusal)) {
	batch := s.staff.batch
	first := batch.First.Mark
	enter := func(ctx context.Context) (staff.Member, error) {
		m, err := s.options.Desk.Enter(ctx, pin)
		if err == nil && m.Mark == first {
			err = model.ErrSamePerson
		}
		return m, err
	}
	ask(s, enter, func(m staff.Member) {
		if batch != s.staff.batch {
			return
		}
		batch.Second = m
		next := batch.After(model.Step{What: model.StepSecond, Pass: 1})
		s.coming = ahead
		s.Replace(model.Route{Screen: model.AtBatch, Sub: next.What, Count: next.Pass})
	}, refused, nil)
}

// EnterBatch implements [screen.Clerk]: it is judged by the round as it is now.
func (s *Shell) EnterBatch(refused func(model.Refusal)) {
	batch, src, desk := s.staff.batch.Clone(), s.release.Catalogue, s.options.Desk
	enter := func(ctx context.Context) (vote.Paper, error) {
		r, err := model.FindRound(ctx, src, batch.Round.ID)
		if err != nil {
			return vote.Paper{}, err
		}
		return desk.EnterPaper(ctx, r, batch.Sheet())
	}
	ask(s, enter, func(p vote.Paper) {
		s.staff.batch = nil
		s.note(staff.Papered, p.Round+" "+p.Batch)
		s.goOn(model.Route{Screen: model.AtDesk}, model.Route{Screen: model.AtPapers, Query: p.Batch})
		if s.options.OnCast != nil {
			s.options.OnCast()
		}
	}, refused, nil)
}

// ShowStick implements [screen.Clerk].
func (s *Shell) ShowStick() {
	s.note(staff.Sticked, "")
	s.actOnStick(model.StickShow)
}

// How long a session lasts without a touch, of which the last part asks.
const (
	sessionGrace = 15 * time.Second
	batchQuiet   = 10 * time.Minute
	batchGrace   = time.Minute
)

// paceSession keeps who counts paper from losing it.
func (s *Shell) paceSession() {
	idle, all := &s.visit.idle, s.options.StaffQuiet
	idle.Grace = min(sessionGrace, all/2)
	idle.Quiet = all - idle.Grace
	if s.staff.check != nil && !s.staff.check.Whole() { // a part may take a minute
		s.touched()
	}
	if s.staff.batch != nil && s.options.StaffQuiet > 0 {
		idle.Quiet, idle.Grace = max(batchQuiet, s.options.StaffQuiet)-batchGrace, batchGrace
	}
}

// readStaff is the one switch from a route of the staff to its model. Without a
// member signed in there is nothing behind the entrance.
func (r reader) readStaff(ctx context.Context, to model.Route) (any, error) {
	src := r.release.Catalogue
	if r.member.Mark == "" {
		return r.readEntrance(ctx)
	}
	switch {
	case to.Screen.OfPanel() && r.panel != nil:
		return model.LoadPanel(ctx, r.env, src, r.panel, to, r.member)
	case to.Screen == model.AtCheck && r.panel != nil:
		return model.LoadCheck(ctx, r.env, r.panel, to.Sub, r.check, r.member)
	case to.Screen == model.AtNewPIN && r.panel != nil:
		return model.NewPIN(r.env, to, r.member), nil
	case to.Screen == model.AtWifi && r.setUp != nil:
		return r.readWifi(ctx, to)
	case to.Screen == model.AtCard:
		return model.LoadCard(ctx, r.env, r.desk)
	case to.Screen == model.AtBatch && r.batch != nil:
		return model.LoadBatch(ctx, r.env, src, r.desk, r.batch, model.Step{What: to.Sub, Pass: to.Count}, to.ID)
	case to.Screen == model.AtPapers, to.Screen == model.AtBatch:
		return model.LoadPapers(ctx, r.env, src, r.desk, to.Query, r.batch)
	}
	v, err := model.LoadDesk(ctx, r.env, src, r.desk, r.member)
	if r.panel != nil {
		v.Tabs = model.NewTabs(r.env)
	}
	return v, err
}

// readEntrance asks for a PIN, or for the organiser's code while it is locked.
func (r reader) readEntrance(ctx context.Context) (any, error) {
	if r.panel != nil {
		if v, locked, err := model.LoadLock(ctx, r.env, r.panel); err != nil || locked {
			return v, err
		}
	}
	v, err := model.LoadPIN(ctx, r.env, r.desk)
	v.SetUp = v.Absent && r.setUp != nil
	return v, err
}

// live puts what people work on in place of the loader's copy.
func (s *Shell) live(view any) any {
	if v, ok := view.(model.CheckView); ok && v.Check != nil && s.staff != nil && s.staff.check != nil {
		v.Check = s.staff.check
		return v
	}
	v, ok := view.(model.BatchView)
	if !ok || s.staff == nil || s.staff.batch == nil {
		return view
	}
	v.Batch = s.staff.batch
	v.Batch.At = v.Step
	return v
}
