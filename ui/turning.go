package ui

import (
	"context"
	"time"

	"hangviet/ui/kit"
)

// turnTime is how long a turned screen waits for somebody to say that it is right:
// after a wrong one nobody may be able to read or to touch it.
const turnTime = 20 * time.Second

// turning is a screen that was turned just now.
type turning struct {
	from, to string
	until    time.Time
	sheet    *kit.Sheet
	count    *kit.Text
	left     int
}

// TurnTo implements [screen.Founder].
func (s *Shell) TurnTo(turn string) {
	work := func(ctx context.Context) (string, error) {
		now, err := s.options.SetUp.Standing(ctx)
		if err != nil || now.Turn == turn {
			return turn, err
		}
		return now.Turn, s.options.SetUp.Turn(ctx, turn)
	}
	f := s.founding
	background(s, f.work, work, func(from string, err error) {
		switch {
		case f != s.founding || from == turn && err == nil:
		case err != nil:
			s.fault("")
		default:
			s.keepTurn(false)
			f.turn = &turning{from: from, to: turn, until: s.options.Now().Add(turnTime)}
			s.reload()
		}
	})
}

// tickTurn asks whether the screen is right, and turns it back when nobody answers.
func (s *Shell) tickTurn() {
	if s.founding == nil || s.founding.turn == nil {
		return
	}
	t := s.founding.turn
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
	t := s.founding.turn
	if t == nil {
		return
	}
	s.founding.turn = nil
	if t.sheet != nil {
		s.stage.Close(t.sheet)
	}
	s.aside(func(ctx context.Context) error {
		if keep {
			return s.options.SetUp.KeepTurn(ctx, t.to)
		}
		return s.options.SetUp.Turn(ctx, t.from)
	})
	s.reload()
}

// reaskTurn draws the question anew where the window has another size now.
func (s *Shell) reaskTurn() {
	if s.founding == nil || s.founding.turn == nil || s.founding.turn.sheet == nil {
		return
	}
	s.stage.Close(s.founding.turn.sheet)
	s.founding.turn.sheet = nil
}
