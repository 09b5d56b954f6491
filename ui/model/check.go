package model

import (
	"context"
	"maps"
	"slices"
	"time"

	"hangviet/data/selftest"
	"hangviet/data/staff"
)

// Tester runs the self-test of the kiosk.
type Tester interface {
	// Run tries all that needs no person, one after the other, and tells each line
	// as it comes, on any goroutine. It returns when all was tried, or with ctx.
	Run(ctx context.Context, told func(selftest.Line))
	// Keep keeps the card, which has neither time nor kiosk yet, and returns it.
	Keep(ctx context.Context, c selftest.Card) (selftest.Card, error)
}

// The pages of the self-test, [Route.Sub] of [AtCheck].
const (
	CheckTouch   = "touch"   // every cell is touched
	CheckColours = "colours" // colours are looked at
	CheckAsk     = "ask"     // whether they were right
	CheckRun     = "run"     // how far it is, and how it ended
	CheckLast    = "last"    // the card of the last one
)

// Check is a self-test that is under way, in the hands of the shell.
type Check struct {
	Card    selftest.Card
	Ended   bool // the parts that need no person were tried
	Kept    bool // the card is on the disk
	Failed  bool // it could not be kept
	Touched map[int]bool
}

// NewCheck begins a self-test.
func NewCheck() *Check { return &Check{Touched: map[int]bool{}} }

// Clone returns a copy, nil of nil.
func (c *Check) Clone() *Check {
	if c == nil {
		return nil
	}
	copied := *c
	copied.Card.Lines, copied.Touched = slices.Clone(c.Card.Lines), maps.Clone(c.Touched)
	return &copied
}

// Whole tells whether every part has ended.
func (c *Check) Whole() bool {
	return c.Ended && len(c.Card.Lines) > 0 && c.has(selftest.Touch) && c.has(selftest.Colours)
}

func (c *Check) has(p selftest.Part) bool {
	_, ok := c.Card.Line(p)
	return ok
}

// CheckView is a page of the self-test.
type CheckView struct {
	Page  string // [CheckTouch], …
	Check *Check // under way; nil for [CheckLast]

	Title string
	Who   string
	Sum   string // how it stands, or ended
	Bad   bool
	Lines []BlockLine
	Note  string // where the card goes
	Share float32
}

// CheckCells are the cells of the touch page across and down, of a hand's breadth
// on a large screen and a finger's on a small one.
func CheckCells(portrait bool) (columns, rows int) {
	if portrait {
		return 5, 8
	}
	return 8, 5
}

// LoadCheck reads a page of the self-test; check is nil when none is under way.
func LoadCheck(ctx context.Context, env Env, panel Panel, page string, check *Check, who staff.Member) (CheckView, error) {
	v := CheckView{Page: page, Check: check, Title: env.Say("staff.check"), Who: WhoIs(env, who), Share: -1}
	switch {
	case page == CheckLast || check == nil:
		h, err := panel.Health(ctx)
		if err != nil {
			return v, err
		}
		v.Page, v.Check = CheckLast, nil
		if h.LastCheck != nil {
			v.card(env, *h.LastCheck)
			v.Note = env.Say("staff.check.at", env.Moment(h.LastCheck.Time), h.LastCheck.Mark)
		}
	case page == CheckRun:
		v.stand(env)
	}
	return v, nil
}

// stand tells how far a test is.
func (v *CheckView) stand(env Env) {
	c := v.Check
	v.card(env, c.Card)
	if !c.Whole() {
		v.Sum, v.Bad = env.Say("staff.check.running"), false
		v.Share = float32(len(c.Card.Lines)) / float32(len(selftest.Parts))
		return
	}
	v.Note = env.Say("staff.check.kept")
	if c.Failed {
		v.Note = env.Say("staff.check.unkept")
	}
}

// card lists every part with what to do where it is not good.
func (v *CheckView) card(env Env, c selftest.Card) {
	v.Sum, v.Bad = CheckSum(env, c), c.Count(selftest.Bad) > 0
	for _, p := range selftest.Parts {
		l, ok := c.Line(p)
		line := BlockLine{Text: env.Say("check.part." + string(p))}
		switch {
		case !ok:
			line.Remark = env.Say("check.waits")
		case l.State == selftest.Good:
			line.Mark, line.Remark = MarkGood, firstOf(l.Note, env.Say("check.good"))
		case l.State == selftest.Bad:
			line.Mark, line.Remark = MarkBad, env.Say("check.code."+string(p)+"."+l.Code)
			if l.Note != "" {
				line.Remark += " (" + l.Note + ")"
			}
		default:
			line.Mark, line.Remark = MarkInfo, env.Say("check.code."+string(p)+"."+l.Code)
		}
		v.Lines = append(v.Lines, line)
	}
}

// CheckSum is how a self-test ended, in a few words.
func CheckSum(env Env, c selftest.Card) string {
	if n := c.Count(selftest.Bad); n > 0 {
		return env.Count("check.bad", n)
	}
	if n := c.Count(selftest.Untried); n > 0 {
		return env.Count("check.untried", n)
	}
	return env.Say("check.all.good")
}

// CheckGrace is how long a cell may be left untouched until a person is asked
// whether it can be.
const CheckGrace = 12 * time.Second
