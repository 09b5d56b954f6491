package hub

import (
	"fmt"
	"net/http"
	"strings"

	qrcode "github.com/skip2/go-qrcode"

	"hangviet/data/hub/books"
	"hangviet/data/hub/signin"
	"hangviet/ui/web"
)

// showAccount shows a person the own account.
func (s *Service) showAccount(w http.ResponseWriter, r *http.Request) {
	s.drawAccount(w, r, http.StatusOK, web.Account{})
}

// own returns the account of who asks, and how many recovery codes it has left.
func (s *Service) own(r *http.Request) (a books.Account, left int, err error) {
	err = s.db.View(r.Context(), func(t *books.Tx) (err error) {
		if a, err = t.Account(nameOf(r.Context())); err != nil {
			return err
		}
		left, err = t.RecoveryLeft(a.Name)
		return err
	})
	return a, left, err
}

func (s *Service) drawAccount(w http.ResponseWriter, r *http.Request, status int, p web.Account) {
	a, left, err := s.own(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Frame, p.Since, p.Second, p.Recovery = s.frame(w, r, true), showTime(a.Created), a.Secret != "", left
	p.Here = "/account"
	s.draw(w, r, status, p)
}

// renewed gives the browser another session after all sessions of the person have
// ended, and shows the account again.
func (s *Service) renewed(w http.ResponseWriter, r *http.Request, p web.Account) {
	token, err := s.open(r.Context(), nameOf(r.Context()), s.address(r))
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.setCookie(w, r, token)
	s.drawAccount(w, r, http.StatusOK, p)
}

// doPassword changes the password of who asks.
func (s *Service) doPassword(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	if r.PostForm.Get("new") != r.PostForm.Get("again") {
		s.drawAccount(w, r, http.StatusUnprocessableEntity, web.Account{Faults: web.Faults{"again": "fault.again"}})
		return
	}
	err := s.ChangePassword(r.Context(), s.confirming(r, "old"), r.PostForm.Get("new"))
	if field, key := faultOf(err); field != "" {
		s.drawAccount(w, r, http.StatusUnprocessableEntity, web.Account{Faults: web.Faults{"new": key}})
		return
	}
	if err != nil {
		s.refuseConfirm(w, r, "old", err)
		return
	}
	s.renewed(w, r, web.Account{Done: "done.password"})
}

// confirming is the attempt of who has signed in to confirm the password.
func (s *Service) confirming(r *http.Request, field string) Attempt {
	return Attempt{nameOf(r.Context()), r.PostForm.Get(field), s.address(r)}
}

// refuseConfirm says beside a field why the password was not taken.
func (s *Service) refuseConfirm(w http.ResponseWriter, r *http.Request, field string, err error) {
	status, key, wait := s.signInFault(w, err, "fault.password")
	if key == "" {
		s.fail(w, r, err)
		return
	}
	s.drawAccount(w, r, status, web.Account{Wait: wait, Faults: web.Faults{field: key}})
}

// doEnd ends every session of who asks, this one too.
func (s *Service) doEnd(w http.ResponseWriter, r *http.Request) {
	if err := s.EndSessions(r.Context(), nameOf(r.Context())); err != nil {
		s.fail(w, r, err)
		return
	}
	s.setCookie(w, r, "")
	http.Redirect(w, r, "/login", http.StatusSeeOther)
}

// showSetSecond shows how to turn the second step on.
func (s *Service) showSetSecond(w http.ResponseWriter, r *http.Request) {
	s.drawSetSecond(w, r, http.StatusOK, "")
}

func (s *Service) drawSetSecond(w http.ResponseWriter, r *http.Request, status int, fault string) {
	a, _, err := s.own(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if a.Secret != "" {
		http.Redirect(w, r, "/account", http.StatusSeeOther)
		return
	}
	s.draw(w, r, status, web.SetSecond{Frame: s.frame(w, r, true), Secret: grouped(s.newSecret(a)), Fault: fault})
}

// grouped writes a secret in groups of four, to be typed.
func grouped(secret string) string {
	var groups []string
	for len(secret) > 4 {
		groups, secret = append(groups, secret[:4]), secret[4:]
	}
	return strings.Join(append(groups, secret), " ")
}

// sendSecondImage sends the QR symbol for the app, until the second step is on.
func (s *Service) sendSecondImage(w http.ResponseWriter, r *http.Request) {
	a, _, err := s.own(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if a.Secret != "" {
		s.showNothing(w, r)
		return
	}
	image, err := qrcode.Encode(signin.SecretURL(s.newSecret(a), issuer, a.Name), qrcode.Medium, -5) // pixels a module
	if err != nil {
		s.fail(w, r, fmt.Errorf("draw QR symbol: %w", err))
		return
	}
	w.Header().Set("Content-Type", "image/png")
	w.Write(image) // who does not get it asks again
}

// issuer is what the app calls this hub.
const issuer = "Hàng Việt"

// doSetSecond turns the second step on and shows the recovery codes.
func (s *Service) doSetSecond(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	codes, err := s.SetSecond(r.Context(), nameOf(r.Context()), r.PostForm.Get("code"))
	if status, key, _ := s.signInFault(w, err, "second.wrong"); err != nil && key != "" {
		s.drawSetSecond(w, r, status, key)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.renewed(w, r, web.Account{Done: "done.second.on", Codes: codes})
}

// doDropSecond turns the second step off for who knows the password.
func (s *Service) doDropSecond(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	if err := s.confirm(r.Context(), s.confirming(r, "password")); err != nil {
		s.refuseConfirm(w, r, "off", err)
		return
	}
	if err := s.DropSecond(r.Context(), nameOf(r.Context())); err != nil {
		s.fail(w, r, err)
		return
	}
	s.renewed(w, r, web.Account{Done: "done.second.off"})
}
