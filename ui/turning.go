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
	work := func(ctx context.Context) (string, error) {
		now, err := s.options.SetUp.Standing(ctx)
		if err != nil || now.Turn == turn {
			return turn, err
		}
		return now.Turn, s.options.SetUp.Turn(ctx, turn)
	}
	f, session := s.founding, s.staff
	background(s, context.WithoutCancel(s.ctx), work, func(from string, err error) {
		here := f == s.founding && session == s.staff
		switch {
		case err != nil && here:
			failed(err)
		case err == nil && here:
			s.turned(turning{from: from, keep: keep, until: s.options.Now().Add(s.options.TurnTime)}, turn)
		case err == nil && from != turn:
			s.turnBack(from)
		}
	})
}

// turned waits for an answer, unless the screen stands as it was kept.
func (s *Shell) turned(t turning, to string) {
	if before := s.turn; before != nil { // turned on before anybody answered
		t.from = before.from
		s.closeTurn()
	}
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
	background(s, context.WithoutCancel(s.ctx), work, func(_ struct{}, err error) {
		if err != nil {
			s.aside(func(context.Context) error { return err })
		}
		if f == s.founding && session == s.staff {
			s.reload()
		}
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
