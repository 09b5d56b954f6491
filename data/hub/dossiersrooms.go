package hub

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"hangviet/data/catalog"
	"hangviet/data/hub/books"
	"hangviet/data/hub/dossier"
	"hangviet/data/hub/press"
	"hangviet/data/hub/room"
	"hangviet/data/sheet"
	"hangviet/ui/web"
)

// The bounds of the rooms' page.
const (
	roomsSize  = 100       // rooms on a page
	mostMakers = 300       // producers of the workbook that are offered at once
	maxRooms   = 256 << 10 // bytes of a form that names many
)

// showRooms lists the rooms, and the producers of the workbook that have none.
func (s *Service) showRooms(w http.ResponseWriter, r *http.Request) {
	s.drawRooms(w, r, http.StatusOK, web.DeskRooms{})
}

func (s *Service) drawRooms(w http.ResponseWriter, r *http.Request, status int, p web.DeskRooms) {
	p.Frame = s.frame(w, r, true)
	p.Here, p.Query = "/rooms", said(r.URL.Query().Get("q"), 100)
	all, err := s.deskRooms(r.Context(), p.Query)
	if err == nil {
		p.New, p.More, err = s.roomless(r.Context())
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	p.Pages = pagerOf("/rooms?", pageOf(r), roomsSize, len(all))
	p.Rooms = all[min(len(all), (p.Pages.Page-1)*roomsSize):min(len(all), p.Pages.Page*roomsSize)]
	s.draw(w, r, status, p)
}

// deskRooms returns the rooms whose name or code has the words of query.
func (s *Service) deskRooms(ctx context.Context, query string) (all []web.DeskRoom, err error) {
	words := strings.Fields(catalog.Fold(query))
	err = s.db.View(ctx, func(t *books.Tx) error {
		all = nil
		rooms, err := t.Rooms()
		if err != nil {
			return err
		}
		for _, held := range rooms {
			if !hasWords(catalog.Fold(held.Name+" "+held.Code), words) {
				continue
			}
			row, err := s.deskRoom(t, held)
			if err != nil {
				return err
			}
			all = append(all, row)
		}
		return nil
	})
	return all, err
}

// said is what a person typed, in one form and not longer than it may be.
func said(text string, most int) string {
	return strings.TrimSpace(brief(catalog.NFC(strings.ReplaceAll(text, "\r\n", "\n")), most))
}

func hasWords(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

func (s *Service) deskRoom(t *books.Tx, held books.Room) (row web.DeskRoom, err error) {
	row = web.DeskRoom{ID: held.ID, Code: held.Code, Title: held.Name, Shut: !held.Ended.IsZero(), Contact: held.Contact != ""}
	now := s.config.Now()
	keys, err1 := t.RoomKeys(held.ID)
	for _, k := range keys {
		if k.Used.IsZero() && k.Expires.After(now) {
			row.Invited = showTime(k.Expires)
		}
	}
	visits, err2 := t.RoomVisits(held.ID)
	for _, v := range visits {
		if v.Expires.After(now) {
			row.Phones++
		}
	}
	forms, err3 := t.DossiersOf(held.ID)
	for _, d := range forms {
		if d.Form == string(dossier.Product) {
			row.Products++
		}
		if dossier.State(d.State).Waiting() {
			row.Waiting++
		}
	}
	return row, errors.Join(err1, err2, err3)
}

// roomless returns the producers of the draft's workbook that have no room.
func (s *Service) roomless(ctx context.Context) (all []web.DeskMaker, more int, err error) {
	rows, err := s.draftRows(ctx)
	if err != nil {
		return nil, 0, err
	}
	taken := map[string]bool{}
	err = s.db.View(ctx, func(t *books.Tx) error {
		rooms, err := t.Rooms()
		for _, held := range rooms {
			taken[held.Code] = true
		}
		return err
	})
	products := map[string]int{}
	for _, p := range rows["Products"] {
		products[p["producer"]]++
	}
	for _, p := range rows["Producers"] {
		if id := p["id"]; goodRoomCode(id) && !taken[id] {
			all = append(all, web.DeskMaker{Code: id, Name: cmp.Or(p["name"], id), Products: products[id]})
		}
	}
	most := min(len(all), mostMakers)
	return all[:most], len(all) - most, err
}

// draftRows returns the draft's rows; none of a workbook that cannot be read.
func (s *Service) draftRows(ctx context.Context) (sheet.Rows, error) {
	rows, err := s.press.Rows(ctx)
	if errors.Is(err, press.ErrUnread) {
		return sheet.Rows{}, nil
	}
	return rows, err
}

// roomCode is what a producer's id may be to have a room: it is part of addresses
// and of names of files.
var roomCode = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$`)

func goodRoomCode(code string) bool { return roomCode.MatchString(code) }

// makeRoom makes one room and shows its invitation.
func (s *Service) makeRoom(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	name, code := said(r.PostForm.Get("name"), 120), strings.TrimSpace(r.PostForm.Get("code"))
	if name == "" || code != "" && !goodRoomCode(code) {
		s.drawRooms(w, r, http.StatusUnprocessableEntity, web.DeskRooms{Typed: name, Fault: "desk.fault.name"})
		return
	}
	made, err := s.rooms.Make(r.Context(), nameOf(r.Context()), name, code, nil)
	if errors.Is(err, room.ErrTaken) {
		s.drawRooms(w, r, http.StatusConflict, web.DeskRooms{Typed: name, Fault: "desk.fault.taken"})
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.adopt(r.Context(), made.ID)
	s.invite(w, r, []string{made.ID})
}

// adopt gives rooms what the workbook says of their producers. Pictures take their
// time, so it goes on after the answer.
func (s *Service) adopt(ctx context.Context, rooms ...string) {
	officer := asker(ctx)
	s.jobs.start(func(ctx context.Context) {
		ctx = withPerson(ctx, officer)
		rows, err := s.draftRows(ctx)
		for _, id := range rooms {
			if err == nil {
				err = s.rooms.Adopt(ctx, officer.Name, id, rows, s.draftPhotos())
			}
		}
		if err != nil && ctx.Err() == nil {
			s.config.Log.Error("take over what the workbook says", "error", err)
		}
	})
}

// adoptRoom does so again, for what the workbook says since.
func (s *Service) adoptRoom(w http.ResponseWriter, r *http.Request) {
	held, err := s.roomRow(r.Context(), r.PathValue("id"))
	if errors.Is(err, books.ErrNotFound) {
		s.showNothing(w, r)
		return
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	s.adopt(r.Context(), held.ID)
	http.Redirect(w, r, "/rooms/"+held.ID+"?done=adopt", http.StatusSeeOther)
}

func (s *Service) draftPhotos() string {
	return filepath.Join(s.config.Data, "press", "draft", sheet.PhotoDir)
}

// makeRooms makes a room for each of many producers of the workbook.
func (s *Service) makeRooms(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxRooms) {
		return
	}
	rows, err := s.draftRows(r.Context())
	if err != nil {
		s.fail(w, r, err)
		return
	}
	var ids []string
	for _, p := range rows["Producers"] {
		if !slices.Contains(r.PostForm["code"], p["id"]) || !goodRoomCode(p["id"]) {
			continue
		}
		made, err := s.rooms.Make(r.Context(), nameOf(r.Context()), cmp.Or(p["name"], p["id"]), p["id"], nil)
		if errors.Is(err, room.ErrTaken) {
			continue
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		ids = append(ids, made.ID)
	}
	if len(ids) == 0 {
		s.drawRooms(w, r, http.StatusUnprocessableEntity, web.DeskRooms{Fault: "desk.fault.none"})
		return
	}
	s.adopt(r.Context(), ids...)
	s.invite(w, r, ids)
}

// inviteRooms makes new invitations to rooms.
func (s *Service) inviteRooms(w http.ResponseWriter, r *http.Request) {
	if parseForm(w, r, maxRooms) {
		s.invite(w, r, r.PostForm["room"])
	}
}

// invite makes invitations and shows them, once.
func (s *Service) invite(w http.ResponseWriter, r *http.Request, ids []string) {
	p := web.DeskInvited{Frame: s.frame(w, r, true), Expires: showTime(s.config.Now().Add(room.InvitationLasts))}
	p.Here = "/rooms"
	for _, id := range ids {
		held, err := s.roomRow(r.Context(), id)
		if err == nil && held.Ended.IsZero() {
			err = s.inviteOne(r, &p, held)
		}
		if errors.Is(err, books.ErrNotFound) || errors.Is(err, room.ErrNone) {
			continue
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
	}
	if len(p.All) == 0 {
		s.drawRooms(w, r, http.StatusUnprocessableEntity, web.DeskRooms{Fault: "desk.fault.none"})
		return
	}
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) inviteOne(r *http.Request, p *web.DeskInvited, held books.Room) error {
	code, err := s.rooms.Invite(r.Context(), nameOf(r.Context()), held.ID)
	if err != nil {
		return err
	}
	one := web.DeskInvitation{Room: held.ID, Name: held.Name, Code: code.String(), Address: s.base(r) + PathRoom + string(code)}
	one.Letter = web.Say(p.Lang, "desk.letter", held.Name, one.Address, s.base(r)+"/room", one.Code, p.Expires)
	p.All = append(p.All, one)
	return nil
}

func (s *Service) roomRow(ctx context.Context, id string) (held books.Room, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		held, err = t.Room(id)
		return err
	})
	return held, err
}

// base is the address of this hub as the browser knows it, without a slash.
func (s *Service) base(r *http.Request) string {
	if s.config.PublicURL != "" {
		return strings.TrimSuffix(s.config.PublicURL, "/")
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// showRoomOf shows one room to an officer.
func (s *Service) showRoomOf(w http.ResponseWriter, r *http.Request) {
	p := web.DeskOneRoom{Frame: s.frame(w, r, true)}
	held, err := s.roomRow(r.Context(), r.PathValue("id"))
	if errors.Is(err, books.ErrNotFound) {
		s.showNothing(w, r)
		return
	}
	if err == nil {
		p.By, p.Created = held.By, showTime(held.Created)
		err = s.fillRoom(r.Context(), held, &p)
	}
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if done := r.URL.Query().Get("done"); slices.Contains([]string{"end", "shut", "reopen", "adopt"}, done) {
		p.Notice = "desk.room.done." + done
	}
	s.draw(w, r, http.StatusOK, p)
}

func (s *Service) fillRoom(ctx context.Context, held books.Room, p *web.DeskOneRoom) (err error) {
	if p.Rows, err = s.queue(ctx, func(d books.Dossier) bool { return d.Room == held.ID }); err != nil {
		return err
	}
	return s.db.View(ctx, func(t *books.Tx) error {
		if p.DeskRoom, err = s.deskRoom(t, held); err != nil {
			return err
		}
		p.Visits = nil
		visits, err := t.RoomVisits(held.ID)
		for _, v := range visits {
			if v.Expires.After(s.config.Now()) {
				p.Visits = append(p.Visits, web.DeskVisit{Since: showTime(v.Since), Used: showTime(v.Used)})
			}
		}
		return err
	})
}

// onRoom does something about a room and shows it.
func (s *Service) onRoom(act func(*room.Rooms, context.Context, string) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		id := r.PathValue("id")
		err := act(s.rooms, r.Context(), id)
		if err != nil {
			s.caseFailed(w, r, err)
			return
		}
		done := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		http.Redirect(w, r, fmt.Sprintf("/rooms/%s?done=%s", id, done), http.StatusSeeOther)
	}
}
