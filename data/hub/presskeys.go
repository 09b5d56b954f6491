package hub

import (
	"errors"
	"net/http"

	"hangviet/data/catalog"
	"hangviet/data/hub/press"
	"hangviet/data/spoken"
	"hangviet/ui/web"
)

// showKeys shows what the hub can sign with.
func (s *Service) showKeys(w http.ResponseWriter, r *http.Request) {
	s.drawKeys(w, r, http.StatusOK, "")
}

func (s *Service) drawKeys(w http.ResponseWriter, r *http.Request, status int, fault string) {
	p := web.PressKeys{PressFrame: s.pressFrame(w, r, "keys")}
	p.Fault, p.Here = fault, "/press/keys"
	ring, err := s.press.Ring()
	if err == nil {
		p.State, p.Roles, p.Root, p.Locked = string(ring.State), ring.Roles, ring.Root, ring.Locked
		p.Fingerprint, p.Spoken = ring.Fingerprint, spoken.Text(ring.Fingerprint)
		if !ring.RootExpires.IsZero() {
			p.RootExpires = catalog.DateOf(ring.RootExpires).Show()
		}
		p.Two, err = s.press.Two(r.Context())
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if end, known, err := s.press.Ends(r.Context()); err == nil && known { // the first page tells what is wrong with the folder
		p.Ends = catalog.DateOf(end).Show()
	}
	s.draw(w, r, status, p)
}

// answerKeys shows the keys after something was done to them.
func (s *Service) answerKeys(w http.ResponseWriter, r *http.Request, err error) {
	for _, f := range []struct {
		err error
		key string
	}{
		{press.ErrRootKey, "press.keys.noroot"},
		{press.ErrKeyFile, "press.keys.bad"},
		{press.ErrTerms, "press.keys.bad"},
		{press.ErrKeysThere, "press.keys.there"},
		{press.ErrNoKeys, "press.nokeys"},
	} {
		if errors.Is(err, f.err) {
			s.drawKeys(w, r, http.StatusUnprocessableEntity, f.key)
			return
		}
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/press/keys", http.StatusSeeOther)
}

func (s *Service) makeKeys(w http.ResponseWriter, r *http.Request) {
	s.answerKeys(w, r, s.press.MakeKeys(r.Context()))
}

// The bounds of keys that are sent.
const (
	maxKeyFiles = 16
	maxKeyFile  = 1 << 20
)

func (s *Service) bringKeys(w http.ResponseWriter, r *http.Request) {
	files, err := formFiles(w, r, "keys", maxKeyFiles, maxKeyFile)
	if err == nil {
		err = s.press.BringKeys(r.Context(), files)
	}
	s.answerKeys(w, r, err)
}

// sendRootFile sends what kiosks are set up with.
func (s *Service) sendRootFile(w http.ResponseWriter, r *http.Request) {
	data, err := s.press.RootFile()
	if err != nil {
		s.showNothing(w, r)
		return
	}
	sendAttachment(w, "root.json", "application/json", data)
}

// sendRootKey sends the root key, to be carried away.
func (s *Service) sendRootKey(w http.ResponseWriter, r *http.Request) {
	name, data, err := s.press.RootKey(r.Context())
	if err != nil {
		s.showNothing(w, r)
		return
	}
	sendAttachment(w, name, "application/octet-stream", data)
}

func (s *Service) dropRootKey(w http.ResponseWriter, r *http.Request) {
	s.answerKeys(w, r, s.press.DropRootKey(r.Context()))
}

// switchTwo says whether two people are wanted.
func (s *Service) switchTwo(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := textForm(r); err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	s.answerKeys(w, r, s.press.SetTwo(r.Context(), r.PostForm.Get("two") == "1"))
}
