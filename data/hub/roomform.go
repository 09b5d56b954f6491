package hub

import (
	"errors"
	"net/http"
	"strconv"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/room"
	"hangviet/ui/web"
)

// roomHeld returns the form that a request is about; it has answered when ok is
// false.
func (s *Service) roomHeld(w http.ResponseWriter, r *http.Request) (h room.Held, ok bool) {
	h, err := s.rooms.Entry(r.Context(), roomOf(r.Context()).ID, r.PathValue("id"))
	if err != nil {
		s.roomFail(w, r, err)
	}
	return h, err == nil
}

// showRoomForm shows a form as a whole.
func (s *Service) showRoomForm(w http.ResponseWriter, r *http.Request) {
	if h, ok := s.roomHeld(w, r); ok {
		s.drawRoomForm(w, r, http.StatusOK, h, web.RoomForm{Done: doneOf(r)})
	}
}

func (s *Service) drawRoomForm(w http.ResponseWriter, r *http.Request, status int, h room.Held, p web.RoomForm) {
	p.Frame = s.roomFrame(w, r)
	p.Here = "/room/forms/" + h.ID
	p.Entry, p.Edit, p.Remark = shortEntry(h, p.Lang), int(h.Edit), h.Remarks[""]
	steps, err := s.rooms.Steps(r.Context(), h.Room, h.ID)
	var findings []dossier.Finding
	if err == nil && p.Entry.Open {
		findings, err = s.rooms.Findings(r.Context(), h)
	}
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	p.Findings = findingsOf(h.Form, findings, p.Lang)
	p.Steps = stepsOf(h, p.Findings)
	p.History = historyOf(steps)
	p.CanSend = p.Entry.Open && dossier.Sendable(findings) && h.State != dossier.Accepted && h.State != dossier.Refused
	p.CanRecall = h.State.Waiting()
	p.CanDrop = h.Form == dossier.Product && h.Version == 0
	s.draw(w, r, status, p)
}

// findingsOf are findings in the page's language, each with the step it is in.
func findingsOf(form dossier.Form, all []dossier.Finding, lang string) (out []web.RoomFinding) {
	for _, f := range all {
		found := web.RoomFinding{Key: f.Key, Message: f.Message.In(lang), Wrong: f.Severity == catalog.Error}
		if field, ok := form.Field(f.Key); ok {
			found.Label, found.Group = field.Label.In(lang), string(field.Group)
		} else if f.Key == "photos" {
			found.Label, found.Group = web.Word(lang, "room.step.photos"), string(dossier.GroupPhotos)
		}
		out = append(out, found)
	}
	return out
}

// stepsOf tells of each step how far it is.
func stepsOf(h room.Held, findings []web.RoomFinding) (all []web.RoomStep) {
	for _, group := range h.Form.Groups() {
		step := web.RoomStep{Group: string(group)}
		for _, f := range h.Form.Fields() {
			if f.Group != group {
				continue
			}
			step.All++
			if h.Answers[f.Key] != "" {
				step.Filled++
			}
			if h.Remarks[f.Key] != "" {
				step.Remarks++
			}
		}
		switch group {
		case dossier.GroupPhotos:
			step.Filled, step.Remarks = len(h.Photos), count(h.Remarks["photos"] != "")
		case dossier.GroupDocuments:
			step.Filled, step.Remarks = len(h.Documents()), count(h.Remarks["documents"] != "")
		}
		for _, f := range findings {
			if f.Group == string(group) {
				step.Faults, step.Notes = step.Faults+count(f.Wrong), step.Notes+count(!f.Wrong)
			}
		}
		all = append(all, step)
	}
	return all
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// historyOf are the acts of a form, the newest first.
func historyOf(steps []books.DossierStep) (all []web.RoomAct) {
	for i := len(steps) - 1; i >= 0; i-- {
		a := steps[i]
		all = append(all, web.RoomAct{
			At: showTime(a.At), Act: a.Act, State: a.State, Officer: a.Who != "", Version: int(a.Version), Remark: a.Remark,
		})
	}
	return all
}

// sendRoomForm sends a form to the officers.
func (s *Service) sendRoomForm(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	edit, err := strconv.ParseInt(r.PostForm.Get("edit"), 10, 64)
	if err != nil || edit < 1 {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	h, _, err := s.rooms.Send(r.Context(), roomOf(r.Context()).ID, r.PathValue("id"), edit)
	s.afterTurn(w, r, h, "sent", err)
}

// recallRoomForm takes a form back.
func (s *Service) recallRoomForm(w http.ResponseWriter, r *http.Request) {
	h, err := s.rooms.Recall(r.Context(), roomOf(r.Context()).ID, r.PathValue("id"))
	s.afterTurn(w, r, h, "recalled", err)
}

// afterTurn shows a form after something was done to it, or could not be.
func (s *Service) afterTurn(w http.ResponseWriter, r *http.Request, h room.Held, done string, err error) {
	key := roomFault(err)
	switch {
	case err == nil:
		http.Redirect(w, r, "/room/forms/"+h.ID+"?done="+done, http.StatusSeeOther)
	case key == "" || h.ID == "":
		s.roomFail(w, r, err)
	default:
		fresh, ok := s.roomHeld(w, r)
		if ok {
			s.drawRoomForm(w, r, http.StatusConflict, fresh, web.RoomForm{Fault: key})
		}
	}
}

// dropRoomForm throws a product away that was never sent.
func (s *Service) dropRoomForm(w http.ResponseWriter, r *http.Request) {
	err := s.rooms.Drop(r.Context(), roomOf(r.Context()).ID, r.PathValue("id"))
	if err != nil {
		s.roomFail(w, r, err)
		return
	}
	http.Redirect(w, r, "/room?done=dropped", http.StatusSeeOther)
}

// stale tells whether an error is that of a stale form.
func stale(err error) bool { return errors.Is(err, room.ErrStale) }
