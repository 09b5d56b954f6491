package hub

import (
	"bytes"
	"net/http"

	printed "hangviet/data/cards/labels"
	"hangviet/data/hub/room"
	"hangviet/data/ticket"
	"hangviet/ui/web"
)

// mostInvitations is how many invitations a sheet has at most.
const mostInvitations = 1000

// sendInvitations prints invitations that were just made, a symbol and a code for
// each: the page that shows them once sends them back, and only those that still
// open a room are printed.
func (s *Service) sendInvitations(w http.ResponseWriter, r *http.Request) {
	if !parseForm(w, r, maxRooms) {
		return
	}
	lang := s.lang(w, r)
	sheet := printed.Sheet{Title: web.Word(lang, "desk.sheet"), Wide: 1, High: 4, Made: s.config.Now()}
	until := showTime(s.config.Now().Add(room.InvitationLasts))[:10]
	for _, typed := range r.PostForm["code"][:min(len(r.PostForm["code"]), mostInvitations)] {
		code, err := ticket.Parse(typed)
		if err != nil {
			continue
		}
		held, err := s.rooms.Look(r.Context(), code)
		if err != nil {
			continue
		}
		sheet.Labels = append(sheet.Labels, printed.Label{
			Above: web.Word(lang, "desk.sheet.above"), Title: held.Name,
			Lines: []string{web.Say(lang, "desk.sheet.how", s.base(r)+"/room")},
			Code:  code.String(), QR: s.base(r) + PathRoom + string(code), Foot: web.Say(lang, "desk.sheet.foot", until),
		})
	}
	if len(sheet.Labels) == 0 {
		s.drawRooms(w, r, http.StatusUnprocessableEntity, web.DeskRooms{Fault: "desk.fault.none"})
		return
	}
	var out bytes.Buffer
	if err := printed.Write(&out, sheet); err != nil {
		s.fail(w, r, err)
		return
	}
	sendFile(w, "invitations.pdf", "application/pdf", out.Bytes())
}
