package press

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/release"
)

// The kinds of an order.
const (
	Publish  = "publish"  // what a check has seen
	ToAll    = "all"      // the shown release, for all kiosks, as it is
	Hold     = "hold"     // the shown release, for no further kiosk
	Again    = "again"    // an earlier release, with what the hub adds today
	Refresh  = "refresh"  // the shown release, with what the hub adds today
	Withdraw = "withdraw" // products are hidden
	Restore  = "restore"  // they are shown again
	Renew    = "renew"    // signatures
)

// The states of an order beside those of a check: [Working], [Done] and [Failed].
const (
	Asked    = "asked"    // another person has to approve it
	Due      = "due"      // it will be carried out when its time has come
	Next     = "next"     // it will, right after the next release of new content
	Paused   = "paused"   // it will not, until somebody lets it go on
	Unsigned = "unsigned" // the targets key is elsewhere
	Dropped  = "dropped"
)

// The reasons for which an order is not taken.
var (
	ErrNotReady = errors.New("the draft has not been checked, or has faults")
	ErrSame     = errors.New("another person has to approve")
	ErrState    = errors.New("the order is past that")
	ErrTerms    = errors.New("the order says too little")
	ErrUnknown  = errors.New("no product has that code")
)

// Terms are what is wanted.
type Terms struct {
	Check   int64    // of [Publish]
	Release int64    // of [Again]
	Note    string   // the publisher's words, for kiosks
	Reason  string   // for the audit
	Stage   []string // ids of the kiosks that take it first; nil: all
	Codes   []string // of [Withdraw] and [Restore]
	After   int64    // an order: this one is for the release it makes, and no other

	Packages []Package // of [Offer]
	End      []string  // platforms, of [EndOffer]
	Next     bool      // it waits for the next release
}

// Order is how an order stands.
type Order struct {
	Number   int64
	Kind     string
	State    string
	Who      string
	Asked    time.Time
	Approver string
	Approved time.Time
	Due      time.Time
	Ended    time.Time
	Result   int64 // number of the release
	Fault    string
	Terms    Terms
}

func orderOf(o books.Order) (Order, error) {
	out := Order{
		Number: o.Number, Kind: o.Kind, State: o.State, Who: o.Who, Asked: o.Asked, Approver: o.Approver,
		Approved: o.Approved, Due: o.Due, Ended: o.Ended, Result: o.Result, Fault: o.Fault,
	}
	if err := json.Unmarshal([]byte(o.Terms), &out.Terms); err != nil {
		return out, fmt.Errorf("read order %d: %w", o.Number, err)
	}
	return out, nil
}

// Wish is an order that is asked for.
type Wish struct {
	Kind  string
	Terms Terms
	Due   time.Time // not before; zero: now
	Then  time.Time // of a stage: when it goes to all; zero: when somebody says so
}

// Asker is who asks.
type Asker struct {
	Name string
	May  bool // publish, as far as one person may
}

const (
	maxNote  = 2000
	maxCodes = 500
	maxStage = 2000
)

// Ask takes an order. It is carried out by itself when its time has come, once
// somebody who may publish has said so: that is who asks where one person is
// enough. Hiding a product never waits for a second person.
func (p *Press) Ask(ctx context.Context, by Asker, w Wish) (number int64, err error) {
	if err := p.fit(ctx, w); err != nil {
		return 0, err
	}
	err = p.DB.Update(ctx, func(t *books.Tx) error {
		two, err := twoWanted(t)
		if err != nil {
			return err
		}
		state := Asked
		if by.May && (!two || isUrgent(w.Kind)) {
			state = ready(w.Terms)
		}
		if number, err = p.putOrder(ctx, t, by, w, state); err != nil || w.Then.IsZero() || w.Terms.Stage == nil {
			return err
		}
		then := Wish{Kind: ToAll, Terms: Terms{Note: w.Terms.Note, After: number}, Due: w.Then}
		if IsOffer(w.Kind) {
			then.Kind = OfferAll
		}
		if state == Next { // it has its own time
			state = Due
		}
		_, err = p.putOrder(ctx, t, by, then, state)
		return err
	})
	p.nudge()
	return number, err
}

func (p *Press) putOrder(ctx context.Context, t *books.Tx, by Asker, w Wish, state string) (int64, error) {
	last, err := t.LastOrder()
	if err != nil {
		return 0, err
	}
	terms, err := json.Marshal(w.Terms)
	if err != nil {
		return 0, err
	}
	o := books.Order{Number: last + 1, Kind: w.Kind, State: state, Who: by.Name, Asked: p.Now(), Due: w.Due, Terms: string(terms)}
	if state != Asked {
		o.Approver, o.Approved = by.Name, p.Now()
	}
	if err := p.Audit(ctx, t, "press."+w.Kind, fmt.Sprint(o.Number), remark(w.Terms)); err != nil {
		return 0, err
	}
	return o.Number, t.PutOrder(o)
}

// settingTwo says whether two people are wanted.
const settingTwo = "two"

func twoWanted(t *books.Tx) (bool, error) {
	value, err := t.PressSetting(settingTwo)
	return value == "1", err
}

// Two tells whether another person has to approve what one asks for.
func (p *Press) Two(ctx context.Context) (two bool, err error) {
	err = p.DB.View(ctx, func(t *books.Tx) error {
		two, err = twoWanted(t)
		return err
	})
	return two, err
}

