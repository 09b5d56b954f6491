package hub

import (
	"errors"
	"net/http"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// showUnlock asks for the lock code on a kiosk's screen.
func (s *Service) showUnlock(w http.ResponseWriter, r *http.Request) {
	s.drawUnlock(w, r, http.StatusOK, web.FleetUnlock{Challenge: r.URL.Query().Get("challenge")})
}

// doUnlock makes the code that opens the staff entrance of the kiosk, once. It is
// shown and kept nowhere; that it was made is in the audit.
func (s *Service) doUnlock(w http.ResponseWriter, r *http.Request) {
	typed := r.PostFormValue("challenge")
	p := web.FleetUnlock{Challenge: typed}
	challenge := wire.ReadCode(typed)
	if challenge == "" {
		p.Fault = "fleet.unlock.shape"
		s.drawUnlock(w, r, http.StatusUnprocessableEntity, p)
		return
	}
	p.Challenge = challenge
	id := r.PathValue("id")
	err := s.db.Update(r.Context(), func(t *books.Tx) error {
		k, err := t.Kiosk(id)
		if err != nil {
			return err
		}
		code, err := wire.UnlockCode(s.self.PrivateKey, k.PublicKey, id, challenge)
		p.Made = wire.ShowUnlockCode(code)
		return errors.Join(err, s.audit(r.Context(), t, "kiosk.unlock", id, challenge))
	})
	switch {
	case errors.Is(err, books.ErrNotFound):
		s.showNothing(w, r)
	case err != nil:
		s.fail(w, r, err)
	default:
		s.drawUnlock(w, r, http.StatusOK, p)
	}
}

func (s *Service) drawUnlock(w http.ResponseWriter, r *http.Request, status int, p web.FleetUnlock) {
	var k books.Kiosk
	err := s.db.View(r.Context(), func(t *books.Tx) (err error) {
		k, err = t.Kiosk(r.PathValue("id"))
		return err
	})
	if errors.Is(err, books.ErrNotFound) {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Frame, p.ID, p.Kiosk = s.frame(w, r, true), k.ID, k.Name
	p.Here = "/kiosks/" + k.ID + "/unlock"
	w.Header().Set("Cache-Control", "no-store")
	s.draw(w, r, status, p)
}
