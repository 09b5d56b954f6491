package hub

import (
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"strings"
	"time"

	"hangviet/data/hub/room"
	"hangviet/data/ticket"
	"hangviet/ui/web"
)

// PathRoom is where an invitation leads; its code follows.
const PathRoom = "/room/open/"

// showRoomDoor shows the form for a code.
func (s *Service) showRoomDoor(w http.ResponseWriter, r *http.Request) {
	s.drawDoor(w, r, http.StatusOK, web.RoomOpen{})
}

func (s *Service) drawDoor(w http.ResponseWriter, r *http.Request, status int, p web.RoomOpen) {
	p.Frame = web.Frame{Lang: s.lang(w, r), Here: "/room/open", InRoom: true}
	if p.Code != "" {
		p.Here = PathRoom + p.Code
	}
	s.draw(w, r, status, p)
}

// showRoomLink shows which room a link opens. It opens nothing: programs that show a
// preview of a message ask for every link in it.
func (s *Service) showRoomLink(w http.ResponseWriter, r *http.Request) {
	s.tryKey(w, r, r.PathValue("code"), func(code ticket.Code) (func(), error) {
		held, err := s.rooms.Look(r.Context(), code)
		return func() { s.drawDoor(w, r, http.StatusOK, web.RoomOpen{Code: string(code), Room: held.Name}) }, err
	})
}

// openRoom opens a room with a code, from the form or from the page of a link.
func (s *Service) openRoom(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	s.tryKey(w, r, r.PostForm.Get("code"), func(code ticket.Code) (func(), error) {
		token, _, err := s.rooms.Enter(r.Context(), code)
		if err != nil {
			return nil, err
		}
		err = s.rooms.Leave(r.Context(), s.roomToken(r)) // the room before, whoever's it was
		return func() {
			s.setRoomCookie(w, r, token)
			http.Redirect(w, r, "/room", http.StatusSeeOther)
		}, err
	})
}

// tryKey tries a code that somebody has, as one attempt of few; what was only
// mistyped is none, and a code that somebody was invited with is taken back. f
// returns what answers.
func (s *Service) tryKey(w http.ResponseWriter, r *http.Request, typed string, f func(ticket.Code) (func(), error)) {
	code, err := ticket.Parse(brief(typed, 100))
	if err != nil {
		s.drawDoor(w, r, http.StatusUnprocessableEntity, web.RoomOpen{Typed: brief(typed, 40), Fault: "room.open.mistyped"})
		return
	}
	address := s.address(r)
	wait, err := s.enter(r.Context(), roomGate, address)
	if err != nil || wait > 0 {
		s.drawWait(w, r, wait, err)
		return
	}
	answer, err := f(code)
	if !errors.Is(err, room.ErrNoKey) {
		if back := s.hit(r.Context(), roomGate, address); back != nil {
			err = errors.Join(err, back)
		}
	}
	if err != nil {
		s.refuseKey(w, r, err)
		return
	}
	answer()
}

// refuseKey says what is wrong with an invitation. Who uses one again on the phone
// that it has opened the room on simply goes in.
func (s *Service) refuseKey(w http.ResponseWriter, r *http.Request, err error) {
	key, status := keyFault(err)
	if key == "" {
		s.fail(w, r, err)
		return
	}
	if _, in, _ := s.rooms.Visit(r.Context(), s.roomToken(r)); in && errors.Is(err, room.ErrUsed) {
		http.Redirect(w, r, "/room", http.StatusSeeOther)
		return
	}
	s.drawDoor(w, r, status, web.RoomOpen{Fault: key})
}

// keyFault says what is wrong with an invitation.
func keyFault(err error) (key string, status int) {
	for _, f := range []struct {
		err    error
		key    string
		status int
	}{
		{room.ErrNoKey, "room.open.unknown", http.StatusNotFound},
		{room.ErrUsed, "room.open.used", http.StatusGone},
		{room.ErrExpired, "room.open.expired", http.StatusGone},
		{room.ErrClosed, "room.open.closed", http.StatusGone},
	} {
		if errors.Is(err, f.err) {
			return f.key, f.status
		}
	}
	return "", 0
}

func (s *Service) drawWait(w http.ResponseWriter, r *http.Request, wait time.Duration, err error) {
	if err != nil {
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Retry-After", fmt.Sprint(roundUp(wait, time.Second)))
	key, n := waitWords(wait)
	s.drawDoor(w, r, http.StatusTooManyRequests, web.RoomOpen{Fault: key, Wait: n})
}

// leaveRoom ends the session of this phone.
func (s *Service) leaveRoom(w http.ResponseWriter, r *http.Request) {
	if err := s.rooms.Leave(r.Context(), s.roomToken(r)); err != nil {
		s.roomFail(w, r, err)
		return
	}
	s.setRoomCookie(w, r, "")
	http.Redirect(w, r, "/room/open", http.StatusSeeOther)
}

// setRoomContact keeps where reminders go, or that none are wanted.
func (s *Service) setRoomContact(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	contact := strings.Join(strings.Fields(r.PostForm.Get("contact")), " ")
	if !goodContact(contact) {
		s.drawRoom(w, r, http.StatusUnprocessableEntity, web.RoomHome{Fault: "room.contact.wrong", Contact: brief(contact, 200)})
		return
	}
	if err := s.rooms.SetContact(r.Context(), roomOf(r.Context()).ID, contact); err != nil {
		s.roomFail(w, r, err)
		return
	}
	http.Redirect(w, r, "/room?done=contact", http.StatusSeeOther)
}

// goodContact tells whether a text is an e-mail address or a phone number, or
// nothing at all.
func goodContact(text string) bool {
	if text == "" {
		return true
	}
	if strings.Contains(text, "@") {
		a, err := mail.ParseAddress(text)
		return err == nil && a.Address == text && len(text) <= 200
	}
	digits := strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, text)
	return len(digits) >= 9 && len(digits) <= 13 && strings.Trim(text, "0123456789+ .-()") == ""
}
