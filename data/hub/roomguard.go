package hub

import (
	"context"
	"errors"
	"net/http"

	"hangviet/data/hub/books"
	"hangviet/data/hub/people"
	"hangviet/data/hub/room"
	"hangviet/ui/web"
)

// roomRoutes are the producers' own pages. Whoever has a session of a room is in
// that room and nowhere else; an officer's session opens none.
func (s *Service) roomRoutes() []route {
	return []route{
		{"GET /room", people.Producer, s.showRoom},
		{"GET /room/open", people.Anyone, s.showRoomDoor},
		{"POST /room/open", people.Anyone, s.openRoom},
		{"GET /room/open/{code}", people.Anyone, s.showRoomLink},
		{"POST /room/leave", people.Producer, s.leaveRoom},
		{"POST /room/contact", people.Producer, s.setRoomContact},
		{"POST /room/products", people.Producer, s.addRoomProduct},
		{"GET /room/forms/{id}", people.Producer, s.showRoomForm},
		{"GET /room/forms/{id}/{step}", people.Producer, s.showRoomStep},
		{"POST /room/forms/{id}/{step}", people.Producer, s.saveRoomStep},
		{"POST /room/judge/{id}/{step}", people.Producer, s.judgeRoomStep},
		{"GET /room/forms/{id}/preview", people.Producer, s.showRoomPreview},
		{"POST /room/forms/{id}/send", people.Producer, s.sendRoomForm},
		{"POST /room/forms/{id}/recall", people.Producer, s.recallRoomForm},
		{"POST /room/forms/{id}/drop", people.Producer, s.dropRoomForm},
		{"POST /room/forms/{id}/photos", people.Producer, s.addRoomPhotos},
		{"GET /room/forms/{id}/photos/{file}", people.Producer, s.showRoomPhoto},
		{"POST /room/forms/{id}/photos/{file}", people.Producer, s.mendRoomPhoto},
		{"POST /room/forms/{id}/documents", people.Producer, s.addRoomDocument},
		{"POST /room/forms/{id}/documents/{file}/remove", people.Producer, s.removeRoomDocument},
		{"GET /room/pictures/{file}", people.Producer, s.sendRoomPicture},
	}
}

// roomKey is under which a request's context holds the room that it comes from.
type roomKey struct{}

// roomOf returns the room that a request comes from; there is one behind every
// route of a producer.
func roomOf(ctx context.Context) books.Room {
	held, _ := ctx.Value(roomKey{}).(books.Room)
	return held
}

// inRoom lets only those through who are in a room; others are shown its door.
func (s *Service) inRoom(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		held, in, err := s.rooms.Visit(r.Context(), s.roomToken(r))
		switch {
		case err != nil:
			s.fail(w, r, err)
		case !in:
			http.Redirect(w, r, "/room/open", http.StatusSeeOther)
		default:
			next(w, r.WithContext(context.WithValue(r.Context(), roomKey{}, held)))
		}
	}
}

// roomCookie is the name of the cookie that a room's session lives in: it goes to
// the pages of rooms alone, so that it has the prefix for TLS and not that for a
// whole host.
func (s *Service) roomCookie(r *http.Request) string {
	if s.secure(r) {
		return "__Secure-room"
	}
	return "room"
}

// setRoomCookie gives a phone a session; an empty token takes it back. A link in a
// message leads into the room, so that the cookie comes along from elsewhere; what
// changes something does not, by [http.CrossOriginProtection].
func (s *Service) setRoomCookie(w http.ResponseWriter, r *http.Request, token string) {
	cookie := http.Cookie{
		Name: s.roomCookie(r), Value: token, Path: "/room", MaxAge: int(room.VisitLasts.Seconds()),
		HttpOnly: true, Secure: s.secure(r), SameSite: http.SameSiteLaxMode,
	}
	if token == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, &cookie)
}

func (s *Service) roomToken(r *http.Request) string {
	cookie, err := r.Cookie(s.roomCookie(r))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// roomFrame is what stands around a producer's page.
func (s *Service) roomFrame(w http.ResponseWriter, r *http.Request) web.Frame {
	f := web.Frame{Lang: s.lang(w, r), Here: r.URL.EscapedPath(), Asked: r.URL, InRoom: true, Name: roomOf(r.Context()).Name}
	if r.Method != http.MethodGet {
		f.Here, f.Asked = "/room", nil // where the other language leads
	}
	return f
}

// roomFail answers an error of a room's: what is not there, what cannot be done
// now, or our own fault.
func (s *Service) roomFail(w http.ResponseWriter, r *http.Request, err error) {
	p := web.Message{Frame: s.roomFrame(w, r), Key: "message.error"}
	status := http.StatusInternalServerError
	switch key := roomFault(err); {
	case errors.Is(err, room.ErrNone):
		status, p.Key = http.StatusNotFound, "message.notfound"
	case key != "":
		status, p.Key = http.StatusConflict, key
	default:
		s.config.Log.Error("room", "error", err)
	}
	p.Here = "/room"
	s.draw(w, r, status, p)
}
