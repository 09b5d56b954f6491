package modeltest

import (
	"context"
	"slices"
	"strings"
	"sync"

	"hangviet/data/selftest"
	"hangviet/data/staff"
	"hangviet/ui/model"
)

// Panel is a [model.Panel] in memory.
type Panel struct {
	Set    model.HoursState
	Lines  []selftest.Line // of the parts of a self-test that need no person
	Code   string          // that opens the entrance while it is locked; "" it is not locked
	Refuse error           // returned by Do when set

	mu   sync.Mutex
	done []string // "2 pause on": mark, act and what it was done to
	last *selftest.Card
}

// Done returns what was done and noted so far.
func (p *Panel) Done() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.done)
}

// LockOut locks the entrance.
func (p *Panel) LockOut(code string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.Code = code
}

func (p *Panel) keep(who staff.Member, what staff.What, note string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done = append(p.done, who.Mark+" "+string(what)+" "+note)
}

// Day implements [model.Panel].
func (*Panel) Day(context.Context) (model.Day, error) { return model.Day{Visits: 3}, nil }

// Content implements [model.Panel].
func (*Panel) Content(context.Context) (model.ContentState, error) {
	return model.ContentState{Release: 2, Before: 1, Free: -1}, nil
}

// Line implements [model.Panel].
func (*Panel) Line(context.Context) (model.LineState, error) { return model.LineState{}, nil }

// Display implements [model.Panel].
func (*Panel) Display(context.Context) (model.DisplayState, error) {
	return model.DisplayState{Width: 1080, Height: 1920, Turn: "normal"}, nil
}

// Health implements [model.Panel].
func (p *Panel) Health(context.Context) (model.HealthState, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return model.HealthState{Kiosk: "0123456789abcdef", Clock: Now, Free: -1, LastCheck: p.last}, nil
}

// Hours implements [model.Panel].
func (p *Panel) Hours(context.Context) (model.HoursState, error) {
	s := p.Set
	if s.Resting == "" {
		s.Resting = model.AtAttract
	}
	return s, nil
}

// Members implements [model.Panel].
func (*Panel) Members(context.Context) ([]staff.Member, error) {
	return []staff.Member{{Mark: "1", Role: staff.Point}, {Mark: "2", Role: staff.Technician}, {Mark: "3", Role: staff.Technician}}, nil
}

// Acts implements [model.Panel].
func (*Panel) Acts(context.Context) ([]staff.Act, error) {
	return []staff.Act{{N: 1, Time: Now, Sure: true, Mark: "1", Role: staff.Point, What: staff.Entered}}, nil
}

// Do implements [model.Panel].
func (p *Panel) Do(_ context.Context, who staff.Member, d model.Deed) error {
	if p.Refuse != nil {
		return p.Refuse
	}
	if !d.For(who) {
		return model.ErrRole
	}
	p.keep(who, d.What, strings.TrimSpace(d.Value+" "+d.PIN))
	return nil
}

// Note implements [model.Panel].
func (p *Panel) Note(_ context.Context, who staff.Member, what staff.What, note string) error {
	p.keep(who, what, note)
	return nil
}

// Lock implements [model.Panel].
func (p *Panel) Lock(context.Context) (model.LockState, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return model.LockState{Locked: p.Code != "", Challenge: "7K3M-Q9TD", Kiosk: "0123456789abcdef", Typed: true}, nil
}

// Unlock implements [model.Panel].
func (p *Panel) Unlock(_ context.Context, code string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if code != p.Code {
		return staff.ErrCode
	}
	p.Code = ""
	return nil
}

// Tester implements [model.Panel].
func (p *Panel) Tester(staff.Member) model.Tester { return p }

// Run implements [model.Tester].
func (p *Panel) Run(_ context.Context, told func(selftest.Line)) {
	for _, l := range p.Lines {
		told(l)
	}
}

// Keep implements [model.Tester].
func (p *Panel) Keep(_ context.Context, c selftest.Card) (selftest.Card, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c.Time = Now
	p.last = &c
	return c, nil
}
