package hub

import (
	"errors"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"hangviet/data/hub/dossier"
	"hangviet/data/hub/room"
	"hangviet/data/sheet"
	"hangviet/ui/web"
)

// wellSided is the shorter side, in px, from which on a picture is sharp on a large
// screen.
const wellSided = 800

func (s *Service) drawRoomPhotos(w http.ResponseWriter, r *http.Request, status int, h room.Held, fault string) {
	p := web.RoomPhotos{Frame: s.roomFrame(w, r), Most: mostPhotos(h), Least: sheet.MinSide, Bytes: byteWords(room.MaxPhoto)}
	p.Here = "/room/forms/" + h.ID + "/photos"
	p.RoomPart = roomPart(h, dossier.GroupPhotos, p.Frame)
	p.Done, p.Fault, p.Full = doneOf(r), fault, len(h.Photos) >= p.Most
	findings, err := s.rooms.Findings(r.Context(), h)
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	for _, f := range findingsOf(h.Form, findings, p.Lang) {
		if f.Key == "photos" && len(h.Photos) > 0 {
			p.Findings = append(p.Findings, f)
		}
	}
	for i, name := range h.Photos {
		p.Photos = append(p.Photos, photoOf(h, name, i+1))
	}
	allowScript(w)
	w.Header().Set("Content-Security-Policy", strings.Replace(w.Header().Get("Content-Security-Policy"), "img-src 'self'", "img-src 'self' blob:", 1))
	s.draw(w, r, status, p)
}

func mostPhotos(h room.Held) int {
	if h.Form == dossier.Firm {
		return 1
	}
	return room.MaxPhotos
}

func photoOf(h room.Held, name string, number int) web.RoomPhoto {
	row, _ := h.Photo(name)
	return web.RoomPhoto{
		ID: row.ID, Number: number, Width: int(row.Width), Height: int(row.Height), Small: min(row.Width, row.Height) < wellSided,
	}
}

// addRoomPhotos takes pictures, several in a form or one that a script has shrunk.
// Each that is taken stays, also when a later one is not.
func (s *Service) addRoomPhotos(w http.ResponseWriter, r *http.Request) {
	h, ok := s.roomHeld(w, r)
	if !ok {
		return
	}
	err := s.eachFile(w, r, room.MaxPhotos*room.MaxPhoto, func(_ string, name string, file io.Reader) error {
		_, err := s.rooms.AddPhoto(r.Context(), h.Room, h.ID, name, file)
		return err
	})
	s.afterFiles(w, r, h, err, s.drawRoomPhotos)
}

// afterFiles answers after files were sent: a script with the sentence that says
// what is wrong, a person with the page.
func (s *Service) afterFiles(w http.ResponseWriter, r *http.Request, h room.Held, err error, draw func(http.ResponseWriter, *http.Request, int, room.Held, string)) {
	fault := s.fileFault(w, r, err)
	if err != nil && fault == "" {
		s.roomFail(w, r, err)
		return
	}
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		status := http.StatusOK
		if fault != "" {
			status = http.StatusUnprocessableEntity
		}
		sendJSON(w, status, map[string]string{"fault": fault})
		return
	}
	if fault == "" {
		http.Redirect(w, r, r.URL.Path+"?done=saved", http.StatusSeeOther)
		return
	}
	fresh, err := s.rooms.Entry(r.Context(), h.Room, h.ID) // what came before it was taken
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	draw(w, r, http.StatusUnprocessableEntity, fresh, fault)
}

// fileFault is the sentence that says why a file is not taken; "" when it is no
// fault of the file.
func (s *Service) fileFault(w http.ResponseWriter, r *http.Request, err error) string {
	lang := s.lang(w, r)
	if refused := (*room.PhotoError)(nil); errors.As(err, &refused) {
		return refused.Text.In(lang)
	}
	if key := roomFault(err); key != "" {
		return web.Word(lang, key)
	}
	return ""
}

// showRoomPhoto shows one picture to be turned and cut.
func (s *Service) showRoomPhoto(w http.ResponseWriter, r *http.Request) {
	if h, ok := s.roomHeld(w, r); ok {
		s.drawRoomPhoto(w, r, http.StatusOK, h, "")
	}
}

func (s *Service) drawRoomPhoto(w http.ResponseWriter, r *http.Request, status int, h room.Held, fault string) {
	p := web.RoomPhotoEdit{Frame: s.roomFrame(w, r), Fault: fault}
	p.Here = "/room/forms/" + h.ID + "/photos/" + r.PathValue("file")
	p.Entry = shortEntry(h, p.Lang)
	for i, name := range h.Photos {
		if name == r.PathValue("file")+".jpg" {
			p.Photo = photoOf(h, name, i+1)
		}
	}
	if p.Photo.ID == "" {
		s.roomFail(w, r, room.ErrNone)
		return
	}
	allowScript(w)
	s.draw(w, r, status, p)
}

// mendRoomPhoto turns or cuts a picture, makes it the first or takes it away.
func (s *Service) mendRoomPhoto(w http.ResponseWriter, r *http.Request) {
	h, ok := s.roomHeld(w, r)
	if !ok || !s.form(w, r) {
		return
	}
	name, back := r.PathValue("file")+".jpg", "/room/forms/"+h.ID+"/photos"
	var err error
	switch r.PostForm.Get("do") {
	case "cover":
		_, err = s.rooms.CoverPhoto(r.Context(), h.Room, h.ID, name)
	case "remove":
		_, err = s.rooms.RemovePhoto(r.Context(), h.Room, h.ID, name)
	default:
		_, err = s.rooms.MendPhoto(r.Context(), h.Room, h.ID, name, mendingOf(r))
	}
	if fault := s.fileFault(w, r, err); fault != "" {
		s.drawRoomPhoto(w, r, http.StatusUnprocessableEntity, h, fault)
		return
	}
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	http.Redirect(w, r, back+"?done=saved", http.StatusSeeOther)
}

// mendingOf reads what is to be done to a picture; what is no number does nothing.
func mendingOf(r *http.Request) (m room.Mending) {
	for name, into := range map[string]*int{"turn": &m.Quarters, "left": &m.Left, "top": &m.Top, "right": &m.Right, "bottom": &m.Bottom} {
		if n, err := strconv.Atoi(r.PostForm.Get(name)); err == nil {
			*into = n
		}
	}
	switch r.PostForm.Get("do") {
	case "left":
		m = room.Mending{Quarters: 3}
	case "right":
		m = room.Mending{Quarters: 1}
	}
	return m
}

// sendRoomPicture sends a picture of the room, small with ?small=1.
func (s *Service) sendRoomPicture(w http.ResponseWriter, r *http.Request) {
	path, err := s.rooms.PhotoFile(r.Context(), roomOf(r.Context()).ID, r.PathValue("file"), r.URL.Query().Get("small") == "1")
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	file, err := os.Open(path)
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	defer file.Close()
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	http.ServeContent(w, r, "", time.Time{}, file)
}
