package wire

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Health is how a kiosk is. Numbers that a kiosk cannot tell are -1 where 0 means
// something else; an older kiosk leaves fields out.
type Health struct {
	Version  string    `json:"version"`            // of the program, "v1.4.2", or what Go calls a build between two; "" unknown
	System   string    `json:"system"`             // "linux/amd64"
	Release  int64     `json:"release"`            // number of the release that is shown, 0 none
	Sample   bool      `json:"sample,omitempty"`   // that is the built-in sample
	Settings int64     `json:"settings,omitempty"` // number of the organiser's settings that it follows, 0 none
	Name     string    `json:"name"`               // what people call it
	Point    string    `json:"point"`              // id of the point it stands at
	Problems []Trouble `json:"problems,omitempty"`
	Clock    string    `json:"clock,omitempty"` // "behind" a signed time it has seen, "ahead" of what can be, "jumped" while the program ran, else ""
	Error    *int64    `json:"error,omitempty"` // milliseconds its clock was ahead of the hub's when they last spoke
	Disk     int64     `json:"disk"`            // bytes free, -1 unknown
	Memory   int64     `json:"memory"`          // bytes the program takes, -1 unknown
	Ledger   int64     `json:"ledger"`          // entries
	Unsent   int64     `json:"unsent"`          // of these that no receipt covers
	Started  string    `json:"started"`         // when the program did, by its clock, as [FormatClock] writes it
	Restarts int64     `json:"restarts"`        // of the program within the 24 hours before
	Open     string    `json:"open"`            // "open", "closed" outside its hours, "paused" by staff, "" no window

	Temperature *int64  `json:"temperature,omitempty"` // of the hottest part of the machine, thousandths of a degree Celsius
	Room        int64   `json:"room,omitempty"`        // bytes of the machine's memory that programs may still take, 0 unknown
	Safe        string  `json:"safe,omitempty"`        // "safe" or "bare" after crashes, else ""
	Crashes     []Crash `json:"crashes,omitempty"`     // the newest first, at most [MaxCrashes]
	Gaps        []Gap   `json:"gaps,omitempty"`        // what damage has taken from the ledger, the oldest first

	Acts  []Act  `json:"acts,omitempty"`  // of the staff, the newest first, at most [MaxActs]
	Check *Check `json:"check,omitempty"` // the last self-test
}

// Crash is one run of the program that did not end as it was told to.
type Crash struct {
	Time    string `json:"time"`           // when it was found, as [FormatClock] writes it
	Version string `json:"version"`        // of the program
	Kind    string `json:"kind"`           // "crash", "frozen", "starved" or "killed"
	Text    string `json:"text,omitempty"` // the beginning of what the program said of itself, several lines
}

// Gap is what a damaged kiosk.db has lost of the ledger, told by the kiosk that
// mended it. Indexes are those of the ledger as it was before.
type Gap struct {
	Time    string     `json:"time"`              // when it was mended, as [FormatClock] writes it
	Size    int64      `json:"size"`              // entries there were, as far as is known
	Kept    int64      `json:"kept"`              // entries from 0 on that stand where they stood
	Moved   int64      `json:"moved"`             // entries after these that were added again, at the end
	Lost    [][2]int64 `json:"lost,omitempty"`    // ranges of what is lost: the first index, and the one after the last
	Unknown bool       `json:"unknown,omitempty"` // more may have been lost at the end
	Other   string     `json:"other,omitempty"`   // id of the kiosk it was before, where its key could not be read
}

// Ballots returns how many entries of the gap are lost.
func (g Gap) Ballots() (n int64) {
	for _, r := range g.Lost {
		n += max(0, r[1]-r[0])
	}
	return n
}

// The bounds of what a kiosk tells of crashes and gaps.
const (
	MaxCrashes   = 3
	MaxCrashText = 1500 // bytes
	MaxGaps      = 8
	MaxRanges    = 50 // of one gap
)

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
	for _, s := range []*string{&h.Version, &h.System, &h.Point, &h.Clock, &h.Started, &h.Open, &h.Safe} {
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
	h.Room = max(h.Room, 0)
	h.Acts, h.Check = boundedActs(h.Acts), h.Check.bounded()
	h.Crashes = slices.Clone(h.Crashes[:min(len(h.Crashes), MaxCrashes)])
	for i, c := range h.Crashes {
		h.Crashes[i] = Crash{shortLine(c.Time, 40), shortLine(c.Version, 64), shortLine(c.Kind, 16), shortText(c.Text, MaxCrashText)}
	}
	h.Gaps = slices.Clone(h.Gaps[:min(len(h.Gaps), MaxGaps)])
	for i := range h.Gaps {
		h.Gaps[i] = h.Gaps[i].bounded()
	}
	return h
}

func (g Gap) bounded() Gap {
	g.Time, g.Other = shortLine(g.Time, 40), shortLine(g.Other, 16)
	g.Size, g.Kept, g.Moved = max(g.Size, 0), max(g.Kept, 0), max(g.Moved, 0)
	g.Lost = slices.Clone(g.Lost[:min(len(g.Lost), MaxRanges)])
	return g
}

// shortText is s as lines of visible characters and at most n bytes.
func shortText(s string, n int) string {
	var lines []string
	for line := range strings.Lines(s) {
		lines = append(lines, shortLine(strings.ReplaceAll(line, "\t", "  "), n))
	}
	text := strings.Join(lines, "\n")
	for len(text) > n && n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:min(n, len(text))]
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
