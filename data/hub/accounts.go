package hub

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/hub/books"
	"hangviet/data/hub/signin"
)

// maxAdminName is how many bytes an administrator's name may take.
const maxAdminName = 64

// ErrAdminName says that a name cannot be used to sign in with.
var ErrAdminName = fmt.Errorf("name is empty, longer than %d bytes or has spaces or control characters", maxAdminName)

// errSignIn says that name and password do not belong together.
var errSignIn = errors.New("name or password is wrong")

// lockedError says that too many attempts have failed.
type lockedError struct{ wait time.Duration }

func (e lockedError) Error() string { return "sign-in is locked for " + e.wait.String() }

// AddAdmin lets a person sign in. For one who is there already it changes the
// password, ends every session and lifts a lock-out.
func (s *Service) AddAdmin(ctx context.Context, name, password string) error {
	name = norm.NFC.String(name)
	if !goodAdminName(name) {
		return ErrAdminName
	}
	stored, err := signin.Hash(password, s.config.Passwords)
	if err != nil {
		return err
	}
	return s.db.Update(ctx, func(t *books.Tx) error {
		if err := t.PutAdmin(name, stored, s.config.Now()); err != nil {
			return fmt.Errorf("store administrator: %w", err)
		}
		return t.DropLockout(name)
	})
}

func goodAdminName(name string) bool {
	odd := func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }
	return name != "" && len(name) <= maxAdminName && utf8.ValidString(name) && !strings.ContainsFunc(name, odd)
}

// SignIn returns the token of a new session, or errSignIn or a lockedError. An
// attempt is counted before the password is looked at, so that many at once
// are no better than many in a row.
func (s *Service) SignIn(ctx context.Context, name, password string) (token string, err error) {
	name = norm.NFC.String(name)
	if !goodAdminName(name) {
		return "", errSignIn
	}
	stored, err := s.attempt(ctx, name)
	if err != nil {
		return "", err
	}
	good, err := s.check(ctx, stored, password)
	if err != nil {
		return "", err
	}
	if !good {
		return "", errSignIn
	}
	return s.open(ctx, name)
}

// attempt counts an attempt and returns the stored password, "" for a name that
// nobody has.
func (s *Service) attempt(ctx context.Context, name string) (stored string, err error) {
	now := s.config.Now()
	err = s.db.Update(ctx, func(t *books.Tx) error {
		lockout, err := t.Lockout(name)
		if err != nil {
			return err
		}
		if wait := lockout.Until.Sub(now); wait > 0 {
			return lockedError{wait}
		}
		lockout.Failures++
		lockout.Last, lockout.Until = now, now.Add(signin.Wait(lockout.Failures))
		if err := t.PutLockout(name, lockout, now.Add(-signin.Forget)); err != nil {
			return err
		}
		stored, err = t.Password(name)
		if errors.Is(err, books.ErrNotFound) {
			return nil
		}
		return err
	})
	return stored, err
}

// check compares the password, at most a few at a time in the whole hub.
func (s *Service) check(ctx context.Context, stored, password string) (bool, error) {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	if stored == "" {
		signin.Waste(password, s.config.Passwords)
		return false, nil
	}
	return signin.Check(stored, password)
}

// open starts a session and forgets the failures before it.
func (s *Service) open(ctx context.Context, name string) (string, error) {
	token, now := signin.NewToken(), s.config.Now()
	err := s.db.Update(ctx, func(t *books.Tx) error {
		if err := t.DropLockout(name); err != nil {
			return err
		}
		if err := t.DropSessionsBefore(now.Add(-signin.Idle)); err != nil {
			return err
		}
		return t.PutSession(books.Session{Token: signin.TokenHash(token), Admin: name, Created: now, Used: now})
	})
	return token, err
}

// session tells whether the token's session is alive, and keeps it so.
func (s *Service) session(ctx context.Context, token string) (bool, error) {
	_, alive, err := s.sessionOf(ctx, token)
	return alive, err
}

// sessionOf is session with the name of the administrator.
func (s *Service) sessionOf(ctx context.Context, token string) (name string, alive bool, err error) {
	now := s.config.Now()
	var found books.Session
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		found, err = t.Session(signin.TokenHash(token))
		return err
	})
	if errors.Is(err, books.ErrNotFound) || (err == nil && !signin.Alive(found.Used, now)) {
		return "", false, nil
	}
	if err != nil || !signin.Stale(found.Used, now) {
		return found.Admin, err == nil, err
	}
	found.Used = now
	return found.Admin, true, s.db.Update(ctx, func(t *books.Tx) error { return t.TouchSession(found) })
}

// SignOut ends a session.
func (s *Service) SignOut(ctx context.Context, token string) error {
	return s.db.Update(ctx, func(t *books.Tx) error { return t.DropSession(signin.TokenHash(token)) })
}

// hasAdmins tells whether anybody can sign in.
func (s *Service) hasAdmins(ctx context.Context) (bool, error) {
	var n int
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		n, err = t.Admins()
		return err
	})
	return n > 0, err
}

// nameKey is under which a request's context holds the administrator's name.
type nameKey struct{}

// nameOf returns the name of the administrator who asks, "" for one who has the
// hub's data in hand, at the command line.
func nameOf(ctx context.Context) string {
	name, _ := ctx.Value(nameKey{}).(string)
	return name
}
