package books

import (
	"errors"
	"time"
)

// Tries is how often signing in has failed in a row, under one name from one
// visitor.
type Tries struct {
	Name     string
	Visitor  string // "" for all visitors together
	Failures int
	Until    time.Time // no attempt is looked at before
	Last     time.Time
}

// Tries returns the failures under a name from a visitor; none when there is no
// row.
func (t *Tx) Tries(name, visitor string) (Tries, error) {
	found := Tries{Name: name, Visitor: visitor}
	var until, last int64
	err := t.one(`SELECT failures, until, last FROM tries WHERE name = ? AND visitor = ?`, []any{name, visitor}, &found.Failures, &until, &last)
	if errors.Is(err, ErrNotFound) {
		return found, nil
	}
	found.Until, found.Last = fromMilli(until), fromMilli(last)
	return found, err
}

// PutTries stores the failures.
func (t *Tx) PutTries(f Tries) error {
	return t.exec(`INSERT INTO tries (name, visitor, failures, until, last) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (name, visitor) DO UPDATE SET failures = excluded.failures, until = excluded.until, last = excluded.last`,
		f.Name, f.Visitor, f.Failures, milli(f.Until), milli(f.Last))
}

// DropTries forgets the failures under a name from a visitor.
func (t *Tx) DropTries(name, visitor string) error {
	return t.exec(`DELETE FROM tries WHERE name = ? AND visitor = ?`, name, visitor)
}

// DropAllTries forgets the failures under a name, whoever the visitor.
func (t *Tx) DropAllTries(name string) error {
	return t.exec(`DELETE FROM tries WHERE name = ?`, name)
}

// DropTriesBefore forgets the failures whose last is before t0.
func (t *Tx) DropTriesBefore(t0 time.Time) error {
	return t.exec(`DELETE FROM tries WHERE last < ?`, milli(t0))
}

// DropTriesOf forgets the failures under a name whose last is before t0.
func (t *Tx) DropTriesOf(name string, t0 time.Time) error {
	return t.exec(`DELETE FROM tries WHERE name = ? AND last < ?`, name, milli(t0))
}

// CountTries returns how many visitors have failed under a name.
func (t *Tx) CountTries(name string) (n int, err error) {
	err = t.one(`SELECT COUNT(*) FROM tries WHERE name = ?`, []any{name}, &n)
	return n, err
}
