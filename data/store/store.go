package store

import (
	"context"
	"errors"
	"time"

	"hangviet/data/ledger"
)

var errUnfinished = errors.New("store is not written yet")

// Store is a kiosk's own database, kiosk.db. It may be used by several
// goroutines at once, and two processes may have it open at the same time.
type Store struct {
	Now func() time.Time // what Since of a problem is read from
}

// Open opens dir/kiosk.db, makes it at first start together with the kiosk's
// identity, and brings an older one up to date. It refuses with [ErrNotOurs] and
// [ErrNewerFormat].
func Open(ctx context.Context, dir string) (*Store, error) { return nil, errUnfinished }

// Close closes the database.
func (s *Store) Close() error { return nil }

// Identity returns who the kiosk is; it never changes.
func (s *Store) Identity() ledger.Identity { return ledger.Identity{} }

// Setting returns the setting under key, or "" when there is none.
func (s *Store) Setting(ctx context.Context, key string) (string, error) { return "", errUnfinished }

// SetSetting keeps a setting; the value "" removes it.
func (s *Store) SetSetting(ctx context.Context, key, value string) error { return errUnfinished }

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
	return errUnfinished
}

// Counters returns all counters by day, name and key.
func (s *Store) Counters(ctx context.Context) ([]Counter, error) { return nil, errUnfinished }

// Problem is something staff should look at.
type Problem struct {
	Code   string // "E-CONTENT-SIGN"
	Detail string
	Since  time.Time // when it was first met, UTC
}

// SetProblem notes a problem; one that is noted already keeps its Since.
func (s *Store) SetProblem(ctx context.Context, code, detail string) error { return errUnfinished }

// ClearProblem removes a problem, if it is there.
func (s *Store) ClearProblem(ctx context.Context, code string) error { return errUnfinished }

// Problems returns the problems by code.
func (s *Store) Problems(ctx context.Context) ([]Problem, error) { return nil, errUnfinished }

// Update runs f on the ledger in one transaction, as [ledger.Storage] says.
func (s *Store) Update(ctx context.Context, f func(ledger.Tx) error) error { return errUnfinished }

// View runs f on an unchanging state of the ledger.
func (s *Store) View(ctx context.Context, f func(ledger.Tx) error) error { return errUnfinished }

var _ ledger.Storage = (*Store)(nil)
