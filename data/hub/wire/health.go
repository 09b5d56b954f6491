package wire

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Health is how a kiosk is. Numbers that a kiosk cannot tell are -1 where 0 means
// something else; an older kiosk leaves fields out.
type Health struct {
	Version  string    `json:"version"`            // of the program, "v1.4.2"; "" for a build of one's own
	System   string    `json:"system"`             // "linux/amd64"
	Release  int64     `json:"release"`            // number of the release that is shown, 0 none
	Sample   bool      `json:"sample,omitempty"`   // that is the built-in sample
	Settings int64     `json:"settings,omitempty"` // number of the organiser's settings that it follows, 0 none
	Name     string    `json:"name"`               // what people call it
	Point    string    `json:"point"`              // id of the point it stands at
	Problems []Trouble `json:"problems,omitempty"`
	Clock    string    `json:"clock,omitempty"` // "behind" a signed time it has seen, else ""
	Error    *int64    `json:"error,omitempty"` // milliseconds its clock was ahead of the hub's when they last spoke
	Disk     int64     `json:"disk"`            // bytes free, -1 unknown
	Memory   int64     `json:"memory"`          // bytes the program takes, -1 unknown
	Ledger   int64     `json:"ledger"`          // entries
	Unsent   int64     `json:"unsent"`          // of these that no receipt covers
	Started  string    `json:"started"`         // when the program did, by its clock, as [FormatClock] writes it
	Restarts int64     `json:"restarts"`        // of the program within the 24 hours before
	Open     string    `json:"open"`            // "open", "closed" outside its hours, "paused" by staff, "" no window
}

// Trouble is something wrong with a kiosk.
type Trouble struct {
	Code  string `json:"code"`            // "E-CONTENT-SIGN"
	Since string `json:"since,omitempty"` // as [FormatClock] writes it
}

// The values of Health.Open.
const (
	Open   = "open"
	Closed = "closed"
	Paused = "paused"
)

// maxTroubles is how many problems of a kiosk are told.
const maxTroubles = 40

// bounded cuts what is longer, more or smaller than any kiosk tells.
func (h Health) bounded() Health {
	for _, s := range []*string{&h.Version, &h.System, &h.Point, &h.Clock, &h.Started, &h.Open} {
		*s = shortLine(*s, 64)
	}
	h.Name = shortLine(h.Name, MaxName)
	for _, n := range []*int64{&h.Release, &h.Settings, &h.Ledger, &h.Unsent, &h.Restarts} {
		*n = max(*n, 0)
	}
	h.Disk, h.Memory = max(h.Disk, -1), max(h.Memory, -1)
	h.Problems = slices.Clone(h.Problems[:min(len(h.Problems), maxTroubles)])
	for i, p := range h.Problems {
		h.Problems[i] = Trouble{shortLine(p.Code, 40), shortLine(p.Since, 40)}
	}
	return h
}

// shortLine is s as one line of visible characters and at most n bytes.
func shortLine(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || hidden(r) {
			return -1
		}
		return r
	}, s)
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
