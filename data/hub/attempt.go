package hub

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/hub/books"
	"hangviet/data/hub/signin"
)

// Attempt is somebody trying to sign in.
type Attempt struct {
	Name, Password string
	Address        string // where the person is; see [Service.address]
}

// errSignIn says that name and password, or the code, do not belong together.
var errSignIn = errors.New("name or password is wrong")

// lockedError says that too many attempts have failed.
type lockedError struct{ wait time.Duration }

func (e lockedError) Error() string { return "sign-in is locked for " + e.wait.String() }

// SignIn returns the token of a new session, or errSignIn or a lockedError. An
// attempt is counted before the password is looked at, so that many at once are
// no better than many in a row. The session of a person with a second step is
// not whole: it is good for that step alone.
//
// The lock-out counts by name and address together: who tries the passwords of
// somebody else locks himself out, and not that person, who sits elsewhere.
func (s *Service) SignIn(ctx context.Context, a Attempt) (token string, whole bool, err error) {
	a.Name = norm.NFC.String(a.Name)
	if !goodAccountName(a.Name) {
		return "", false, errSignIn
	}
	account, err := s.attempt(ctx, a)
	if err != nil {
		return "", false, err
	}
	good, err := s.check(ctx, account.Password, a.Password)
	if err != nil {
		return "", false, err
	}
	if !good {
		return "", false, errSignIn
	}
	if account.Secret != "" {
		token, err = s.openHalf(ctx, account)
		return token, false, err
	}
	token, err = s.open(ctx, account.Name, a.Address)
	return token, true, err
}

// attempt counts an attempt and returns the account, which is empty for a name
// that nobody has.
func (s *Service) attempt(ctx context.Context, a Attempt) (account books.Account, err error) {
	visitor := s.visitor(a.Address)
	err = s.db.Update(ctx, func(t *books.Tx) error {
		if err := t.DropTriesBefore(s.config.Now().Add(-signin.Forget)); err != nil {
			return err
		}
		if _, err := s.count(t, "", visitor, signin.WaitForAll); err != nil {
			return err
		}
		failures, err := s.count(t, a.Name, visitor, signin.Wait)
		if err != nil {
			return err
		}
		account, err = t.Account(a.Name)
		if errors.Is(err, books.ErrNotFound) {
			return nil
		}
		if err == nil && failures == signin.FirstLocked {
			err = s.audit(withPerson(ctx, Person{Way: WayPage}), t, "account.locked", a.Name, "")
		}
		return err
	})
	return account, err
}

// count counts a failure until [Service.forgive] takes it back, and returns how
// many there are in a row, or a lockedError.
func (s *Service) count(t *books.Tx, name, visitor string, wait func(failures int) time.Duration) (failures int, err error) {
	now := s.config.Now()
	tries, err := t.Tries(name, visitor)
	if err != nil {
		return 0, err
	}
	if left := tries.Until.Sub(now); left > 0 {
		return 0, lockedError{left}
	}
	tries.Failures++
	tries.Last, tries.Until = now, now.Add(wait(tries.Failures))
	return tries.Failures, t.PutTries(tries)
}

// forgive forgets the failures before somebody has signed in; of those under
// other names it takes back the one that was counted for this attempt.
func (s *Service) forgive(t *books.Tx, name, visitor string) error {
	all, err := t.Tries("", visitor)
	if err != nil {
		return err
	}
	if all.Failures > 0 {
		all.Failures, all.Until = all.Failures-1, time.Time{}
		err = t.PutTries(all)
	}
	return errors.Join(err, t.DropTries(name, visitor), t.DropTries(name, ""))
}

// visitor stands for an address in the database without telling it.
func (s *Service) visitor(address string) string {
	mac := hmac.New(sha256.New, s.self.PrivateKey.Seed())
	mac.Write([]byte("hangviet visitor\x00" + address)) // never fails
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// check compares a password with the stored one, "" for that of nobody.
func (s *Service) check(ctx context.Context, stored, password string) (good bool, err error) {
	err = s.hashed(ctx, func() (err error) {
		if stored == "" {
			signin.Waste(password, s.config.Passwords)
			return nil
		}
		good, err = signin.Check(stored, password)
		return err
	})
	return good, err
}
