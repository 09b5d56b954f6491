package store

import (
	"context"
	"database/sql"
	"fmt"

	"hangviet/data/staff"
)

// mostChecks is how many cards of self-tests are kept.
const mostChecks = 24

// AddAct keeps what the staff did, in order; the oldest goes when there are more
// than [staff.MostActs].
func (s *Store) AddAct(ctx context.Context, a staff.Act) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO acts (n, time, sure, mark, role, what, note)
			SELECT ifnull(max(n), 0) + 1, ?, ?, ?, ?, ?, ? FROM acts`, encodeInstant(a.Time), a.Sure, a.Mark, string(a.Role), string(a.What), a.Note)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "DELETE FROM acts WHERE n <= (SELECT max(n) FROM acts) - ?", staff.MostActs)
		return err
	})
	return wrap("keep act", err)
}

// Acts returns at most so many of the newest acts, the newest first.
func (s *Store) Acts(ctx context.Context, most int) ([]staff.Act, error) {
	list, err := all(ctx, s.db, "SELECT n, time, sure, mark, role, what, note FROM acts ORDER BY n DESC LIMIT ?", []any{most}, scanAct)
	return list, wrap("read acts", err)
}

func scanAct(row scan) (a staff.Act, err error) {
	var at string
	if err := row(&a.N, &at, &a.Sure, &a.Mark, &a.Role, &a.What, &a.Note); err != nil {
		return a, err
	}
	var s scanner
	a.Time = s.instant(at).UTC()
	return a, s.err
}

// AddCheck keeps the card of a self-test, as its package writes it; the oldest go.
func (s *Store) AddCheck(ctx context.Context, card string) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "INSERT INTO checks (n, card) SELECT ifnull(max(n), 0) + 1, ? FROM checks", card); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, fmt.Sprintf("DELETE FROM checks WHERE n <= (SELECT max(n) FROM checks) - %d", mostChecks))
		return err
	})
	return wrap("keep self-test", err)
}

// Checks returns the cards of the self-tests that are kept, the newest first.
func (s *Store) Checks(ctx context.Context) ([]string, error) {
	list, err := all(ctx, s.db, "SELECT card FROM checks ORDER BY n DESC", nil, func(row scan) (c string, err error) { return c, row(&c) })
	return list, wrap("read self-tests", err)
}
