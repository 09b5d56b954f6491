package hub

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"syscall"

	"hangviet/data/catalog"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/room"
	"hangviet/ui/web"
)

// roomFaults are the errors of a room that a person can do something about.
var roomFaults = []struct {
	err error
	key string
}{
	{room.ErrStale, "room.stale"},
	{room.ErrFull, "room.full"},
	{room.ErrTooLarge, "room.large"},
	{errLong, "room.large"},
	{syscall.ENOSPC, "room.nospace"},
	{errForm, "room.broken"},
	{errNoFile, "room.broken"},
	{room.ErrCutOff, "room.cutoff"},
	{dossier.ErrNoDocument, "room.nodocument"},
	{dossier.ErrAct, "room.notnow"},
	{room.ErrFindings, "room.findings"},
}

// roomFault returns the key of the sentence, "" when it is no fault of the
// producer's.
func roomFault(err error) string {
	for _, f := range roomFaults {
		if errors.Is(err, f.err) {
			return f.key
		}
	}
	return ""
}

// roomDone are the words after "?done=" that a page says a sentence for.
var roomDone = []string{"saved", "sent", "recalled", "contact", "dropped", "added"}

func doneOf(r *http.Request) string {
	if done := r.URL.Query().Get("done"); slices.Contains(roomDone, done) {
		return "room.done." + done
	}
	return ""
}

// showRoom shows how everything in a room stands.
func (s *Service) showRoom(w http.ResponseWriter, r *http.Request) {
	s.drawRoom(w, r, http.StatusOK, web.RoomHome{Contact: roomOf(r.Context()).Contact, Done: doneOf(r)})
}

func (s *Service) drawRoom(w http.ResponseWriter, r *http.Request, status int, p web.RoomHome) {
	p.Frame = s.roomFrame(w, r)
	all, err := s.rooms.Entries(r.Context(), roomOf(r.Context()).ID)
	for _, h := range all {
		if err != nil {
			break
		}
		var e web.RoomEntry
		if e, err = s.roomEntry(r.Context(), h, p.Lang); h.Form == dossier.Firm {
			p.Firm = e
		} else {
			p.Products = append(p.Products, e)
		}
	}
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	p.Full = len(p.Products) >= room.MaxProducts
	s.draw(w, r, status, p)
}

// roomEntry tells of a form in short, with how much is wrong in it when it is the
// producer's turn.
func (s *Service) roomEntry(ctx context.Context, h room.Held, lang string) (web.RoomEntry, error) {
	e := shortEntry(h, lang)
	if !e.Open || h.State == dossier.Accepted {
		return e, nil
	}
	findings, err := s.rooms.Findings(ctx, h)
	for _, f := range findings {
		if f.Severity == catalog.Error {
			e.Faults++
		} else {
			e.Warnings++
		}
	}
	return e, err
}

func shortEntry(h room.Held, lang string) web.RoomEntry {
	e := web.RoomEntry{
		ID: h.ID, Form: string(h.Form), Code: h.Code, Name: h.Answers["name"], State: string(h.State), Remarks: len(h.Remarks), Reason: h.Reason,
		Open: h.State.Open(), Content: h.Content > 0, Changed: h.Content > 0 && !maps.Equal(h.Answers, h.Accepted),
	}
	if e.Name == "" {
		e.Name = web.Word(lang, "room.unnamed")
	}
	if len(h.Photos) > 0 {
		e.Picture = strings.TrimSuffix(h.Photos[0], ".jpg")
	}
	return e
}

// addRoomProduct begins a product by its name.
func (s *Service) addRoomProduct(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	name := strings.TrimSpace(r.PostForm.Get("name"))
	if name == "" {
		s.drawRoom(w, r, http.StatusUnprocessableEntity, web.RoomHome{Fault: "room.add.name", Contact: roomOf(r.Context()).Contact})
		return
	}
	h, err := s.rooms.Add(r.Context(), roomOf(r.Context()).ID, dossier.Answers{"name": name})
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	http.Redirect(w, r, "/room/forms/"+h.ID+"/"+string(dossier.GroupProduct)+"?done=added", http.StatusSeeOther)
}
