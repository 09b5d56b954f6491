package books

import (
	"errors"
	"time"
)

// Round is a round as one release published it.
type Round struct {
	Release    int64
	ID         string
	Definition string // in the form of the caller
}

// PutRelease stores the rounds of a release; those of the same number are
// replaced.
func (t *Tx) PutRelease(number int64, rounds []Round, at time.Time) error {
	err := t.exec(`INSERT INTO releases (number, seen) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET seen = excluded.seen`,
		number, milli(at))
	if err != nil {
		return err
	}
	if err := t.exec(`DELETE FROM rounds WHERE release = ?`, number); err != nil {
		return err
	}
	for _, r := range rounds {
		err := t.exec(`INSERT INTO rounds (release, id, definition) VALUES (?, ?, ?)`, number, r.ID, r.Definition)
		if err != nil {
			return err
		}
	}
	return t.Bump(MarkRounds)
}

// Release returns the number of the newest release stored; 0 when there is
// none.
func (t *Tx) Release() (number int64, err error) {
	err = t.one(`SELECT number FROM releases ORDER BY number DESC LIMIT 1`, nil, &number)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return number, err
}

// Rounds returns every round of every release, the newest release first.
func (t *Tx) Rounds() ([]Round, error) {
	var all []Round
	err := t.each(`SELECT release, id, definition FROM rounds ORDER BY release DESC, id`, nil,
		func(scan func(...any) error) error {
			var r Round
			err := scan(&r.Release, &r.ID, &r.Definition)
			all = append(all, r)
			return err
		})
	return all, err
}

// Meta returns the value stored under key, or [ErrNotFound].
func (t *Tx) Meta(key string) (value []byte, err error) {
	err = t.one(`SELECT value FROM meta WHERE key = ?`, []any{key}, &value)
	return value, err
}

// PutMeta stores a value under key unless there is one already.
func (t *Tx) PutMeta(key string, value []byte) error {
	return t.exec(`INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING`, key, value)
}
