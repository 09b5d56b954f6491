package model

import (
	"strings"
)

// HubPanel tells the staff how the kiosk stands with the organiser's hub, and while
// it waits for approval the code to approve it by.
type HubPanel struct {
	Title   string
	Text    string
	Bad     bool   // the text tells of something wrong
	Code    string // to be read out; "" when nobody needs it
	QR      string // the same for a phone: an address of the hub; "" none
	Caption string
	Set     string // what the organiser has set for this kiosk; "" nothing
}

// HubStanding is how a kiosk stands with its hub.
type HubStanding struct {
	Address string   // of the hub, "" none
	Status  string   // "pending", "approved", "refused", "" never met
	Code    string   // of this kiosk
	Twin    bool     // another device uses its identity
	Set     []string // names of the settings that the organiser has set
}

// newHubPanel says what to tell.
func newHubPanel(env Env, h HubStanding) HubPanel {
	p := HubPanel{Title: env.Say("staff.hub")}
	switch {
	case h.Address == "":
		p.Text = env.Say("staff.hub.none")
	case h.Twin:
		p.Text, p.Bad = env.Say("staff.hub.twin"), true
	case h.Status == "approved":
		p.Text = env.Say("staff.hub.approved")
	case h.Status == "refused":
		p.Text, p.Bad, p.Code = env.Say("staff.hub.refused"), true, h.Code
	default:
		p.Text, p.Code = env.Say("staff.hub.pending"), h.Code
		p.QR = strings.TrimRight(h.Address, "/") + "/kiosks/add?code=" + h.Code
		p.Caption = env.Say("staff.hub.scan")
	}
	var names []string
	for _, key := range h.Set {
		names = append(names, env.Say("staff.set."+key))
	}
	if len(names) > 0 {
		p.Set = env.Say("staff.hub.set", strings.Join(names, ", "))
	}
	return p
}
