package hub

import (
	"io"
	"net/http"

	"hangviet/data/hub/dossier"
	"hangviet/data/hub/room"
	"hangviet/ui/web"
)

func (s *Service) drawRoomPapers(w http.ResponseWriter, r *http.Request, status int, h room.Held, fault string) {
	p := web.RoomPapers{Frame: s.roomFrame(w, r), Bytes: byteWords(dossier.MaxDocument), Most: dossier.MaxDocuments}
	p.Here = "/room/forms/" + h.ID + "/documents"
	p.RoomPart = roomPart(h, dossier.GroupDocuments, p.Frame)
	p.Done, p.Fault, p.Full = doneOf(r), fault, len(h.Documents()) >= p.Most
	for _, kind := range dossier.Papers(h.Form) {
		p.Papers = append(p.Papers, paperOf(h, kind, p.Lang))
	}
	s.draw(w, r, status, p)
}

func paperOf(h room.Held, kind dossier.PaperKind, lang string) web.RoomPaper {
	p := web.RoomPaper{Paper: string(kind.Paper), Label: kind.Label.In(lang)}
	for _, f := range h.Documents() {
		if f.Kind == string(kind.Paper) {
			p.Files = append(p.Files, web.RoomFile{ID: f.ID, Name: f.Name, Size: byteWords(f.Size), At: showTime(f.Added), Locked: h.Locked(f)})
		}
	}
	return p
}

// addRoomDocument takes documents of one kind for the officers.
func (s *Service) addRoomDocument(w http.ResponseWriter, r *http.Request) {
	h, ok := s.roomHeld(w, r)
	if !ok {
		return
	}
	err := s.eachFile(w, r, dossier.MaxDocuments*dossier.MaxDocument, func(kind, name string, file io.Reader) error {
		_, err := s.rooms.AddDocument(r.Context(), h.Room, h.ID, dossier.Paper(kind), name, file)
		return err
	})
	s.afterFiles(w, r, h, err, s.drawRoomPapers)
}

// removeRoomDocument deletes a document.
func (s *Service) removeRoomDocument(w http.ResponseWriter, r *http.Request) {
	h, err := s.rooms.RemoveDocument(r.Context(), roomOf(r.Context()).ID, r.PathValue("id"), r.PathValue("file"))
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	http.Redirect(w, r, "/room/forms/"+h.ID+"/documents?done=saved", http.StatusSeeOther)
}