// SetTwo says whether another person has to.
func (p *Press) SetTwo(ctx context.Context, two bool) error {
	value := "0"
	if two {
		value = "1"
	}
	return p.DB.Update(ctx, func(t *books.Tx) error {
		if err := p.Audit(ctx, t, "press.two", "", value); err != nil {
			return err
		}
		return t.PutPressSetting(settingTwo, value)
	})
}

// Approve lets an order go on that somebody asked for.
func (p *Press) Approve(ctx context.Context, number int64, who string) error {
	err := p.change(ctx, number, "press.approve", func(t *books.Tx, o *books.Order) error {
		two, err := twoWanted(t)
		switch {
		case err != nil:
			return err
		case o.State != Asked:
			return ErrState
		case two && o.Who == who:
			return ErrSame
		}
		whole, err := orderOf(*o)
		o.State, o.Approver, o.Approved = ready(whole.Terms), who, p.Now()
		return err
	})
	p.nudge()
	return err
}

// Drop gives an order up that nobody has begun.
func (p *Press) Drop(ctx context.Context, number int64) error {
	return p.move(ctx, number, "press.drop", Dropped, Asked, Due, Next, Paused, Unsigned)
}

// Pause keeps an order from being carried out; [Press.Resume] lets it go on.
func (p *Press) Pause(ctx context.Context, number int64) error {
	return p.move(ctx, number, "press.pause", Paused, Due)
}

// Resume lets an order go on that is paused, or waits for the next release.
func (p *Press) Resume(ctx context.Context, number int64) error {
	return p.move(ctx, number, "press.resume", Due, Paused, Next)
}

func (p *Press) move(ctx context.Context, number int64, act, to string, from ...string) error {
	err := p.change(ctx, number, act, func(_ *books.Tx, o *books.Order) error {
		if !slices.Contains(from, o.State) {
			return ErrState
		}
		if o.State = to; to == Dropped {
			o.Ended = p.Now()
		}
		return nil
	})
	p.nudge()
	return err
}

func (p *Press) change(ctx context.Context, number int64, act string, f func(*books.Tx, *books.Order) error) error {
	return p.DB.Update(ctx, func(t *books.Tx) error {
		o, err := t.Order(number)
		if err != nil {
			return err
		}
		if err := f(t, &o); err != nil {
			return err
		}
		if err := p.Audit(ctx, t, act, fmt.Sprint(number), ""); err != nil {
			return err
		}
		return t.PutOrder(o)
	})
}

// Orders returns the newest orders, so many at most, and those that are not over,
// however old; the last first.
func (p *Press) Orders(ctx context.Context, most int) (all []Order, err error) {
	err = p.DB.View(ctx, func(t *books.Tx) error {
		rows, err := t.Orders(most)
		if err != nil {
			return err
		}
		newest, err := ordersOf(rows)
		if err != nil {
			return err
		}
		all, err = openOrders(t)
		all = append(slices.DeleteFunc(newest, func(o Order) bool { return o.Open() }), all...)
		return err
	})
	slices.SortFunc(all, func(a, b Order) int { return cmp.Compare(b.Number, a.Number) })
	return all, err
}

// open are the states of an order that is not over.
func open() []string { return []string{Asked, Due, Next, Paused, Unsigned, Working} }

// Open tells whether the order is not over.
func (o Order) Open() bool { return slices.Contains(open(), o.State) }

// openOrders returns the orders that are not over.
func openOrders(t *books.Tx) (all []Order, err error) {
	for _, state := range open() {
		rows, err := t.OrdersIn(state)
		if err != nil {
			return nil, err
		}
		in, err := ordersOf(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, in...)
	}
	return all, nil
}

func ordersOf(rows []books.Order) (all []Order, err error) {
	for _, row := range rows {
		o, err := orderOf(row)
		if err != nil {
			return nil, err
		}
		all = append(all, o)
	}
	return all, nil
}

// Kind returns the kind of an order; [books.ErrNotFound] when there is none.
func (p *Press) Kind(ctx context.Context, number int64) (kind string, err error) {
	err = p.DB.View(ctx, func(t *books.Tx) error {
		o, err := t.Order(number)
		kind = o.Kind
		return err
	})
	return kind, err
}

// Request returns what has to be signed elsewhere for an order.
func (p *Press) Request(ctx context.Context, number int64) (data []byte, err error) {
	err = p.DB.View(ctx, func(t *books.Tx) error {
		o, err := t.Order(number)
		if err == nil && o.State != Unsigned {
			err = ErrState
		}
		data = o.Request
		return err
	})
	return data, err
}

// Sign takes the signature for an order, after which it is carried out.
func (p *Press) Sign(ctx context.Context, number int64, signature []byte) error {
	err := p.change(ctx, number, "press.sign", func(_ *books.Tx, o *books.Order) error {
		if o.State != Unsigned {
			return ErrState
		}
		if err := release.CheckSignature(o.Request, signature); err != nil {
			return err
		}
		o.Signatures, o.State = signature, Due
		return nil
	})
	p.nudge()
	return err
}

// checksOf lists the checks that are needed: by the shown release, and by orders
// that are not carried out yet.
func checksOf(t *books.Tx) (numbers []int64, err error) {
	shown, _, err := sourceOf(t)
	if err != nil {
		return nil, err
	}
	numbers = append(numbers, shown)
	waiting, err := openOrders(t)
	for _, o := range waiting {
		numbers = append(numbers, o.Terms.Check)
	}
	return numbers, err
}
