package ui

import (
	"context"
	"errors"
	"strings"

	"hangviet/data/selftest"
	"hangviet/data/staff"
	"hangviet/ui/model"
)

// Turn implements [screen.Clerk]: the pages of the panel stand beside each other,
// and there is no way back from one to the other.
func (s *Shell) Turn(to model.Screen) {
	if s.staff == nil || s.Route().Screen == to {
		return
	}
	s.staff.told = ""
	s.goOn(model.Route{Screen: to})
	s.coming = here
}

// Told implements [screen.Clerk].
func (s *Shell) Told() string {
	if s.staff == nil {
		return ""
	}
	told := s.staff.told
	s.staff.told = ""
	return told
}

// Do implements [screen.Clerk].
func (s *Shell) Do(d model.Deed, refused func(model.Refusal)) {
	if turn, ok := d.Turn(); ok {
		s.turnFor(d, turn, refused)
		return
	}
	s.do(d, refused)
}

func (s *Shell) do(d model.Deed, refused func(model.Refusal)) {
	who, panel := s.staff.member, s.options.Panel
	do := func(ctx context.Context) (struct{}, error) { return struct{}{}, panel.Do(ctx, who, d) }
	ask(s, do, func(struct{}) {
		if d.What == staff.Founded {
			s.setUpAgain()
			return
		}
		s.staff.told = s.env().Say("staff.done." + string(d.What))
		if d.PIN != "" { // the page asks for nothing more
			s.back()
			return
		}
		s.reload()
	}, refused, nil)
}

// Unlock implements [screen.Clerk]: then a PIN is asked for as ever.
func (s *Shell) Unlock(code string, refused func(model.Refusal)) {
	panel := s.options.Panel
	unlock := func(ctx context.Context) (struct{}, error) { return struct{}{}, panel.Unlock(ctx, code) }
	ask(s, unlock, func(struct{}) { s.goOn(model.Route{Screen: model.AtPIN}) }, refused, nil)
}

// note keeps what the member at the screen did, or what was tried at the entrance.
func (s *Shell) note(what staff.What, note string) {
	panel := s.options.Panel
	if panel == nil {
		return
	}
	var who staff.Member
	if s.staff != nil {
		who = s.staff.member
	}
	s.aside(func(ctx context.Context) error { return panel.Note(ctx, who, what, note) })
}

// entry is what came of a PIN that was not refused.
type entry struct {
	member staff.Member
	locked bool // nobody is heard any more
}

// entry signs a member in, and keeps that a PIN was wrong.
func (s *Shell) entry(pin string) func(context.Context) (entry, error) {
	desk, panel := s.options.Desk, s.options.Panel
	return func(ctx context.Context) (entry, error) {
		m, err := desk.Enter(ctx, pin)
		if err == nil || panel == nil || !errors.Is(err, staff.ErrWrong) && !errors.Is(err, staff.ErrLocked) {
			return entry{member: m}, err
		}
		lock, failed := panel.Lock(ctx)
		what := staff.Refused
		if lock.Locked {
			what, err = staff.Locked, nil
		}
		if failed = errors.Join(failed, panel.Note(ctx, staff.Member{}, what, "")); failed != nil {
			return entry{}, failed
		}
		return entry{locked: lock.Locked}, err
	}
}

// noteStick keeps what was chosen on the sheet of a stick: by a member, or by
// whoever put it in.
func (s *Shell) noteStick(act model.StickAct) {
	switch act {
	case model.StickUpdate:
		s.note(staff.Imported, s.stickName())
	case model.StickExport, model.StickWrite:
		s.note(staff.Exported, strings.TrimSpace(string(act)+" "+s.stickName()))
	}
}

func (s *Shell) stickName() string {
	if s.stick == nil {
		return ""
	}
	return s.stick.Name
}

// BeginCheck implements [screen.Clerk]: what needs no person is tried while one
// touches the cells.
func (s *Shell) BeginCheck() {
	session, panel := s.staff, s.options.Panel
	ctx, stop := context.WithCancel(s.ctx)
	session.check, session.stop = model.NewCheck(), stop
	tester := panel.Tester(session.member)
	told := func(l selftest.Line) { s.options.Post(func() { s.checked(session, l) }) }
	try := func(ctx context.Context) (struct{}, error) {
		tester.Run(ctx, told)
		return struct{}{}, ctx.Err()
	}
	background(s, ctx, try, func(_ struct{}, err error) {
		stop()
		if err == nil && session == s.staff {
			session.check.Ended = true
			s.endCheck(tester)
		}
	})
	s.Open(model.Route{Screen: model.AtCheck, Sub: model.CheckTouch})
}

// checked puts a line on the card, and draws it where it is up.
func (s *Shell) checked(session *session, l selftest.Line) {
	if session != s.staff || session.check == nil {
		return
	}
	session.check.Card.Put(l)
	s.showCheck()
}

func (s *Shell) showCheck() {
	if here := s.Route(); here.Screen == model.AtCheck && here.Sub == model.CheckRun {
		s.reload()
	}
}

// Checked implements [screen.Clerk]: what a person told, and the next page.
func (s *Shell) Checked(l selftest.Line) {
	if s.staff == nil || s.staff.check == nil {
		return
	}
	s.staff.check.Card.Put(l)
	next := model.CheckColours
	if l.Part == selftest.Colours {
		next = model.CheckRun
	}
	s.coming = ahead
	s.Replace(model.Route{Screen: model.AtCheck, Sub: next})
	s.endCheck(s.options.Panel.Tester(s.staff.member))
}

// endCheck keeps the card once every part has ended.
func (s *Shell) endCheck(tester model.Tester) {
	session := s.staff
	c := session.check
	if !c.Whole() || c.Kept {
		return
	}
	c.Kept = true
	card := c.Card
	card.Mark = session.member.Mark
	keep := func(ctx context.Context) (selftest.Card, error) { return tester.Keep(ctx, card) }
	background(s, context.WithoutCancel(s.ctx), keep, func(_ selftest.Card, err error) {
		if session == s.staff {
			c.Failed = err != nil
			s.showCheck()
		}
	})
}

// closeSession ends what runs for the session that is over.
func (s *Shell) closeSession(how staff.What) {
	if s.staff == nil {
		return
	}
	if s.staff.stop != nil {
		s.staff.stop()
	}
	s.keepTurn(false) // nobody said that it is right
	if s.staff.member.Mark != "" {
		s.note(how, "")
	}
}
