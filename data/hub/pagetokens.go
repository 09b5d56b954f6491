package hub

import (
	"errors"
	"net/http"
	"strconv"

	"hangviet/data/hub/people"
	"hangviet/ui/web"
)

// usualTokenDays is for how many days a token is good unless somebody says else.
const usualTokenDays = 90

// showTokens lists the tokens of programs.
func (s *Service) showTokens(w http.ResponseWriter, r *http.Request) {
	s.drawTokens(w, r, http.StatusOK, web.Tokens{Days: usualTokenDays})
}

func (s *Service) drawTokens(w http.ResponseWriter, r *http.Request, status int, p web.Tokens) {
	tokens, err := s.Tokens(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Frame, p.Roles = s.frame(w, r, true), people.Roles()
	p.Here = "/tokens"
	for _, k := range tokens {
		p.Tokens = append(p.Tokens, web.TokenRow{
			ID: k.ID, Name: k.Name, By: k.By, Role: k.Role, Expires: showTime(k.Expires), Used: showHour(k.Used), Over: !k.Expires.After(s.config.Now()),
		})
	}
	s.draw(w, r, status, p)
}

// doAddToken makes a token and shows its text, once.
func (s *Service) doAddToken(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	days, _ := strconv.Atoi(r.PostForm.Get("days")) // 0 is refused as any other wrong number
	name := r.PostForm.Get("name")
	text, _, err := s.AddToken(r.Context(), name, people.Role(r.PostForm.Get("role")), days)
	if field, key := faultOf(err); field != "" {
		s.drawTokens(w, r, http.StatusUnprocessableEntity, web.Tokens{Typed: name, Days: days, Faults: web.Faults{field: key}})
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.drawTokens(w, r, http.StatusOK, web.Tokens{Text: text, Days: usualTokenDays})
}

// doRevokeToken ends a token.
func (s *Service) doRevokeToken(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	err := s.RevokeToken(r.Context(), r.PostForm.Get("id"))
	if errors.Is(err, ErrNoToken) {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/tokens", http.StatusSeeOther)
}
