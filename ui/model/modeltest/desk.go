package modeltest

import (
	"context"
	"slices"
	"sync"

	"hangviet/data/booth"
	"hangviet/data/staff"
	"hangviet/data/vote"
	"hangviet/ui/model"
)

// Desk is a [model.Desk] in memory. Its members are "1" with the PIN 111111 and
// "2" with 222222.
type Desk struct {
	Nobody bool  // there is no staff
	Refuse error // returned by Enter and Permit when set
	Deny   error // returned by EnterPaper when set
	Day    model.Today
	Given  []string // round and mark of each permit

	mu      sync.Mutex
	open    string // round in which a ballot is open
	entered []vote.Paper
}

// Staffed implements [model.Desk].
func (d *Desk) Staffed(context.Context) (bool, error) { return !d.Nobody, nil }

// Enter implements [model.Desk].
func (d *Desk) Enter(_ context.Context, pin string) (staff.Member, error) {
	switch {
	case d.Refuse != nil:
		return staff.Member{}, d.Refuse
	case pin == "111111" || pin == "222222":
		return staff.Member{Mark: pin[:1], Role: staff.Point}, nil
	case pin == "333333":
		return staff.Member{Mark: "3", Role: staff.Technician}, nil
	}
	return staff.Member{}, staff.ErrWrong
}

// Permit implements [model.Desk].
func (d *Desk) Permit(_ context.Context, r vote.Round, mark string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Refuse != nil {
		return d.Refuse
	}
	d.open, d.Given = r.ID, append(d.Given, r.ID+"/"+mark)
	return nil
}

// Permitted implements [model.Desk].
func (d *Desk) Permitted(round string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.open == round
}

// Expire ends what is open.
func (d *Desk) Expire() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.open = ""
}

// EnterPaper implements [model.Desk].
func (d *Desk) EnterPaper(_ context.Context, r vote.Round, s booth.PaperSheet) (vote.Paper, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := vote.Paper{
		ID: s.Batch + "-id", Round: r.ID, Batch: s.Batch, Staff: s.Staff, Corrects: s.Corrects,
		Sheets: s.Sheets, Invalid: s.Invalid, Counts: s.Counts,
	}
	if d.Deny != nil {
		return p, d.Deny
	}
	if s.Corrects != "" {
		p.ID += "-2"
	}
	d.entered = append(d.entered, p)
	return p, p.Check(r)
}

// Papers implements [model.Desk].
func (d *Desk) Papers(_ context.Context, round string) ([]vote.Paper, error) {
	return slices.DeleteFunc(d.Entered(), func(p vote.Paper) bool { return p.Round != round }), nil
}

// Entered returns the batches that were entered.
func (d *Desk) Entered() []vote.Paper {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.entered)
}

// DayCard implements [model.Desk].
func (d *Desk) DayCard(context.Context) (string, int64, error) {
	return "hangviet-card/1 0123456789abcdef 12 AAAA BBBB", 12, nil
}

// Today implements [model.Desk].
func (d *Desk) Today(context.Context) (model.Today, error) { return d.Day, nil }
