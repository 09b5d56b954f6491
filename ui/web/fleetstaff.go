package web

import "io"

// FleetUnlock is the page that makes the code by which a kiosk's locked staff entrance
// opens.
type FleetUnlock struct {
	Frame
	ID, Kiosk string // id and name
	Challenge string // as it was typed
	Fault     string // key of a text, "" none
	Made      string // the code, "" not yet
}

// Draw writes the page.
func (p FleetUnlock) Draw(w io.Writer) error { return draw(w, "fleetunlock", p.Lang, p) }

// FleetCheck is how the last self-test of a kiosk ended.
type FleetCheck struct {
	At, Mark string
	Bad      bool
	Lines    []FleetCheckLine
}

// FleetCheckLine is one part of it; State is "good", "bad" or "untried".
type FleetCheckLine struct{ Part, State, Note string }
