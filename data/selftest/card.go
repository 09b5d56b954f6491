package selftest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Part names what is tried. The names are on disks and go to the hub.
type Part string

// The parts, in the order of a card.
const (
	Touch   Part = "touch"   // every cell of the screen, by a person
	Colours Part = "colours" // by a person
	Stick   Part = "stick"   // written and read where it may be written, else read
	Network Part = "network" // a way out with an address
	Hub     Part = "hub"     // answers
	Disk    Part = "disk"    // speed, and room
	Clock   Part = "clock"   // against signed time and the hub's
	Chain   Part = "chain"   // signatures and files of the shown release
	Ballot  Part = "ballot"  // a ballot on trial, from the door to the ledger
	Power   Part = "power"   // rehearsal of a power cut, on a copy
	Pulled  Part = "pulled"  // rehearsal of a stick that is pulled, on a copy
	Full    Part = "full"    // rehearsal of a full disk, on a copy
)

// Parts are all of them in the order of a card.
var Parts = []Part{Touch, Colours, Stick, Network, Hub, Disk, Clock, Chain, Ballot, Power, Pulled, Full}

// State is how a part ended.
type State string

// The states.
const (
	Good    State = "good"
	Bad     State = "bad"
	Untried State = "untried" // it cannot be tried here; the code tells why
)

// Line is how one part ended.
type Line struct {
	Part  Part   `json:"part"`
	State State  `json:"state"`
	Code  string `json:"code,omitempty"` // why not good, "disk.slow"; each has a sentence
	Note  string `json:"note,omitempty"` // figures, or what the fault said: one line for a technician
}

// Card is a self-test that has ended.
type Card struct {
	Time    time.Time `json:"time"`           // when it ended, by the kiosk's clock
	Kiosk   string    `json:"kiosk"`          // id
	Version string    `json:"version"`        // of the program
	Release int64     `json:"release"`        // that was shown, 0 none
	Mark    string    `json:"mark,omitempty"` // of the member who tried
	Lines   []Line    `json:"lines"`          // in the order of [Parts]
}

// maxNote is how long a note is kept, in bytes.
const maxNote = 160

// Note is a text as the note of a line: one line, not too long.
func Note(text string) string {
	text = strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " ")
	if len(text) <= maxNote {
		return text
	}
	end := maxNote
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// Count tells how many lines ended so.
func (c Card) Count(s State) (n int) {
	for _, l := range c.Lines {
		if l.State == s {
			n++
		}
	}
	return n
}

// Put puts a line in its place, over an earlier one of its part.
func (c *Card) Put(l Line) {
	c.Lines = slices.DeleteFunc(slices.Clone(c.Lines), func(have Line) bool { return have.Part == l.Part })
	c.Lines = append(c.Lines, l)
	slices.SortFunc(c.Lines, func(a, b Line) int { return slices.Index(Parts, a.Part) - slices.Index(Parts, b.Part) })
}

// Line returns how a part ended; ok is false while it has not.
func (c Card) Line(p Part) (l Line, ok bool) {
	i := slices.IndexFunc(c.Lines, func(have Line) bool { return have.Part == p })
	if i < 0 {
		return Line{Part: p}, false
	}
	return c.Lines[i], true
}

// String is the card as it is kept: JSON in one line.
func (c Card) String() string {
	text, err := json.Marshal(c)
	if err != nil { // a time of before year 0 or after 9999
		c.Time = time.Time{}
		text, _ = json.Marshal(c) // of strings and numbers: cannot fail
	}
	return string(text)
}

// Parse reads what [Card.String] wrote, also what a later program adds.
func Parse(text string) (c Card, err error) {
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return c, fmt.Errorf("read self-test: %w", err)
	}
	return c, nil
}
