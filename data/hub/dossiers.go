package hub

import (
	"context"
	"net/http"
	"path/filepath"
	"slices"

	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/people"
	"hangviet/data/hub/press"
	"hangviet/data/hub/room"
	"hangviet/data/sheet"
)

// switchTwoOfficers says that two officers accept; it stands at "on" or, to begin
// with, off.
const switchTwoOfficers = "dossiers.two"

// dossierRoutes are the officers' side of the producers' rooms.
func (s *Service) dossierRoutes() []route {
	return []route{
		{"GET /dossiers", people.SeeDossiers, s.showDossiers},
		{"GET /dossiers/{id}", people.SeeDossiers, s.showDossier},
		{"POST /dossiers/{id}/decide", people.JudgeDossiers, s.decideDossier},
		{"POST /dossiers/{id}/withdraw", people.JudgeDossiers, s.withdrawDossier},
		{"GET /dossiers/files/{file}", people.SeeDossiers, s.sendDocument},
		{"GET /dossiers/photos/{photo}", people.SeeDossiers, s.sendDossierPhoto},
		{"POST /dossiers/nominate", people.JudgeDossiers, s.nominateEntered},
		{"POST /dossiers/two", people.ManageHub, s.switchTwoOfficers},
		{"GET /rooms", people.SeeDossiers, s.showRooms},
		{"POST /rooms", people.JudgeDossiers, s.makeRoom},
		{"POST /rooms/many", people.JudgeDossiers, s.makeRooms},
		{"POST /rooms/invite", people.JudgeDossiers, s.inviteRooms},
		{"POST /rooms/sheet", people.JudgeDossiers, s.sendInvitations},
		{"GET /rooms/{id}", people.SeeDossiers, s.showRoomOf},
		{"POST /rooms/{id}/adopt", people.JudgeDossiers, s.adoptRoom},
		{"POST /rooms/{id}/end", people.JudgeDossiers, s.onRoom((*room.Rooms).EndVisits)},
		{"POST /rooms/{id}/shut", people.JudgeDossiers, s.onRoom((*room.Rooms).Shut)},
		{"POST /rooms/{id}/reopen", people.JudgeDossiers, s.onRoom((*room.Rooms).Reopen)},
		{"GET /workbook", people.SeeContent, s.showWorkbook},
		{"GET /workbook/file", people.SeeContent, s.sendWholeWorkbook},
		{"POST /workbook", people.EditContent, s.takeWorkbook},
		{"POST /workbook/apply", people.EditContent, s.applyWorkbook},
	}
}

// guests brings what officers accepted of producers into the draft of the next
// release, by code, each version once: what the workbook says of it afterwards is
// the office's. An accepted product that a workbook has lost comes back; one that
// was withdrawn goes.
func (s *Service) guests(ctx context.Context, rows sheet.Rows) (g press.Guest, err error) {
	all, err := s.acceptedContent(ctx)
	if err != nil {
		return g, err
	}
	return s.guestsOf(rows, all)
}

func (s *Service) guestsOf(rows sheet.Rows, all []room.Accepted) (g press.Guest, err error) {
	l := laying{rows: rows, photos: map[string]string{}, laid: map[string]int64{}}
	for _, a := range all {
		l.lay(a, s.rooms.PhotoDir(a.Room))
	}
	if len(l.laid) == 0 {
		return g, nil
	}
	return press.Guest{Rows: l.rows, Photos: l.photos, Done: func(ctx context.Context) error { return s.noteLaid(ctx, l.laid) }}, nil
}

func (s *Service) acceptedContent(ctx context.Context) (all []room.Accepted, err error) {
	err = s.db.View(ctx, func(t *books.Tx) error {
		all, err = room.Content(t)
		return err
	})
	return all, err
}

// noteLaid remembers which versions the draft has.
func (s *Service) noteLaid(ctx context.Context, laid map[string]int64) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		for id, version := range laid {
			if err := t.PutLaid(id, version); err != nil {
				return err
			}
		}
		return nil
	})
}

// laying lays accepted entries over a workbook's rows.
type laying struct {
	rows   sheet.Rows
	photos map[string]string
	laid   map[string]int64 // versions by entry, 0 for what is gone
}

// lay brings one entry in, unless the draft has that version. A product waits for
// its firm, and for ever where another firm's product has its code.
func (l *laying) lay(a room.Accepted, photos string) {
	switch {
	case dossier.Foreign(l.rows, a.Of, a.Entry):
		if a.At == 0 {
			l.laid[a.ID] = 0
		}
		return
	case a.At == 0:
		l.rows, l.laid[a.ID] = dossier.Lift(l.rows, a.Entry), 0
		return
	case a.At == a.Laid && dossier.Holds(l.rows, a.Entry):
		return
	case a.Form == dossier.Product && !dossier.Holds(l.rows, dossier.Entry{Form: dossier.Firm, Code: a.Of}):
		return
	}
	a.Photos = slices.Clone(a.Photos)
	for i, name := range a.Photos {
		a.Photos[i] = "rooms/" + a.Of + "/" + name
		l.photos[a.Photos[i]] = filepath.Join(photos, name)
	}
	l.rows, l.laid[a.ID] = dossier.Lay(l.rows, a.Of, a.Entry), a.At
}

// twoOfficers tells whether two officers accept.
func (s *Service) twoOfficers(ctx context.Context) (two bool, err error) {
	err = s.db.View(ctx, func(t *books.Tx) error {
		two, err = on(t, switchTwoOfficers)
		return err
	})
	return two, err
}

func (s *Service) switchTwoOfficers(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	to := r.PostForm.Get("to")
	if to != "on" && to != "off" {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	err := s.db.Update(r.Context(), func(t *books.Tx) error {
		if err := t.SetSwitch(switchTwoOfficers, to); err != nil {
			return err
		}
		return s.audit(r.Context(), t, "dossiers.two", to, "")
	})
	if err != nil {
		s.fail(w, r, err)
		return
	}
	http.Redirect(w, r, "/dossiers", http.StatusSeeOther)
}
