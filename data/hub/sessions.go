package hub

import (
	"cmp"
	"context"
	"errors"

	"github.com/alexedwards/scs/v2"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/signin"
)

// What a session holds.
const (
	keyName  = "name"  // of the account
	keyEpoch = "epoch" // of the account when the person signed in
	keyHalf  = "half"  // until when the second step may be taken, in milliseconds; 0 when it was, or there is none
)

// newSessions returns the keeper of sessions: their tokens are random, renewed
// at every sign-in and only hashed in the database. scs would read the machine's
// clock; how long a session lives is said by [loginStore] and the hub's clock.
func newSessions(s *Service) *scs.SessionManager {
	return &scs.SessionManager{
		Lifetime: signin.Absolute, Store: loginStore{s}, Codec: scs.GobCodec{}, HashTokenInStore: true,
	}
}

// open starts a whole session and forgets the failures before it.
func (s *Service) open(ctx context.Context, name, address string) (token string, err error) {
	var account books.Account
	err = s.db.Update(ctx, func(t *books.Tx) error {
		if account, err = t.Account(name); err != nil {
			return err
		}
		account.Seen = s.config.Now()
		if err := errors.Join(s.forgive(t, name, s.visitor(address)), t.PutAccount(account)); err != nil {
			return err
		}
		return s.audit(withPerson(ctx, Person{Name: name, Role: account.Role, Way: WayPage}), t, "account.signedin", name, "")
	})
	if err != nil {
		return "", err
	}
	return s.begin(ctx, account, 0)
}

// openHalf starts a session that is good for the second step alone.
func (s *Service) openHalf(ctx context.Context, account books.Account) (token string, err error) {
	return s.begin(ctx, account, s.config.Now().Add(signin.HalfWay).UnixMilli())
}

// begin stores a new session. It never goes on with a token that a browser sent.
func (s *Service) begin(ctx context.Context, account books.Account, half int64) (token string, err error) {
	fresh, err := s.sessions.Load(ctx, "")
	if err != nil {
		return "", err
	}
	s.sessions.Put(fresh, keyName, account.Name)
	s.sessions.Put(fresh, keyEpoch, account.Epoch)
	s.sessions.Put(fresh, keyHalf, half)
	token, _, err = s.sessions.Commit(fresh)
	return token, err
}

// loaded is a session that was found, with its account as it is now.
type loaded struct {
	account books.Account
	half    bool
}

// load returns the session of a token, or found false when it has ended in any
// way: time, sign-out, another password, another role, no account any more.
func (s *Service) load(ctx context.Context, token string) (l loaded, found bool, err error) {
	if token == "" {
		return l, false, nil
	}
	if ctx, err = s.sessions.Load(ctx, token); err != nil {
		return l, false, err
	}
	name := s.sessions.GetString(ctx, keyName)
	if name == "" {
		return l, false, nil
	}
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		l.account, err = t.Account(name)
		return err
	})
	if errors.Is(err, books.ErrNotFound) || (err == nil && l.account.Epoch != s.sessions.GetInt64(ctx, keyEpoch)) {
		return loaded{}, false, nil
	}
	until := s.sessions.GetInt64(ctx, keyHalf)
	l.half = until != 0
	return l, err == nil && (!l.half || s.config.Now().UnixMilli() < until), err
}

// SignOut ends a session, if there is one.
func (s *Service) SignOut(ctx context.Context, token string) error {
	if token == "" {
		return nil
	}
	ctx, err := s.sessions.Load(ctx, token)
	if err != nil {
		return err
	}
	return s.sessions.Destroy(ctx)
}

// personOf returns who a whole session is of.
func (s *Service) personOf(ctx context.Context, token string) (p Person, known bool, err error) {
	l, found, err := s.load(ctx, token)
	if err != nil || !found || l.half {
		return Person{}, false, err
	}
	return Person{Name: l.account.Name, Role: l.account.Role, Way: WayPage}, true, nil
}

// The ways by which a person acts.
const (
	WayPage    = "page"
	WayAPI     = "api"
	WayCommand = "command" // the command line, with the hub's data in hand
)

// Person is who asks. At the command line there is no name.
type Person struct {
	Name string // of the account, or of the token
	Role people.Role
	Way  string
}

// personKey is under which a request's context holds who asks.
type personKey struct{}

func withPerson(ctx context.Context, p Person) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// asker returns who asks; a stranger has no name, no role and no way.
func asker(ctx context.Context) Person {
	p, _ := ctx.Value(personKey{}).(Person)
	return p
}

// nameOf returns the name of the person who asks, "" for one who has the hub's
// data in hand, at the command line.
func nameOf(ctx context.Context) string { return asker(ctx).Name }

// wayOf returns the way by which a person acts.
func wayOf(ctx context.Context) string { return cmp.Or(asker(ctx).Way, WayCommand) }
