package books

import (
	"errors"
	"time"
)

// Check is one look through the draft of the next release.
type Check struct {
	Number  int64  // 1, 2, 3, …
	State   string // of the caller
	Who     string // asked for it
	Asked   time.Time
	Ended   time.Time // zero until then
	Owner   string    // the process that is at it; "" none
	Beat    time.Time // when that was last heard
	Stage   string    // of the caller
	Done    int64     // of that stage
	Total   int64
	Tries   int64  // how often a process began it
	Fault   string // why it failed
	Against int64  // the release it was compared with
	Summary string // in the form of the caller
}

const checkColumns = `number, state, who, asked, ended, owner, beat, stage, done, total, tries, fault, against, summary`

// PutCheck stores a check; one of the same number is replaced.
func (t *Tx) PutCheck(c Check) error {
	return t.exec(`INSERT INTO press_checks (`+checkColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (number) DO UPDATE SET state = excluded.state, asked = excluded.asked, ended = excluded.ended, owner = excluded.owner,
			beat = excluded.beat, stage = excluded.stage, done = excluded.done, total = excluded.total,
			tries = excluded.tries, fault = excluded.fault, against = excluded.against, summary = excluded.summary`,
		c.Number, c.State, c.Who, milli(c.Asked), milli(c.Ended), c.Owner, milli(c.Beat), c.Stage, c.Done, c.Total,
		c.Tries, c.Fault, c.Against, c.Summary)
}

// Check returns a check, or [ErrNotFound].
func (t *Tx) Check(number int64) (Check, error) {
	return onlyOf(t.checks(`WHERE number = ?`, number))
}

// LastCheck returns the newest check, or [ErrNotFound].
func (t *Tx) LastCheck() (Check, error) {
	return onlyOf(t.checks(`WHERE number = (SELECT MAX(number) FROM press_checks)`))
}

// Checks returns the checks in a state, the first number first.
func (t *Tx) Checks(state string) ([]Check, error) {
	return t.checks(`WHERE state = ? ORDER BY number`, state)
}

func (t *Tx) checks(where string, args ...any) (all []Check, err error) {
	err = t.each(`SELECT `+checkColumns+` FROM press_checks `+where, args, func(scan func(...any) error) error {
		var c Check
		var asked, ended, beat int64
		err := scan(&c.Number, &c.State, &c.Who, &asked, &ended, &c.Owner, &beat, &c.Stage, &c.Done, &c.Total,
			&c.Tries, &c.Fault, &c.Against, &c.Summary)
		c.Asked, c.Ended, c.Beat = fromMilli(asked), fromMilli(ended), fromMilli(beat)
		all = append(all, c)
		return err
	})
	return all, err
}

func onlyOf[T any](all []T, err error) (none T, _ error) {
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return none, err
	}
	return all[0], nil
}

// DropChecks forgets the checks with a smaller number but those to be kept.
func (t *Tx) DropChecks(before int64, keep ...int64) (dropped []int64, err error) {
	kept := map[int64]bool{}
	for _, n := range keep {
		kept[n] = true
	}
	old, err := t.checks(`WHERE number < ? ORDER BY number`, before)
	for _, c := range old {
		if kept[c.Number] || err != nil {
			continue
		}
		if err = t.DropPages(c.Number, ""); err == nil {
			err = t.exec(`DELETE FROM press_checks WHERE number = ?`, c.Number)
		}
		dropped = append(dropped, c.Number)
	}
	return dropped, err
}

// PutPage stores one page of what a check found.
func (t *Tx) PutPage(check int64, kind string, place int, data []byte) error {
	return t.exec(`INSERT INTO press_pages (check_number, kind, place, data) VALUES (?, ?, ?, ?)
		ON CONFLICT (check_number, kind, place) DO UPDATE SET data = excluded.data`, check, kind, place, data)
}

// Page returns one page, or [ErrNotFound].
func (t *Tx) Page(check int64, kind string, place int) (data []byte, err error) {
	err = t.one(`SELECT data FROM press_pages WHERE check_number = ? AND kind = ? AND place = ?`, []any{check, kind, place}, &data)
	return data, err
}

// DropPages forgets the pages of a kind, or of every kind for "".
func (t *Tx) DropPages(check int64, kind string) error {
	return t.exec(`DELETE FROM press_pages WHERE check_number = ? AND ? IN ('', kind)`, check, kind)
}

// Order is something to be published, or hidden.
type Order struct {
	Number     int64  // 1, 2, 3, …
	Kind       string // of the caller
	State      string // of the caller
	Who        string // asked for it
	Asked      time.Time
	Approver   string
	Approved   time.Time // zero until then
	Due        time.Time // not before
	Ended      time.Time // zero until then
	Owner      string    // the process that is at it; "" none
	Beat       time.Time // when that was last heard
	Issued     time.Time // of the release that is made; zero until it is
	Result     int64     // number of the release
	Fault      string    // why it failed
	Terms      string    // what is wanted, in the form of the caller
	Request    []byte    // what has to be signed elsewhere; empty none
	Signatures []byte    // that came back; empty none
}

const orderColumns = `number, kind, state, who, asked, approver, approved, due, ended, owner, beat, issued, result,
	fault, terms, request, signatures`

// PutOrder stores an order; one of the same number is replaced.
func (t *Tx) PutOrder(o Order) error {
	return t.exec(`INSERT INTO press_orders (`+orderColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (number) DO UPDATE SET state = excluded.state, approver = excluded.approver,
			approved = excluded.approved, due = excluded.due, ended = excluded.ended, owner = excluded.owner,
			beat = excluded.beat, issued = excluded.issued, result = excluded.result, fault = excluded.fault,
			terms = excluded.terms, request = excluded.request, signatures = excluded.signatures`,
		o.Number, o.Kind, o.State, o.Who, milli(o.Asked), o.Approver, milli(o.Approved), milli(o.Due), milli(o.Ended),
		o.Owner, milli(o.Beat), milli(o.Issued), o.Result, o.Fault, o.Terms, notNil(o.Request), notNil(o.Signatures))
}

// notNil returns bytes as a column that must not be null takes them.
func notNil(data []byte) []byte { return append([]byte{}, data...) }

// Order returns an order, or [ErrNotFound].
func (t *Tx) Order(number int64) (Order, error) {
	return onlyOf(t.orders(`WHERE number = ?`, number))
}

// Orders returns the newest orders, the last first, so many at most.
func (t *Tx) Orders(most int) ([]Order, error) {
	return t.orders(`ORDER BY number DESC LIMIT ?`, most)
}

// OrdersIn returns the orders in a state, the first to be due first.
func (t *Tx) OrdersIn(state string) ([]Order, error) {
	return t.orders(`WHERE state = ? ORDER BY due, number`, state)
}

// LastOrder returns the number of the newest order, 0 for none.
func (t *Tx) LastOrder() (number int64, err error) {
	err = t.one(`SELECT COALESCE(MAX(number), 0) FROM press_orders`, nil, &number)
	return number, err
}

func (t *Tx) orders(where string, args ...any) (all []Order, err error) {
	err = t.each(`SELECT `+orderColumns+` FROM press_orders `+where, args, func(scan func(...any) error) error {
		var o Order
		var asked, approved, due, ended, beat, issued int64
		err := scan(&o.Number, &o.Kind, &o.State, &o.Who, &asked, &o.Approver, &approved, &due, &ended, &o.Owner, &beat,
			&issued, &o.Result, &o.Fault, &o.Terms, &o.Request, &o.Signatures)
		o.Asked, o.Approved, o.Due, o.Ended = fromMilli(asked), fromMilli(approved), fromMilli(due), fromMilli(ended)
		o.Beat, o.Issued = fromMilli(beat), fromMilli(issued)
		all = append(all, o)
		return err
	})
	return all, err
}

// PressSetting returns a setting of the press, "" when it was never set.
func (t *Tx) PressSetting(key string) (value string, err error) {
	err = t.one(`SELECT value FROM press_settings WHERE key = ?`, []any{key}, &value)
	if errors.Is(err, ErrNotFound) {
		return "", nil
	}
	return value, err
}

// PutPressSetting sets one.
func (t *Tx) PutPressSetting(key, value string) error {
	return t.exec(`INSERT INTO press_settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
}
