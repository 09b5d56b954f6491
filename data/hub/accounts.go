package hub

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/signin"
)

// maxAccountName is how many bytes the name of an account may take.
const maxAccountName = 64

// The reasons for which an account is not changed.
var (
	ErrAccountName       = fmt.Errorf("name is empty, longer than %d bytes or has spaces or control characters", maxAccountName)
	ErrRole              = errors.New("no such role")
	ErrNoAccount         = errors.New("no such account")
	ErrLastAdministrator = errors.New("this is the last administrator")
)

// AddAdmin is AddAccount for an administrator.
func (s *Service) AddAdmin(ctx context.Context, name, password string) error {
	return s.AddAccount(ctx, name, password, people.Administrator)
}

// AddAccount lets a person sign in. For one who is there already it changes
// password and role, ends every session and lifts a lock-out; the second step
// stays.
func (s *Service) AddAccount(ctx context.Context, name, password string, role people.Role) error {
	name = norm.NFC.String(name)
	if !goodAccountName(name) {
		return ErrAccountName
	}
	if !role.Known() {
		return ErrRole
	}
	stored, err := s.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.db.Update(ctx, func(t *books.Tx) error {
		return s.putAccount(ctx, t, name, stored, role)
	})
}

// putAccount makes an account, or gives one that is there another password and
// role.
func (s *Service) putAccount(ctx context.Context, t *books.Tx, name, stored string, role people.Role) error {
	a, err := t.Account(name)
	act := "account.changed"
	if errors.Is(err, books.ErrNotFound) {
		a, err, act = books.Account{Name: name, Created: s.config.Now()}, nil, "account.added"
	}
	if err != nil {
		return err
	}
	if err := keepsAdministrator(t, a, role); err != nil {
		return err
	}
	a.Password, a.Role = stored, role
	a.Epoch++
	if err := errors.Join(t.PutAccount(a), t.DropAllTries(name)); err != nil {
		return fmt.Errorf("store account: %w", err)
	}
	return s.audit(ctx, t, act, name, string(role))
}

// keepsAdministrator refuses to give the last administrator another role; "" is
// none at all.
func keepsAdministrator(t *books.Tx, a books.Account, role people.Role) error {
	if a.Role != people.Administrator || role == people.Administrator {
		return nil
	}
	n, err := t.CountRole(people.Administrator)
	if err == nil && n < 2 {
		return ErrLastAdministrator
	}
	return err
}

func goodAccountName(name string) bool {
	odd := func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }
	return name != "" && len(name) <= maxAccountName && utf8.ValidString(name) && !strings.ContainsFunc(name, odd)
}

// changeAccount changes an account that is there, and notes the act.
func (s *Service) changeAccount(ctx context.Context, name, act, remark string, change func(*books.Tx, *books.Account) error) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		a, err := t.Account(name)
		if errors.Is(err, books.ErrNotFound) {
			return ErrNoAccount
		}
		if err != nil {
			return err
		}
		if err := change(t, &a); err != nil {
			return err
		}
		if err := t.PutAccount(a); err != nil {
			return err
		}
		return s.audit(ctx, t, act, name, remark)
	})
}

// SetRole gives a person another role and ends the person's sessions.
func (s *Service) SetRole(ctx context.Context, name string, role people.Role) error {
	if !role.Known() {
		return ErrRole
	}
	return s.changeAccount(ctx, name, "account.role", string(role), func(t *books.Tx, a *books.Account) error {
		if err := keepsAdministrator(t, *a, role); err != nil {
			return err
		}
		a.Role = role
		a.Epoch++
		return nil
	})
}

// EndSessions ends every session of a person.
func (s *Service) EndSessions(ctx context.Context, name string) error {
	return s.changeAccount(ctx, name, "account.ended", "", func(_ *books.Tx, a *books.Account) error {
		a.Epoch++
		return nil
	})
}

// RemoveAccount removes a person, whose sessions end; never the last
// administrator.
func (s *Service) RemoveAccount(ctx context.Context, name string) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		a, err := t.Account(name)
		if errors.Is(err, books.ErrNotFound) {
			return ErrNoAccount
		}
		if err != nil {
			return err
		}
		if err := keepsAdministrator(t, a, ""); err != nil {
			return err
		}
		if err := t.DropAccount(name); err != nil {
			return err
		}
		return s.audit(ctx, t, "account.removed", name, string(a.Role))
	})
}

// hash makes the text to store for a password, at most a few at a time in the
// whole hub.
func (s *Service) hash(ctx context.Context, password string) (stored string, err error) {
	err = s.hashed(ctx, func() (err error) {
		stored, err = signin.Hash(password, s.config.Passwords)
		return err
	})
	return stored, err
}

// hashed runs f when it is its turn.
func (s *Service) hashed(ctx context.Context, f func() error) error {
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return f()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Accounts returns everybody who can sign in, by name.
func (s *Service) Accounts(ctx context.Context) (all []books.Account, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		all, err = t.Accounts()
		return err
	})
	return all, err
}

// hasAccounts tells whether anybody can sign in.
func (s *Service) hasAccounts(ctx context.Context) (bool, error) {
	var n int
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		n, err = t.CountRole("")
		return err
	})
	return n > 0, err
}
