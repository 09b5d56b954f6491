package hub

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"hangviet/data/hub/people"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// allowed lets in who has the right that a route asks for. Everybody else is sent
// to sign in, or told that it is not for them.
func (s *Service) allowed(r route) http.HandlerFunc {
	switch {
	case r.right == people.Kiosk, r.right == people.Anyone && r.isFile():
		return r.handler
	case r.right == people.Producer:
		return s.inRoom(r.handler)
	case r.right == people.Anyone:
		return s.recognised(r.handler)
	case r.isAPI():
		return s.byToken(r.right, r.handler)
	}
	return s.signedIn(r.right, r.handler)
}

// isAPI tells whether a path is for programs, which send a token.
func (r route) isAPI() bool {
	_, path, _ := strings.Cut(r.pattern, " ")
	return strings.HasPrefix(path, "/api/")
}

// isFile tells whether a path is the same for everybody, whoever asks.
func (r route) isFile() bool {
	_, path, _ := strings.Cut(r.pattern, " ")
	return strings.HasPrefix(path, "/static/") || strings.HasPrefix(path, wire.PathContent) || r.isAPI()
}

// recognised tells the handler who asks, when somebody has signed in.
func (s *Service) recognised(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p, known, err := s.personOf(r.Context(), s.token(r))
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if known {
			r = r.WithContext(withPerson(r.Context(), p))
		}
		next(w, r)
	}
}

// signedIn lets only those through who have signed in and whose role has the
// right; strangers are shown the way, and come back to where they wanted to go.
func (s *Service) signedIn(right people.Right, next http.HandlerFunc) http.HandlerFunc {
	return s.recognised(func(w http.ResponseWriter, r *http.Request) {
		p := asker(r.Context())
		switch {
		case p.Name == "":
			s.toLogin(w, r)
		case !p.Role.Can(right):
			s.showForbidden(w, r)
		default:
			next(w, r)
		}
	})
}

// can tells whether who asks has a right, for what a page shows beside its main
// matter.
func (s *Service) can(ctx context.Context, right people.Right) bool {
	return asker(ctx).Role.Can(right)
}

// known tells whether the request comes from somebody who has signed in. The
// error is always nil: who asks was looked up before the handler.
func (s *Service) known(r *http.Request) (bool, error) { return asker(r.Context()).Name != "", nil }

// showForbidden says in words that a page is not for the person's role.
func (s *Service) showForbidden(w http.ResponseWriter, r *http.Request) {
	p := web.Message{Frame: s.frame(w, r, true), Key: "message.forbidden"}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		p.Here = "/" // there is no page of that path
	}
	s.draw(w, r, http.StatusForbidden, p)
}

func (s *Service) toLogin(w http.ResponseWriter, r *http.Request) {
	target := "/login"
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		target += "?next=" + url.QueryEscape(r.URL.RequestURI())
	}
	http.Redirect(w, r, target, http.StatusSeeOther)
}
