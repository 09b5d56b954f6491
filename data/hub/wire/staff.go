package wire

import "slices"

// Act is one thing that the staff of a kiosk did at its screen. It names a member by
// a mark, never by a name.
type Act struct {
	N    int64  `json:"n"`              // counts up on the kiosk
	Time string `json:"time"`           // as [FormatClock] writes it, by the kiosk's clock
	Mark string `json:"mark,omitempty"` // of the member, "" nobody was signed in
	Role string `json:"role,omitempty"` // "point", "technician"
	What string `json:"what"`           // "hours.today", see package staff
	Note string `json:"note,omitempty"`
}

// Check is how the last self-test of a kiosk ended.
type Check struct {
	Time  string      `json:"time"` // as [FormatClock] writes it
	Mark  string      `json:"mark,omitempty"`
	Lines []CheckLine `json:"lines"`
}

// CheckLine is how one part of it ended, see package selftest.
type CheckLine struct {
	Part  string `json:"part"`
	State string `json:"state"` // "good", "bad", "untried"
	Code  string `json:"code,omitempty"`
	Note  string `json:"note,omitempty"`
}

// The bounds of what is told of the staff.
const (
	MaxActs       = 16 // the newest
	MaxCheckLines = 20
)

// boundedActs cuts what is longer or more than any kiosk tells.
func boundedActs(acts []Act) []Act {
	acts = slices.Clone(acts[:min(len(acts), MaxActs)])
	for i, a := range acts {
		acts[i] = Act{max(a.N, 0), shortLine(a.Time, 40), shortLine(a.Mark, 8), shortLine(a.Role, 16), shortLine(a.What, 24), shortLine(a.Note, 120)}
	}
	return acts
}

// bounded cuts a self-test's; nil stays nil.
func (c *Check) bounded() *Check {
	if c == nil {
		return nil
	}
	cut := Check{shortLine(c.Time, 40), shortLine(c.Mark, 8), slices.Clone(c.Lines[:min(len(c.Lines), MaxCheckLines)])}
	for i, l := range cut.Lines {
		cut.Lines[i] = CheckLine{shortLine(l.Part, 16), shortLine(l.State, 8), shortLine(l.Code, 24), shortLine(l.Note, 120)}
	}
	return &cut
}

// Bad tells how many parts are faulty.
func (c *Check) Bad() (n int) {
	for _, l := range c.Lines {
		if l.State == "bad" {
			n++
		}
	}
	return n
}
