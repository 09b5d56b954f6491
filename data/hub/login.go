package hub

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"hangviet/data/hub/books"
	"hangviet/ui/web"
)

// maxForm is the greatest length of a form in bytes.
const maxForm = 16 << 10

// secure tells whether the browser talks to us, or to the proxy before us, over
// TLS.
func (s *Service) secure(r *http.Request) bool {
	return r.TLS != nil || strings.HasPrefix(s.config.PublicURL, "https://")
}

// cookieName has the prefix that binds a cookie to this host and to TLS, where
// there is TLS.
func (s *Service) cookieName(r *http.Request) string {
	if s.secure(r) {
		return "__Host-hub"
	}
	return "hub"
}

// setCookie gives the browser a session; an empty token takes it back.
func (s *Service) setCookie(w http.ResponseWriter, r *http.Request, token string) {
	cookie := http.Cookie{
		Name: s.cookieName(r), Value: token, Path: "/",
		HttpOnly: true, Secure: s.secure(r), SameSite: http.SameSiteStrictMode,
	}
	if token == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, &cookie)
}

// token returns the session token that the browser sent, "" when none.
func (s *Service) token(r *http.Request) string {
	cookie, err := r.Cookie(s.cookieName(r))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// showLogin shows the form.
func (s *Service) showLogin(w http.ResponseWriter, r *http.Request) {
	s.drawLogin(w, r, http.StatusOK, web.Login{Next: localPath(r.URL.Query().Get("next"))})
}

func (s *Service) drawLogin(w http.ResponseWriter, r *http.Request, status int, page web.Login) {
	some, err := s.hasAccounts(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	page.Frame, page.Empty = s.frame(w, r, false), !some
	page.Here = "/login"
	s.draw(w, r, status, page)
}

// doLogin looks at name and password.
func (s *Service) doLogin(w http.ResponseWriter, r *http.Request) {
	if s.form(w, r) {
		s.letIn(w, r, Attempt{r.PostForm.Get("name"), r.PostForm.Get("password"), s.address(r)}, localPath(r.PostForm.Get("next")))
	}
}

// refuseLogin shows the form again with what was wrong.
func (s *Service) refuseLogin(w http.ResponseWriter, r *http.Request, page web.Login, err error) {
	status, fault, wait := s.signInFault(w, err, "login.wrong")
	if fault == "" {
		s.fail(w, r, err)
		return
	}
	page.Fault, page.Wait = fault, wait
	s.drawLogin(w, r, status, page)
}

// signInFault says what was wrong with an attempt: the status, the text's key and
// its number; "" when it was not the attempt's fault. wrong is the key for what
// was simply wrong.
func (s *Service) signInFault(w http.ResponseWriter, err error, wrong string) (status int, key string, n int) {
	var locked lockedError
	switch {
	case errors.As(err, &locked):
		w.Header().Set("Retry-After", fmt.Sprint(roundUp(locked.wait, time.Second)))
		key, n = waitWords(locked.wait)
		return http.StatusTooManyRequests, key, n
	case errors.Is(err, errSignIn), errors.Is(err, errCode):
		return http.StatusForbidden, wrong, 0
	}
	return http.StatusInternalServerError, "", 0
}

// waitWords returns the text that says how long to wait, and its number.
func waitWords(wait time.Duration) (key string, n int) {
	if wait < 2*time.Minute {
		return "login.seconds", roundUp(wait, time.Second)
	}
	return "login.minutes", roundUp(wait, time.Minute)
}

func roundUp(d, unit time.Duration) int { return int((d + unit - 1) / unit) }

// secondPath is where the code of the second step is asked for.
func secondPath(next string) string { return "/login/code?next=" + url.QueryEscape(next) }

// showSecond shows the form for the code.
func (s *Service) showSecond(w http.ResponseWriter, r *http.Request) {
	s.drawSecond(w, r, http.StatusOK, web.Second{Next: localPath(r.URL.Query().Get("next"))})
}

func (s *Service) drawSecond(w http.ResponseWriter, r *http.Request, status int, page web.Second) {
	page.Frame = s.frame(w, r, false)
	page.Here = "/login/code"
	s.draw(w, r, status, page)
}

// doSecond looks at the code. Who has not taken the first step, or took too long,
// begins anew.
func (s *Service) doSecond(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	page := web.Second{Next: localPath(r.PostForm.Get("next"))}
	token, err := s.SecondStep(r.Context(), s.token(r), r.PostForm.Get("code"), s.address(r))
	if errors.Is(err, errSignIn) {
		http.Redirect(w, r, "/login?next="+url.QueryEscape(page.Next), http.StatusSeeOther)
		return
	}
	if err != nil {
		status, fault, wait := s.signInFault(w, err, "second.wrong")
		if fault == "" {
			s.fail(w, r, err)
			return
		}
		page.Fault, page.Wait = fault, wait
		s.drawSecond(w, r, status, page)
		return
	}
	s.setCookie(w, r, token)
	http.Redirect(w, r, page.Next, http.StatusSeeOther)
}

// doLogout ends the session.
func (s *Service) doLogout(w http.ResponseWriter, r *http.Request) {
	if err := s.signOut(r.Context(), s.token(r)); err != nil {
		s.fail(w, r, err)
		return
	}
	s.setCookie(w, r, "")
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// signOut ends the session of who asks, and notes it.
func (s *Service) signOut(ctx context.Context, token string) error {
	if err := s.SignOut(ctx, token); err != nil || nameOf(ctx) == "" {
		return err
	}
	return s.db.Update(ctx, func(t *books.Tx) error { return s.audit(ctx, t, "account.signedout", nameOf(ctx), "") })
}

// localPath returns a path of this hub, so that signing in never leads a person
// elsewhere.
func localPath(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}
