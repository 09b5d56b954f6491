package books

import (
	"errors"
	"time"
)

// Claim tells whether holder may do a task from now until then: it may when nobody
// else has claimed it for longer than now. The holder keeps it by claiming again.
func (t *Tx) Claim(task, holder string, now, until time.Time) (bool, error) {
	var other string
	var ends int64
	err := t.one(`SELECT holder, until FROM claims WHERE task = ?`, []any{task}, &other, &ends)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return false, err
	}
	if err == nil && other != holder && fromMilli(ends).After(now) {
		return false, nil
	}
	return true, t.exec(`INSERT INTO claims (task, holder, until) VALUES (?, ?, ?)
		ON CONFLICT (task) DO UPDATE SET holder = excluded.holder, until = excluded.until`, task, holder, milli(until))
}

// Unclaim lets a task of the holder go.
func (t *Tx) Unclaim(task, holder string) error {
	return t.exec(`DELETE FROM claims WHERE task = ? AND holder = ?`, task, holder)
}
