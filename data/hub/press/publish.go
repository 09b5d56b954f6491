package press

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/edition"
	"hangviet/data/hub/books"
	"hangviet/data/release"
	"hangviet/data/vote"
)

// ErrTickets says that a release would take tickets from people who hold them.
var ErrTickets = errors.New("published tickets would be lost")

// nextOrder carries out the next order that is due, and tells whether there was
// one.
func (p *Press) nextOrder(ctx context.Context) (bool, error) {
	row, found, err := p.claimOrder(ctx)
	if err != nil || !found {
		return false, err
	}
	run := &printing{Press: p, row: row}
	err = p.beating(ctx, run.beat, run.do)
	if errors.Is(err, errTakenOver) || ctx.Err() != nil {
		return true, ctx.Err()
	}
	if errors.Is(err, release.ErrBusy) { // somebody publishes by hand
		return false, run.later(ctx)
	}
	if err != nil {
		p.Log.Warn("order of the press", "order", row.Number, "error", err)
		run.row.State, run.row.Fault = Failed, err.Error()
	}
	return true, run.end(ctx)
}

// claimOrder makes the first order that is due, or whose worker is dead, ours. One
// is carried out at a time.
func (p *Press) claimOrder(ctx context.Context) (row books.Order, found bool, err error) {
	look := func(t *books.Tx) error {
		found = false
		working, err := t.OrdersIn(Working)
		if err != nil {
			return err
		}
		for _, o := range working {
			if !p.stale(o.Beat) {
				return nil
			}
			row, found = o, true
		}
		if found {
			return nil
		}
		due, err := t.OrdersIn(Due)
		if len(due) > 0 && !due[0].Due.After(p.Now()) {
			row, found = due[0], true
		}
		return err
	}
	if err = p.DB.View(ctx, look); err != nil || !found {
		return row, false, err
	}
	err = p.DB.Update(ctx, func(t *books.Tx) error {
		if err := look(t); err != nil || !found {
			return err
		}
		row.State, row.Owner, row.Beat = Working, p.self, p.Now()
		return t.PutOrder(row)
	})
	return row, found, err
}

// printing is one run of an order.
type printing struct {
	*Press
	row   books.Order
	terms Terms
}

// beat says that the order is being carried out, as long as it is ours.
func (r *printing) beat(ctx context.Context) error {
	return r.ours(ctx, func(_ *books.Tx, o *books.Order) error { o.Beat = r.Now(); return nil })
}

// ours changes the stored order, if this process still has it.
func (r *printing) ours(ctx context.Context, f func(*books.Tx, *books.Order) error) error {
	return r.DB.Update(ctx, func(t *books.Tx) error {
		o, err := t.Order(r.row.Number)
		if err != nil {
			return err
		}
		if o.Owner != r.self || o.State != Working {
			return errTakenOver
		}
		if err := f(t, &o); err != nil {
			return err
		}
		return t.PutOrder(o)
	})
}

// later gives the order back.
func (r *printing) later(ctx context.Context) error {
	return r.ours(ctx, func(_ *books.Tx, o *books.Order) error { o.State, o.Owner = Due, ""; return nil })
}

// end keeps how the order ended, and lets those go on that waited for it.
func (r *printing) end(ctx context.Context) error {
	return r.ours(ctx, func(t *books.Tx, o *books.Order) error {
		o.State, o.Fault, o.Owner, o.Request, o.Result = r.row.State, r.row.Fault, "", r.row.Request, r.row.Result
		if o.State != Unsigned {
			o.Ended = r.Now()
		}
		if o.State != Done || !isRelease(o.Kind) {
			return nil
		}
		return letGo(t)
	})
}

func (r *printing) do(ctx context.Context) error {
	o, err := orderOf(r.row)
	if err != nil {
		return err
	}
	r.terms = o.Terms
	keys, err := r.keys()
	if err != nil {
		return err
	}
	last, err := edition.Own(ctx, r.Content, keys)
	if err != nil {
		return err
	}
	if r.row.State = Done; r.made(last) {
		return nil
	}
	if len(r.row.Signatures) > 0 {
		return r.seal(ctx, keys)
	}
	if err := r.follows(ctx, last); err != nil {
		return err
	}
	if err := r.number(ctx, last); err != nil {
		return err
	}
	return r.carryOut(ctx, keys, last)
}

