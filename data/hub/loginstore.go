package hub

import (
	"context"
	"errors"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/signin"
)

// loginStore keeps sessions in the hub's database, by the hub's clock: a session
// ends when nothing was asked for signin.Idle, and in any case after
// signin.Absolute. It is the store of an scs.SessionManager; the time of expiry
// which that computes is not looked at.
type loginStore struct{ s *Service }

// FindCtx returns what a session holds, and keeps the session alive.
func (l loginStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var login books.Login
	err = l.s.db.View(ctx, func(t *books.Tx) (err error) {
		login, err = t.Login(token)
		return err
	})
	now := l.s.config.Now()
	if errors.Is(err, books.ErrNotFound) || (err == nil && !login.Expires.After(now)) {
		return nil, false, nil
	}
	if err != nil || !signin.Stale(login.Used, now) {
		return login.Data, err == nil, err
	}
	login.Used, login.Expires = now, signin.Expires(login.Since, now)
	return login.Data, true, l.s.db.Update(ctx, func(t *books.Tx) error { return t.TouchLogin(login) })
}

// CommitCtx stores a session, and forgets those that are over.
func (l loginStore) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	now := l.s.config.Now()
	return l.s.db.Update(ctx, func(t *books.Tx) error {
		since := now
		if before, err := t.Login(token); err == nil {
			since = before.Since
		} else if !errors.Is(err, books.ErrNotFound) {
			return err
		}
		if err := t.DropLoginsBefore(now); err != nil {
			return err
		}
		return t.PutLogin(books.Login{Token: token, Data: data, Since: since, Used: now, Expires: signin.Expires(since, now)})
	})
}

// DeleteCtx ends a session.
func (l loginStore) DeleteCtx(ctx context.Context, token string) error {
	return l.s.db.Update(ctx, func(t *books.Tx) error { return t.DropLogin(token) })
}

// Find is FindCtx without end; scs asks for it and calls FindCtx.
func (l loginStore) Find(token string) ([]byte, bool, error) {
	return l.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without end.
func (l loginStore) Commit(token string, data []byte, expiry time.Time) error {
	return l.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without end.
func (l loginStore) Delete(token string) error { return l.DeleteCtx(context.Background(), token) }
