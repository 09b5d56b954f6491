package web

import (
	"bytes"

	"hangviet/data/hub/people"
)

// addPeople adds the pages of accounts, with everything on them.
func addPeople(all map[string]func(*bytes.Buffer) error, frame Frame) {
	for _, kind := range []string{"first", "invite", "password"} {
		faults := Faults{"name": "fault.name", "password": "fault.short", "again": "fault.again"}
		all["join "+kind] = func(w *bytes.Buffer) error { return Join{frame, kind, "<i>", people.Editor, faults}.Draw(w) }
	}
	row := PersonRow{"<i>", people.Verifier, "a", "b", true, true, false}
	link := Link{"<i>", "http://hub/join/x", "c"}
	faults := Faults{"old": "fault.password", "new": "fault.short", "again": "fault.again", "off": "login.seconds"}
	all["second"] = func(w *bytes.Buffer) error { return Second{frame, "/", "second.wrong", 0}.Draw(w) }
	all["second locked"] = func(w *bytes.Buffer) error { return Second{frame, "/", "login.seconds", 2}.Draw(w) }
	all["account"] = func(w *bytes.Buffer) error {
		return Account{frame, "a", true, 9, []string{"A-B"}, "done.second.on", 3, faults}.Draw(w)
	}
	all["plain account"] = func(w *bytes.Buffer) error { return Account{Frame: frame}.Draw(w) }
	all["set second"] = func(w *bytes.Buffer) error { return SetSecond{frame, "ABCD EFGH", "second.wrong"}.Draw(w) }
	all["people"] = func(w *bytes.Buffer) error {
		return People{
			frame,
			[]PersonRow{row, {Name: "b", Role: people.Administrator, Last: true}},
			[]Invitation{{"<i>", people.Viewer, "<i>", "c"}, {Name: "d", Role: people.Editor}},
			people.Roles(), "<i>",
			Faults{"name": "fault.taken", "role": "fault.role"},
			link,
		}.Draw(w)
	}
	all["person"] = func(w *bytes.Buffer) error {
		return PersonPage{frame, row, people.Roles(), link, "done.role", "fault.last"}.Draw(w)
	}
	all["last person"] = func(w *bytes.Buffer) error {
		return PersonPage{Frame: frame, Person: PersonRow{Name: "b", Role: people.Administrator, Last: true}}.Draw(w)
	}
	all["tokens"] = func(w *bytes.Buffer) error {
		rows := []TokenRow{{"i", "<i>", "<i>", people.Viewer, "a", "b", true}, {ID: "j", Role: people.Editor}}
		return Tokens{frame, rows, people.Roles(), "hv_x", "<i>", 90, Faults{"name": "fault.tokenname", "role": "fault.role", "days": "fault.days"}}.Draw(w)
	}
	all["no tokens"] = func(w *bytes.Buffer) error { return Tokens{Frame: frame}.Draw(w) }
	all["audit"] = func(w *bytes.Buffer) error {
		lines := []AuditLine{{3, "a", "<i>", "page", "x", "<i>", "<i>"}, {2, "a", "", "command", "x", "", ""}, {1, "a", "t", "api", "x", "", ""}, {Number: 0}}
		return Audit{frame, lines, AuditFilter{"<i>", "x", "<i>", "2026-11-01", "", "fault.day"}, []AuditAct{{"x", "<i>"}}, []string{"<i>"}, "/audit?before=1", "/audit.csv?act=x"}.Draw(w)
	}
	all["no audit"] = func(w *bytes.Buffer) error { return Audit{Frame: frame}.Draw(w) }
}
