package ui

import (
	"context"
	"time"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// turnTime is [Options.TurnTime] where none is given.
const turnTime = 15 * time.Second

// turning is a screen that was turned just now: after a wrong turn nobody may be able
// to read or to touch it, so it goes back unless somebody says that it is right.
type turning struct {
	from  string
	keep  func(from string) // keeps it so
	until time.Time
	sheet *kit.Sheet
	count *kit.Text
	left  int
}

// TurnTo implements [screen.Founder].
func (s *Shell) TurnTo(turn string) {
	keep := func(string) {
		s.aside(func(ctx context.Context) error { return s.options.SetUp.KeepTurn(ctx, turn) })
		s.reload()
	}
	s.tryTurn(turn, keep, func(error) { s.fault("") })
}

// turnFor turns the screen for a member of the staff; the deed is done once he said
// that it is right.
func (s *Shell) turnFor(d model.Deed, turn string, refused func(model.Refusal)) {
	keep := func(from string) {
		s.do(d, func(why model.Refusal) {
			s.staff.told = why.Text
			s.turnBack(from)
		})
	}
	s.tryTurn(turn, keep, func(err error) { refused(model.NewDeskRefusal(s.env(), err, s.options.Steady())) })
}

// tryTurn turns the screen and asks whether that is right. Where whoever wanted it is
// gone meanwhile it is turned back.
func (s *Shell) tryTurn(turn string, keep func(from string), failed func(error)) {
	f, session := s.founding, s.staff
	here := func() bool { return f == s.founding && session == s.staff }
	s.inTurn(func() {
		if !here() {
			s.turnEnded()
			return
		}
		before := s.turn
		s.closeTurn()
		background(s, context.WithoutCancel(s.ctx), s.turner(turn), func(from string, err error) {
			if before != nil { // turned on before anybody answered
				from = before.from
			}
			switch {
			case err != nil && here():
				s.turn = before
				failed(err)
			case here():
				s.turned(turning{from: from, keep: keep, until: s.options.Now().Add(s.options.TurnTime)}, turn)
			case from != "" && (err != nil || from != turn):
				s.turnBack(from)
			}
			s.turnEnded()
		})
	})
}

// turner turns the screen and tells how it stood, "" where that is not known.
func (s *Shell) turner(to string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		now, err := s.options.SetUp.Standing(ctx)
		if err != nil || now.Turn == to {
			return now.Turn, err
		}
		return now.Turn, s.options.SetUp.Turn(ctx, to)
	}
}

// inTurn does what turns the screen one after another: what was asked for last stays.
func (s *Shell) inTurn(act func()) {
	s.turns = append(s.turns, act)
	if len(s.turns) == 1 {
		act()
	}
}

// turnEnded begins what was asked for next.
func (s *Shell) turnEnded() {
	if s.turns = s.turns[1:]; len(s.turns) > 0 {
		s.turns[0]()
	}
}

// turned waits for an answer, unless the screen stands as it was kept.
func (s *Shell) turned(t turning, to string) {
	if t.from != to {
		s.turn = &t
	}
	s.touched()
	s.reload()
}

// tickTurn asks whether the screen is right, and turns it back when nobody answers.
func (s *Shell) tickTurn() {
	t := s.turn
	if t == nil {
		return
	}
	left := int((t.until.Sub(s.options.Now()) + time.Second - 1) / time.Second)
	if left <= 0 {
		s.keepTurn(false)
		return
	}
	if t.sheet == nil {
		s.askTurn(t, left)
	}
	if left != t.left {
		t.left = left
		t.count.SetText(s.env().Say("setup.turned.text", left))
	}
}

func (s *Shell) askTurn(t *turning, left int) {
	env := s.env()
	t.count = kit.NewText(s.look, s.look.Body, env.Say("setup.turned.text", left)).Centre()
	t.sheet = kit.NewSheet(s.look, env.Say("setup.turned"), t.count,
		kit.NewButton(s.look, "setup.turned.keep", kit.Primary, "check", env.Say("setup.turned.keep"), func() { s.keepTurn(true) }),
		kit.NewButton(s.look, "setup.turned.undo", kit.Outline, "", env.Say("setup.turned.undo"), func() { s.keepTurn(false) }))
	s.stage.Open(t.sheet)
}

// keepTurn keeps the screen as it was turned, or turns it back.
func (s *Shell) keepTurn(keep bool) {
	t := s.turn
	if t == nil {
		return
	}
	s.closeTurn()
	if keep {
		t.keep(t.from)
	} else {
		s.turnBack(t.from)
	}
}

// turnBack turns the screen as it was, and draws what is up then anew.
func (s *Shell) turnBack(from string) {
	work := func(ctx context.Context) (struct{}, error) { return struct{}{}, s.options.SetUp.Turn(ctx, from) }
	f, session := s.founding, s.staff
	s.inTurn(func() {
		background(s, context.WithoutCancel(s.ctx), work, func(_ struct{}, err error) {
			if err != nil {
				s.aside(func(context.Context) error { return err })
			}
			if f == s.founding && session == s.staff {
				s.reload()
			}
			s.turnEnded()
		})
	})
}

// closeTurn ends the question.
func (s *Shell) closeTurn() {
	s.reaskTurn()
	s.turn = nil
}

// reaskTurn draws the question anew where the window has another size now.
func (s *Shell) reaskTurn() {
	if s.turn != nil && s.turn.sheet != nil {
		s.stage.Close(s.turn.sheet)
		s.turn.sheet = nil
	}
}
