package hub

import (
	"errors"
	"net/http"

	"hangviet/data/hub/books"
	"hangviet/ui/web"
)

// showJoin shows what a one-time link is for.
func (s *Service) showJoin(w http.ResponseWriter, r *http.Request) {
	s.drawJoin(w, r, http.StatusOK, "", nil)
}

// doJoin makes the account, or changes its password, and signs the person in.
func (s *Service) doJoin(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	typed, password := r.PostForm.Get("name"), r.PostForm.Get("password")
	if password != r.PostForm.Get("again") {
		s.drawJoin(w, r, http.StatusUnprocessableEntity, typed, web.Faults{"again": "fault.again"})
		return
	}
	name, err := s.UseLink(r.Context(), r.PathValue("token"), typed, password)
	if field, key := faultOf(err); field != "" {
		s.drawJoin(w, r, http.StatusUnprocessableEntity, typed, web.Faults{field: key})
		return
	}
	if errors.Is(err, ErrNoLink) {
		s.showNoLink(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.letIn(w, r, Attempt{name, password, s.address(r)}, "/")
}

func (s *Service) drawJoin(w http.ResponseWriter, r *http.Request, status int, typed string, faults web.Faults) {
	l, err := s.Link(r.Context(), r.PathValue("token"))
	if errors.Is(err, ErrNoLink) {
		s.showNoLink(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := web.Join{Frame: s.frame(w, r, false), Kind: string(l.Kind), Typed: l.Name, Become: l.Role, Faults: faults}
	if l.Kind == books.FirstLink {
		p.Typed = typed
	}
	s.draw(w, r, status, p)
}

// showNoLink says that a link is good no more.
func (s *Service) showNoLink(w http.ResponseWriter, r *http.Request) {
	p := web.Message{Frame: s.frame(w, r, false), Key: "message.nolink"}
	p.Here = "/"
	s.draw(w, r, http.StatusNotFound, p)
}

// letIn signs a person in whose password was just typed, or asks for the second
// step.
func (s *Service) letIn(w http.ResponseWriter, r *http.Request, a Attempt, next string) {
	token, whole, err := s.SignIn(r.Context(), a)
	if err != nil {
		s.refuseLogin(w, r, web.Login{Next: next}, err)
		return
	}
	if err := s.SignOut(r.Context(), s.token(r)); err != nil { // of the session before, whoever's it was
		s.fail(w, r, err)
		return
	}
	s.setCookie(w, r, token)
	if !whole {
		next = secondPath(next)
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
}
