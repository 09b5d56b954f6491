package hub

import (
	"cmp"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/ui/web"
)

// page is one of package web's pages.
type page interface{ Draw(io.Writer) error }

// draw sends a page.
func (s *Service) draw(w http.ResponseWriter, _ *http.Request, status int, p page) {
	var out pageBuffer
	if err := p.Draw(&out); err != nil {
		s.config.Log.Error("draw page", "error", err)
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(out) // who does not get it asks again
}

// pageBuffer holds a page until it is known to be whole.
type pageBuffer []byte

func (b *pageBuffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// fail tells a person that something went wrong here, and the log what.
func (s *Service) fail(w http.ResponseWriter, r *http.Request, err error) {
	s.config.Log.Error("page", "error", err)
	p := web.Message{Frame: s.frame(w, r, false), Key: "message.error"}
	s.draw(w, r, http.StatusInternalServerError, p)
}

// showNothing says that there is no such page.
func (s *Service) showNothing(w http.ResponseWriter, r *http.Request) {
	known, err := s.known(r)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p := web.Message{Frame: s.frame(w, r, known), Key: "message.notfound"}
	p.Here = "/"
	s.draw(w, r, http.StatusNotFound, p)
}

// frame returns what stands around every page. Unless signedIn is true it tells
// nothing of who asks.
func (s *Service) frame(w http.ResponseWriter, r *http.Request, signedIn bool) web.Frame {
	f := web.Frame{Lang: s.lang(w, r), Here: r.URL.EscapedPath()}
	if r.Method == http.MethodGet {
		f.Asked = r.URL
	}
	p := asker(r.Context())
	if !signedIn || p.Name == "" {
		return f
	}
	f.SignedIn, f.Name, f.Role, f.Rights = true, p.Name, p.Role, p.Role.Rights()
	f.Menu, f.Sub = s.menu(r, f.Here)
	f.Program = s.config.Version
	if p := cmp.Or(s.Problem(), s.spaceProblem()); p != nil {
		f.Problem = &web.Problem{Code: p.Code, Message: p.Message.In(f.Lang), Detail: p.Detail}
	}
	return f
}

// langCookie keeps the language a person chose.
const langCookie = "lang"

// lang returns the language to show: what ?lang= asks for, which is remembered,
// what was remembered, or Vietnamese.
func (s *Service) lang(w http.ResponseWriter, r *http.Request) string {
	if asked := r.URL.Query().Get("lang"); isLang(asked) {
		http.SetCookie(w, &http.Cookie{
			Name: langCookie, Value: asked, Path: "/", MaxAge: 365 * 24 * 60 * 60,
			HttpOnly: true, Secure: s.secure(r), SameSite: http.SameSiteLaxMode,
		})
		return asked
	}
	if cookie, err := r.Cookie(langCookie); err == nil && isLang(cookie.Value) {
		return cookie.Value
	}
	return web.Langs[0]
}

func isLang(lang string) bool { return slices.Contains(web.Langs[:], lang) }

// showTime writes a time as people in Vietnam do.
func showTime(t time.Time) string { return inZone(t).Format("02/01/2006 15:04") }

// decide approves or refuses a kiosk and shows it.
func (s *Service) decide(status wire.Status) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		err := s.Decide(r.Context(), id, status)
		if errors.Is(err, ErrNoKiosk) {
			err = books.ErrNotFound
		}
		s.backTo(w, r, "/kiosks/"+id, err)
	}
}

// sendFork sends the bytes of a contradicting bundle, as they came.
func (s *Service) sendFork(w http.ResponseWriter, r *http.Request) {
	data, err := s.Fork(r.Context(), r.PathValue("id"))
	if err != nil {
		s.showNothing(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Disposition", `attachment; filename="fork-`+r.PathValue("id")[:16]+`.ledger"`)
	w.Write(data) // who does not get it asks again
}
