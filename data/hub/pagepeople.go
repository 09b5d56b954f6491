package hub

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/signin"
	"hangviet/ui/web"
)

// showPeople lists who can sign in and who is invited.
func (s *Service) showPeople(w http.ResponseWriter, r *http.Request) {
	s.drawPeople(w, r, http.StatusOK, web.People{})
}

func (s *Service) drawPeople(w http.ResponseWriter, r *http.Request, status int, p web.People) {
	accounts, err := s.Accounts(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	invited, err := s.Invitations(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Frame, p.Roles = s.frame(w, r, true), people.Roles()
	p.Here = "/people"
	for _, a := range accounts {
		p.People = append(p.People, personRow(r, a, accounts))
	}
	for _, l := range invited {
		p.Invited = append(p.Invited, web.Invitation{Name: l.Name, Role: l.Role, By: l.By, Expires: showTime(l.Expires)})
	}
	s.draw(w, r, status, p)
}

func personRow(r *http.Request, a books.Account, all []books.Account) web.PersonRow {
	administrators := 0
	for _, other := range all {
		if other.Role == people.Administrator {
			administrators++
		}
	}
	return web.PersonRow{
		Name: a.Name, Role: a.Role, Created: showTime(a.Created), Seen: showHour(a.Seen), Second: a.Secret != "",
		Own: a.Name == nameOf(r.Context()), Last: a.Role == people.Administrator && administrators == 1,
	}
}

// linkPage is a one-time link as a person sends it to another.
func (s *Service) linkPage(r *http.Request, name, token string) web.Link {
	base := strings.TrimSuffix(s.config.PublicURL, "/")
	if base == "" {
		base = "http://" + r.Host
		if r.TLS != nil {
			base = "https://" + r.Host
		}
	}
	return web.Link{Name: name, Address: base + PathJoin + token, Expires: showTime(s.config.Now().Add(signin.InviteLink))}
}

// doInvite makes an invitation and shows its link, once.
func (s *Service) doInvite(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	name := strings.TrimSpace(r.PostForm.Get("name"))
	token, err := s.Invite(r.Context(), name, people.Role(r.PostForm.Get("role")))
	if field, key := faultOf(err); field != "" {
		s.drawPeople(w, r, http.StatusUnprocessableEntity, web.People{Typed: name, Faults: web.Faults{field: key}})
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.drawPeople(w, r, http.StatusOK, web.People{Link: s.linkPage(r, name, token)})
}

// doWithdraw ends an invitation.
func (s *Service) doWithdraw(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	if err := s.Withdraw(r.Context(), r.PostForm.Get("name")); err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/people", http.StatusSeeOther)
}

// showPerson shows what can be done about one person.
func (s *Service) showPerson(w http.ResponseWriter, r *http.Request) {
	s.drawPerson(w, r, http.StatusOK, r.URL.Query().Get("name"), web.PersonPage{})
}

func (s *Service) drawPerson(w http.ResponseWriter, r *http.Request, status int, name string, p web.PersonPage) {
	accounts, err := s.Accounts(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Frame, p.Roles = s.frame(w, r, true), people.Roles()
	p.Here = "/people"
	for _, a := range accounts {
		if a.Name == name {
			p.Person = personRow(r, a, accounts)
			s.draw(w, r, status, p)
			return
		}
	}
	s.showNothing(w, r)
}

// about does something about the person that a form names, and shows the person
// again; change returns what has been done.
func (s *Service) about(w http.ResponseWriter, r *http.Request, change func(ctx context.Context, name string) (web.PersonPage, error)) {
	if !s.form(w, r) {
		return
	}
	name := r.PostForm.Get("name")
	p, err := change(r.Context(), name)
	switch {
	case errors.Is(err, ErrNoAccount):
		s.showNothing(w, r)
	case errors.Is(err, ErrLastAdministrator):
		s.drawPerson(w, r, http.StatusConflict, name, web.PersonPage{Fault: "fault.last"})
	case errors.Is(err, ErrRole):
		s.drawPerson(w, r, http.StatusUnprocessableEntity, name, web.PersonPage{Fault: "fault.role"})
	case err != nil:
		s.fail(w, r, err)
	default:
		s.drawPerson(w, r, http.StatusOK, name, p)
	}
}

// doRole gives a person another role.
func (s *Service) doRole(w http.ResponseWriter, r *http.Request) {
	s.about(w, r, func(ctx context.Context, name string) (web.PersonPage, error) {
		return web.PersonPage{Done: "done.role"}, s.SetRole(ctx, name, people.Role(r.PostForm.Get("role")))
	})
}

// doEndOther ends a person's sessions.
func (s *Service) doEndOther(w http.ResponseWriter, r *http.Request) {
	s.about(w, r, func(ctx context.Context, name string) (web.PersonPage, error) {
		return web.PersonPage{Done: "done.end"}, s.EndSessions(ctx, name)
	})
}

// doRenewLink makes a link for a new password and shows it, once.
func (s *Service) doRenewLink(w http.ResponseWriter, r *http.Request) {
	s.about(w, r, func(ctx context.Context, name string) (web.PersonPage, error) {
		token, err := s.RenewPassword(ctx, name)
		return web.PersonPage{Link: s.linkPage(r, name, token)}, err
	})
}

// doDropOther turns a person's second step off.
func (s *Service) doDropOther(w http.ResponseWriter, r *http.Request) {
	s.about(w, r, func(ctx context.Context, name string) (web.PersonPage, error) {
		return web.PersonPage{Done: "done.second.off"}, s.DropSecond(ctx, name)
	})
}

// doRemove removes a person.
func (s *Service) doRemove(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	name := r.PostForm.Get("name")
	err := s.RemoveAccount(r.Context(), name)
	switch {
	case errors.Is(err, ErrNoAccount):
		s.showNothing(w, r)
	case errors.Is(err, ErrLastAdministrator):
		s.drawPerson(w, r, http.StatusConflict, name, web.PersonPage{Fault: "fault.last"})
	case err != nil:
		s.fail(w, r, err)
	default:
		http.Redirect(w, r, "/people", http.StatusSeeOther)
	}
}