// made tells whether a process that died had carried the order out.
func (r *printing) made(last edition.Last) bool {
	if IsOffer(r.row.Kind) {
		number, issued := r.before(last)
		return number > 0 && number == r.row.Result && issued.Equal(r.row.Issued)
	}
	return last.Candidate != nil && !r.row.Issued.IsZero() && last.Manifest.Number == r.row.Result &&
		last.Manifest.IssuedAt.Equal(r.row.Issued) && !slices.Contains([]string{Withdraw, Restore, Renew}, r.row.Kind)
}

// follows drops an order for a release that is not the shown one any more.
func (r *printing) follows(ctx context.Context, last edition.Last) error {
	if r.terms.After == 0 {
		return nil
	}
	var before books.Order
	err := r.DB.View(ctx, func(t *books.Tx) (err error) {
		before, err = t.Order(r.terms.After)
		return err
	})
	if number, _ := r.before(last); err == nil && (before.State != Done || number == 0 || number != before.Result) {
		err = release.ErrOvertaken
	}
	return err
}

// before returns number and time of what the order follows: the release, or the list
// of programs; 0 where there is none.
func (r *printing) before(last edition.Last) (number int64, issued time.Time) {
	switch {
	case last.Candidate == nil:
		return 0, issued
	case IsOffer(r.row.Kind):
		return last.Programs.Number, last.Programs.IssuedAt
	}
	return last.Manifest.Number, last.Manifest.IssuedAt
}

// number settles the release's number and time before it is made, so that another
// process can tell whether it was.
func (r *printing) number(ctx context.Context, last edition.Last) error {
	number, issued := r.before(last)
	r.row.Result, r.row.Issued = number+1, r.Now().UTC().Truncate(time.Second)
	if !r.row.Issued.After(issued) { // two of one second must differ
		r.row.Issued = issued.Add(time.Second)
	}
	if slices.Contains([]string{Withdraw, Restore, Renew}, r.row.Kind) {
		r.row.Result = max(0, r.row.Result-1)
	}
	return r.ours(ctx, func(_ *books.Tx, o *books.Order) error {
		o.Result, o.Issued = r.row.Result, r.row.Issued
		return nil
	})
}

// offline returns what keeps a request where the targets key is not here.
func (r *printing) offline(keys release.Keys) func([]byte) {
	if keys.Suffice("targets") {
		return nil
	}
	return func(request []byte) { r.row.State, r.row.Request = Unsigned, request }
}

func (r *printing) carryOut(ctx context.Context, keys release.Keys, last edition.Last) error {
	later := r.offline(keys)
	urgent := release.Urgent{IssuedAt: r.row.Issued, Later: later}
	again := release.Again{Note: r.terms.Note, IssuedAt: r.row.Issued, Next: r.row.Result, Later: later}
	switch r.row.Kind {
	case Withdraw, Restore:
		for _, code := range r.terms.Codes {
			urgent.Codes = append(urgent.Codes, catalog.NFC(code))
		}
		urgent.Restore = r.row.Kind == Restore
		_, err := release.Withdraw(ctx, r.Content, keys, urgent)
		return err
	case Renew:
		return release.Renew(ctx, r.Content, keys, urgent)
	case Offer, OfferAll, OfferHold, EndOffer:
		return r.offer(ctx, keys, last, later)
	case ToAll, Hold:
		if r.row.Kind == Hold {
			again.Stage = []string{}
		}
		_, _, err := release.PublishAgain(ctx, r.Content, keys, again)
		return err
	}
	return edition.InWorkFolder(func(dir string) error {
		base, err := r.base(ctx, dir)
		if err != nil {
			return err
		}
		return r.publish(ctx, keys, last, base, later)
	})
}

// seal publishes what was signed elsewhere.
func (r *printing) seal(ctx context.Context, keys release.Keys) error {
	_, err := release.Seal(ctx, r.Content, keys, release.Sealing{Request: r.row.Request, Signatures: [][]byte{r.row.Signatures}})
	if errors.Is(err, release.ErrOvertaken) {
		return fmt.Errorf("%w; ask for it anew", err)
	}
	return err
}

// extra asks what the hub would add to a draft.
func (p *Press) extra(ctx context.Context, c catalog.Catalogue, rounds []vote.Round) (Extra, error) {
	last, err := edition.Open(ctx, p.Content)
	if err != nil {
		return Extra{}, err
	}
	before, err := last.Before(ctx)
	if err != nil && !Damaged(err) {
		return Extra{}, err
	}
	return p.Extras(ctx, Draft{Catalogue: c, Rounds: rounds, Shown: before.Rounds, Tickets: before.Tickets})
}
