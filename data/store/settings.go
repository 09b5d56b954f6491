package store

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Setting returns the setting under key: as the organiser set it for this kiosk,
// else as it was set here; "" when neither did.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	value, err := one(ctx, s.db, "SELECT value FROM settings WHERE key IN (?, ?) ORDER BY key = ? LIMIT 1", []any{organised + key, key, key},
		func(row scan) (v string, err error) { return v, row(&v) })
	if errors.Is(err, errNotFound) {
		return "", nil
	}
	return value, wrap("read setting "+key, err)
}

// organised begins the keys of what the organiser set; organisedNumber is the
// number of that.
const (
	organised       = "organiser:"
	organisedNumber = "organiser.number"
)

// Organise keeps what the organiser has set for this kiosk, in place of what he set
// before. It holds over what is set here, which is kept and holds again once the
// organiser says no more about it. Number tells one state from the next.
func (s *Store) Organise(ctx context.Context, number int64, values map[string]string) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM settings WHERE substr(key, 1, ?) = ?", len(organised), organised); err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(values)) {
			if _, err := tx.ExecContext(ctx, putSetting, organised+key, values[key]); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, putSetting, organisedNumber, strconv.FormatInt(number, 10))
		return err
	})
	return wrap("keep the organiser's settings", err)
}

// Organised returns what the organiser has set for this kiosk, with its number; 0
// when he never did.
func (s *Store) Organised(ctx context.Context) (number int64, values map[string]string, err error) {
	type pair struct{ key, value string }
	list, err := all(ctx, s.db, "SELECT key, value FROM settings WHERE substr(key, 1, ?) = ? OR key = ?", []any{len(organised), organised, organisedNumber},
		func(row scan) (p pair, err error) { return p, row(&p.key, &p.value) })
	values = map[string]string{}
	for _, p := range list {
		if p.key == organisedNumber {
			number, _ = strconv.ParseInt(p.value, 10, 64) // written by Organise
			continue
		}
		values[strings.TrimPrefix(p.key, organised)] = p.value
	}
	return number, values, wrap("read the organiser's settings", err)
}

// SetSetting keeps a setting of this kiosk's own; the value "" removes it.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	if value == "" {
		return s.exec(ctx, "remove setting "+key, "DELETE FROM settings WHERE key = ?", key)
	}
	return s.exec(ctx, "set "+key, putSetting, key, value)
}

// ChangeSetting keeps what f makes of the setting under key ("" when there is none)
// and returns it, as one step that no other process comes between.
func (s *Store) ChangeSetting(ctx context.Context, key string, f func(old string) string) (value string, err error) {
	err = inTx(ctx, s.db, func(tx *sql.Tx) error {
		old, err := one(ctx, tx, "SELECT value FROM settings WHERE key = ?", []any{key},
			func(row scan) (v string, err error) { return v, row(&v) })
		if err != nil && !errors.Is(err, errNotFound) {
			return err
		}
		if value = f(old); value == old {
			return nil
		}
		if value == "" {
			_, err = tx.ExecContext(ctx, "DELETE FROM settings WHERE key = ?", key)
		} else {
			_, err = tx.ExecContext(ctx, putSetting, key, value)
		}
		return err
	})
	return value, wrap("change setting "+key, err)
}

const putSetting = "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"

// Counter is one aggregate number: how often something of that name happened to
// that key on that day. It never leads to a person.
type Counter struct {
	Day  string // 2026-08-05
	Name string // "view", "qr", …
	Key  string // product code, or ""
	N    int64
}

// AddCounter adds n to a counter.
func (s *Store) AddCounter(ctx context.Context, day, name, key string, n int64) error {
	return s.exec(ctx, "count "+name, addCounter, day, name, key, n)
}

// AddCounters adds to the counters of one day and name, by key, all or none.
func (s *Store) AddCounters(ctx context.Context, day, name string, counts map[string]int64) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error {
		for _, key := range slices.Sorted(maps.Keys(counts)) {
			if _, err := tx.ExecContext(ctx, addCounter, day, name, key, counts[key]); err != nil {
				return err
			}
		}
		return nil
	})
	return wrap("count "+name, err)
}

const addCounter = "INSERT INTO counters VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"

// Counters returns all counters by day, name and key.
func (s *Store) Counters(ctx context.Context) ([]Counter, error) {
	list, err := all(ctx, s.db, "SELECT day, name, key, n FROM counters ORDER BY day, name, key", nil,
		func(row scan) (c Counter, err error) { return c, row(&c.Day, &c.Name, &c.Key, &c.N) })
	return list, wrap("read counters", err)
}

// ForgetCounters removes the counters of the days before that one, 2026-08-05.
func (s *Store) ForgetCounters(ctx context.Context, before string) error {
	return s.exec(ctx, "forget counters", "DELETE FROM counters WHERE day < ?", before)
}

// Problem is something staff should look at.
type Problem struct {
	Code   string // "E-CONTENT-SIGN"
	Detail string
	Since  time.Time // when it was first met, UTC
}

// SetProblem notes a problem; one that is noted already keeps its Since.
func (s *Store) SetProblem(ctx context.Context, code, detail string) error {
	return s.exec(ctx, "note problem "+code, `INSERT INTO problems VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET detail = excluded.detail`, code, detail, encodeInstant(s.Now()))
}

// ClearProblem removes a problem, if it is there.
func (s *Store) ClearProblem(ctx context.Context, code string) error {
	return s.exec(ctx, "clear problem "+code, "DELETE FROM problems WHERE code = ?", code)
}

// Problems returns the problems by code.
func (s *Store) Problems(ctx context.Context) ([]Problem, error) {
	list, err := all(ctx, s.db, "SELECT code, detail, since FROM problems ORDER BY code", nil, scanProblem)
	return list, wrap("read problems", err)
}

func scanProblem(row scan) (Problem, error) {
	var p Problem
	var since string
	if err := row(&p.Code, &p.Detail, &since); err != nil {
		return p, err
	}
	var s scanner
	p.Since = s.instant(since).UTC()
	return p, s.err
}

// exec runs a statement in a transaction of its own.
func (s *Store) exec(ctx context.Context, what, statement string, args ...any) error {
	_, err := s.db.ExecContext(ctx, statement, args...)
	return wrap(what, err)
}
