package hub

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

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
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	page := web.Login{Next: localPath(r.PostForm.Get("next"))}
	token, _, err := s.SignIn(r.Context(), Attempt{r.PostForm.Get("name"), r.PostForm.Get("password"), s.address(r)})
	var locked lockedError
	switch {
	case errors.As(err, &locked):
		w.Header().Set("Retry-After", fmt.Sprint(roundUp(locked.wait, time.Second)))
		page.Fault, page.Wait = waitWords(locked.wait)
		s.drawLogin(w, r, http.StatusTooManyRequests, page)
	case errors.Is(err, errSignIn):
		page.Fault = "login.wrong"
		s.drawLogin(w, r, http.StatusForbidden, page)
	case err != nil:
		s.fail(w, r, err)
	default:
		s.setCookie(w, r, token)
		http.Redirect(w, r, page.Next, http.StatusSeeOther)
	}
}

// waitWords returns the text that says how long to wait, and its number.
func waitWords(wait time.Duration) (key string, n int) {
	if wait < 2*time.Minute {
		return "login.seconds", roundUp(wait, time.Second)
	}
	return "login.minutes", roundUp(wait, time.Minute)
}

func roundUp(d, unit time.Duration) int { return int((d + unit - 1) / unit) }

// doLogout ends the session.
func (s *Service) doLogout(w http.ResponseWriter, r *http.Request) {
	if token := s.token(r); token != "" {
		if err := s.SignOut(r.Context(), token); err != nil {
			s.fail(w, r, err)
			return
		}
	}
	s.setCookie(w, r, "")
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// localPath returns a path of this hub, so that signing in never leads a person
// elsewhere.
func localPath(next string) string {
	if !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") {
		return "/"
	}
	return next
}
