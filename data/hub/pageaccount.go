package hub

import (
	"net/http"

	"hangviet/ui/web"
)

// showAccount shows a person the own account.
func (s *Service) showAccount(w http.ResponseWriter, r *http.Request) {
	s.draw(w, r, http.StatusOK, web.Account{Frame: s.frame(w, r, true)})
}
