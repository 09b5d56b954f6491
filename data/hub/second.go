package hub

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"hangviet/data/hub/books"
	"hangviet/data/hub/signin"
)

// errCode says that a code of the second step is wrong.
var errCode = errors.New("code is wrong")

// SecondStep makes a half session whole by a code of the app, or a recovery code,
// and returns the token of a new session; the half one ends. It may return
// errCode, errSignIn when the half session has ended, or a lockedError: wrong
// codes are counted by name alone, for only who knows the password gets here.
func (s *Service) SecondStep(ctx context.Context, token, typed, address string) (string, error) {
	l, found, err := s.load(ctx, token)
	if err != nil {
		return "", err
	}
	if !found || !l.half {
		return "", errSignIn
	}
	good := false
	err = s.db.Update(ctx, func(t *books.Tx) error {
		if _, err := s.count(t, l.account.Name, "", signin.Wait); err != nil {
			return err
		}
		good, err = s.useCode(ctx, t, l.account.Name, typed)
		return err
	})
	if err != nil {
		return "", err
	}
	if !good {
		return "", errCode
	}
	if err := s.SignOut(ctx, token); err != nil {
		return "", err
	}
	return s.open(ctx, l.account.Name, address)
}

// useCode tells whether a code is good, and uses it up.
func (s *Service) useCode(ctx context.Context, t *books.Tx, name, typed string) (bool, error) {
	a, err := t.Account(name)
	if err != nil {
		return false, err
	}
	if step, good := signin.CodeStep(a.Secret, typed, s.config.Now(), a.Step); good {
		a.Step = step
		return true, t.PutAccount(a)
	}
	good, err := t.UseRecovery(name, signin.RecoveryHash(typed))
	if !good || err != nil {
		return false, err
	}
	return true, s.audit(withPerson(ctx, Person{Name: name, Way: WayPage}), t, "account.recovery", name, "")
}

// newSecret returns the secret that a person's app will be given if the second
// step is set up now. It is the same until then, so that nothing has to be kept.
func (s *Service) newSecret(a books.Account) string {
	mac := hmac.New(sha256.New, s.self.PrivateKey.Seed())
	fmt.Fprintf(mac, "hangviet second step\x00%d\x00%s", a.Epoch, a.Name) // never fails
	return signin.Secret(mac.Sum(nil))
}

// SetSecond turns the second step on when the code is that of newSecret, and
// returns recovery codes, which are shown once. Every session ends.
func (s *Service) SetSecond(ctx context.Context, name, typed string) (codes []string, err error) {
	err = s.changeAccount(ctx, name, "account.second", "on", func(t *books.Tx, a *books.Account) error {
		secret := s.newSecret(*a)
		step, good := signin.CodeStep(secret, typed, s.config.Now(), 0)
		if !good || a.Secret != "" {
			return errCode
		}
		a.Secret, a.Step = secret, step
		a.Epoch++
		codes = signin.NewRecovery()
		return t.PutRecovery(name, recoveryHashes(codes))
	})
	return codes, err
}

func recoveryHashes(codes []string) []string {
	hashes := slices.Clone(codes)
	for i := range hashes {
		hashes[i] = signin.RecoveryHash(hashes[i])
	}
	return hashes
}

// DropSecond turns the second step off, and ends every session.
func (s *Service) DropSecond(ctx context.Context, name string) error {
	return s.changeAccount(ctx, name, "account.second", "off", func(t *books.Tx, a *books.Account) error {
		a.Secret, a.Step = "", 0
		a.Epoch++
		return t.PutRecovery(name, nil)
	})
}

// ChangePassword gives a person who knows the old password a new one, and ends
// every session. It returns errSignIn or a lockedError for a wrong one.
func (s *Service) ChangePassword(ctx context.Context, a Attempt, new string) error {
	if err := s.confirm(ctx, a); err != nil {
		return err
	}
	stored, err := s.hash(ctx, new)
	if err != nil {
		return err
	}
	return s.changeAccount(ctx, a.Name, "account.password", "", func(_ *books.Tx, account *books.Account) error {
		account.Password = stored
		account.Epoch++
		return nil
	})
}

// confirm looks at the password of who has signed in once more, counted as any
// attempt.
func (s *Service) confirm(ctx context.Context, a Attempt) error {
	account, err := s.attempt(ctx, a)
	if err != nil {
		return err
	}
	good, err := s.check(ctx, account.Password, a.Password)
	if err != nil {
		return err
	}
	if !good {
		return errSignIn
	}
	return s.db.Update(ctx, func(t *books.Tx) error { return s.forgive(t, a.Name, s.visitor(a.Address)) })
}
