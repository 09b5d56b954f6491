package hub

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/signin"
	"hangviet/data/hub/wire"
)

// tokenPrefix begins every token, so that one which was published by mistake is
// found by a search.
const tokenPrefix = "hv_"

// MaxTokenDays is for how many days a token is good at most.
const MaxTokenDays = 366

// The reasons for which a token is not made or not found.
var (
	ErrTokenName = errors.New("a token needs a name of at most 100 characters")
	ErrTokenDays = fmt.Errorf("a token is good for 1 to %d days", MaxTokenDays)
	ErrNoToken   = errors.New("no such token")
)

// AddToken makes a token for a program, and returns the text that the program
// sends as "Authorization: Bearer …". The text is not kept.
func (s *Service) AddToken(ctx context.Context, name string, role people.Role, days int) (text string, k books.Token, err error) {
	name = strings.TrimSpace(name)
	switch {
	case name == "" || utf8.RuneCountInString(name) > 100 || strings.ContainsFunc(name, unicode.IsControl):
		return "", k, ErrTokenName
	case !role.Known():
		return "", k, ErrRole
	case days < 1 || days > MaxTokenDays:
		return "", k, ErrTokenDays
	}
	text = tokenPrefix + signin.NewToken()
	hash, now := signin.TokenHash(text), s.config.Now()
	k = books.Token{
		ID: hash[:12], Hash: hash, Name: name, Role: role, By: nameOf(ctx), Created: now, Expires: now.Add(time.Duration(days) * 24 * time.Hour),
	}
	err = s.db.Update(ctx, func(t *books.Tx) error {
		if err := t.PutToken(k); err != nil {
			return err
		}
		return s.audit(ctx, t, "token.added", k.ID, string(role)+", "+name)
	})
	return text, k, err
}

// Tokens returns every token, the newest first.
func (s *Service) Tokens(ctx context.Context) (all []books.Token, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		all, err = t.Tokens()
		return err
	})
	return all, err
}

// RevokeToken ends a token at once.
func (s *Service) RevokeToken(ctx context.Context, id string) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		k, err := t.Token(id)
		if errors.Is(err, books.ErrNotFound) {
			return ErrNoToken
		}
		if err != nil {
			return err
		}
		if err := t.DropToken(id); err != nil {
			return err
		}
		return s.audit(ctx, t, "token.revoked", id, k.Name)
	})
}

// tokenTouch is how often it is worth writing down that a token is in use.
const tokenTouch = time.Minute

// personByToken returns which program a token is of. It acts under the token's
// name and id.
func (s *Service) personByToken(ctx context.Context, text string) (p Person, known bool, err error) {
	if !strings.HasPrefix(text, tokenPrefix) {
		return p, false, nil
	}
	var k books.Token
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		k, err = t.TokenBy(signin.TokenHash(text))
		return err
	})
	now := s.config.Now()
	if errors.Is(err, books.ErrNotFound) || (err == nil && !k.Expires.After(now)) {
		return p, false, nil
	}
	if err == nil && now.Sub(k.Used) >= tokenTouch {
		err = s.db.Update(ctx, func(t *books.Tx) error { return t.TouchToken(k.ID, now) })
	}
	return Person{Name: k.Name + " (" + k.ID + ")", Role: k.Role, Way: WayAPI}, err == nil, err
}

// byToken lets only those programs through that send a good token whose role has
// the right. A cookie is not looked at, so that no browser can be made to call.
func (s *Service) byToken(right people.Right, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		scheme, text, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if !strings.EqualFold(scheme, "Bearer") {
			text = ""
		}
		p, known, err := s.personByToken(r.Context(), strings.TrimSpace(text))
		switch {
		case err != nil:
			s.sendRefusal(w, err)
		case !known:
			w.Header().Set("WWW-Authenticate", `Bearer realm="hub"`)
			s.sendRefusal(w, refuse(wire.CodeToken))
		case !p.Role.Can(right):
			s.sendRefusal(w, refuse(wire.CodeRole))
		default:
			next(w, r.WithContext(withPerson(r.Context(), p)))
		}
	}
}
