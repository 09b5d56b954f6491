package hub

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/text/unicode/norm"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/signin"
)

// The reasons for which a link is not made or not good.
var (
	ErrNoLink = errors.New("the link is not good any more")
	ErrTaken  = errors.New("somebody has this name already")
)

// PathJoin is where one-time links lead; what makes a link good follows.
const PathJoin = "/join/"

// FirstLink returns what follows [PathJoin] in a new link to make the first
// account, good for a day and once; "" when there is an account already. A link
// made before is good no more.
func (s *Service) FirstLink(ctx context.Context) (token string, err error) {
	err = s.db.Update(ctx, func(t *books.Tx) error {
		n, err := t.CountRole("")
		if err != nil || n > 0 {
			return err
		}
		token, err = s.putLink(t, books.Link{Kind: books.FirstLink, Role: people.Administrator}, "")
		return err
	})
	return token, err
}

// Invite returns what follows [PathJoin] in a link to make the account of that
// name, good for three days and once. Another invitation for the name ends the
// one before.
func (s *Service) Invite(ctx context.Context, name string, role people.Role) (token string, err error) {
	name = norm.NFC.String(name)
	if !goodAccountName(name) {
		return "", ErrAccountName
	}
	if !role.Known() {
		return "", ErrRole
	}
	err = s.db.Update(ctx, func(t *books.Tx) error {
		if _, err := t.Account(name); err == nil {
			return ErrTaken
		} else if !errors.Is(err, books.ErrNotFound) {
			return err
		}
		if token, err = s.putLink(t, books.Link{Kind: books.InviteLink, Name: name, Role: role}, nameOf(ctx)); err != nil {
			return err
		}
		return s.audit(ctx, t, "account.invited", name, string(role))
	})
	return token, err
}

// Withdraw ends an invitation.
func (s *Service) Withdraw(ctx context.Context, name string) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		if err := t.DropLinks(name); err != nil {
			return err
		}
		return s.audit(ctx, t, "account.withdrawn", name, "")
	})
}

// RenewPassword returns what follows [PathJoin] in a link by which a person who
// forgot the password chooses another. Until it is used the old one is good.
func (s *Service) RenewPassword(ctx context.Context, name string) (token string, err error) {
	err = s.changeAccount(ctx, name, "account.link", "", func(t *books.Tx, a *books.Account) error {
		token, err = s.putLink(t, books.Link{Kind: books.PasswordLink, Name: name, Role: a.Role}, nameOf(ctx))
		return err
	})
	return token, err
}

func (s *Service) putLink(t *books.Tx, l books.Link, by string) (token string, err error) {
	token = signin.NewToken()
	life := signin.InviteLink
	if l.Kind == books.FirstLink {
		life = signin.FirstLink
	}
	now := s.config.Now()
	l.Hash, l.By, l.Created, l.Expires = signin.TokenHash(token), by, now, now.Add(life)
	return token, t.PutLink(l)
}

// Link returns what a link is for, or [ErrNoLink].
func (s *Service) Link(ctx context.Context, token string) (l books.Link, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		l, err = s.link(t, token)
		return err
	})
	return l, err
}

func (s *Service) link(t *books.Tx, token string) (books.Link, error) {
	l, err := t.Link(signin.TokenHash(token))
	if errors.Is(err, books.ErrNotFound) || (err == nil && !l.Expires.After(s.config.Now())) {
		return books.Link{}, ErrNoLink
	}
	return l, err
}

// Invitations returns the invitations that wait to be used, by name.
func (s *Service) Invitations(ctx context.Context) (all []books.Link, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		all, err = t.Links(books.InviteLink, s.config.Now())
		return err
	})
	return all, err
}

// UseLink makes the account of a link, or gives it the new password, and returns
// the name to sign in with. The link is used up with it, and not before: one that
// fails on a short password is still good. name is looked at for the first
// account alone.
func (s *Service) UseLink(ctx context.Context, token, name, password string) (string, error) {
	if _, err := s.Link(ctx, token); err != nil { // before the work of hashing
		return "", err
	}
	stored, err := s.hash(ctx, password)
	if err != nil {
		return "", err
	}
	err = s.db.Update(ctx, func(t *books.Tx) error {
		l, err := s.link(t, token)
		if err != nil {
			return err
		}
		if l.Kind == books.FirstLink {
			l.Name = norm.NFC.String(name)
		}
		name = l.Name
		return s.useLink(withPerson(ctx, Person{Name: l.Name, Role: l.Role, Way: WayPage}), t, l, stored)
	})
	return name, err
}

// useLink does what a good link is for.
func (s *Service) useLink(ctx context.Context, t *books.Tx, l books.Link, stored string) error {
	n, err := t.CountRole("")
	if err != nil {
		return err
	}
	there, err := t.Account(l.Name)
	if err != nil && !errors.Is(err, books.ErrNotFound) {
		return err
	}
	switch {
	case !goodAccountName(l.Name):
		return ErrAccountName
	case l.Kind == books.FirstLink && n > 0, l.Kind == books.InviteLink && err == nil, l.Kind == books.PasswordLink && err != nil:
		return ErrNoLink
	case l.Kind == books.PasswordLink:
		l.Role = there.Role // as it is now
	}
	if err := t.DropLinks(l.Name); err != nil {
		return fmt.Errorf("use link: %w", err)
	}
	if err := t.DropLinks(""); err != nil {
		return fmt.Errorf("use link: %w", err)
	}
	return s.putAccount(ctx, t, l.Name, stored, l.Role)
}
