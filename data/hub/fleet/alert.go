package fleet

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"hangviet/data/hub/books"
)

// Alerts is what is told to people about problems, and when. Not each problem is a
// message: those of a kind are told together, and what comes and goes within Settle
// not at all.
type Alerts struct {
	Kinds  []Kind        `json:"kinds"`  // that are told; nil: [usualKinds]
	Settle time.Duration `json:"settle"` // how long something lasts before it is told
	Gap    time.Duration `json:"gap"`    // least time between two messages, but for what presses most
	From   int           `json:"from"`   // quiet from this minute of the day, in Vietnam …
	To     int           `json:"to"`     // … to this one; the same: never quiet
}

// usualKinds are told when nothing else is set.
func usualKinds() []Kind {
	return []Kind{Twin, Forked, Ledger, Cut, Silent, Disk, Unsent, Clock, Crashes, Content, Waiting}
}

// DefaultAlerts are those that hold when nothing is set.
func DefaultAlerts() Alerts { return Alerts{Settle: 10 * time.Minute, Gap: time.Hour} }

// presses tells whether a kind is told without waiting for Gap.
func (k Kind) presses() bool { return k == Twin || k == Forked || k == Ledger }

// Tells tells whether a kind is told.
func (a Alerts) Tells(k Kind) bool {
	kinds := a.Kinds
	if kinds == nil {
		kinds = usualKinds()
	}
	return slices.Contains(kinds, k)
}

// Quiet tells whether people are to be left alone at that minute of the day.
func (a Alerts) Quiet(minute int) bool {
	if a.From <= a.To {
		return a.From <= minute && minute < a.To
	}
	return minute >= a.From || minute < a.To
}

// Seen is a kind of problem of a kiosk that is there now.
type Seen struct{ Kind, Kiosk string }

// Part is what a message says of one kind.
type Part struct {
	Kind  Kind     `json:"kind"`
	New   []string `json:"new,omitempty"`  // ids of kiosks, at most [MaxNamed]
	News  int      `json:"news"`           // how many there are
	Over  []string `json:"over,omitempty"` // the same of those that are well again
	Overs int      `json:"overs"`
	Still int      `json:"still"` // kiosks that have it now, the new ones too
}

// MaxNamed is how many kiosks of a kind a message names.
const MaxNamed = 10

// Changes are notices to be stored and to be dropped, and the message to be sent,
// if any.
type Changes struct {
	Put, Drop []books.Notice
	Parts     []Part
}

// Judge compares what is noted with what is seen now. Last is when the last message
// was made, minute the minute of the day.
func (a Alerts) Judge(noted []books.Notice, seen []Seen, now, last time.Time, minute int) Changes {
	c, there := a.note(noted, seen, now)
	due, presses := a.due(there, now)
	if !due || a.Quiet(minute) || !presses && now.Sub(last) < a.Gap {
		return c
	}
	c.tell(there, now, a.Settle)
	return c
}

// note brings the notices up to date. What came and went before it was told is
// dropped without a word.
func (a Alerts) note(noted []books.Notice, seen []Seen, now time.Time) (c Changes, there []books.Notice) {
	is := map[Seen]bool{}
	for _, s := range seen {
		is[s] = a.Tells(Kind(s.Kind))
	}
	for _, n := range noted {
		key := Seen{n.Kind, n.Kiosk}
		here := is[key]
		delete(is, key)
		switch {
		case here && !n.Gone.IsZero():
			n.Gone = time.Time{} // it is back before anybody was told that it went
			c.Put = append(c.Put, n)
		case !here && n.Told.IsZero():
			c.Drop = append(c.Drop, n)
			continue
		case !here && n.Gone.IsZero():
			n.Gone = now
			c.Put = append(c.Put, n)
		}
		there = append(there, n)
	}
	for _, s := range seen {
		if is[s] {
			delete(is, s)
			n := books.Notice{Kind: s.Kind, Kiosk: s.Kiosk, Since: now}
			c.Put, there = append(c.Put, n), append(there, n)
		}
	}
	return c, there
}

// due tells whether something has lasted long enough to be told, and whether it
// presses.
func (a Alerts) due(there []books.Notice, now time.Time) (due, presses bool) {
	for _, n := range there {
		if ripe(n, now, a.Settle) {
			due = true
			presses = presses || Kind(n.Kind).presses() && n.Gone.IsZero()
		}
	}
	return due, presses
}

// ripe tells whether a notice is to be told: it is new, or over, for long enough.
func ripe(n books.Notice, now time.Time, settle time.Duration) bool {
	if n.Gone.IsZero() {
		return n.Told.IsZero() && now.Sub(n.Since) >= settle
	}
	return !n.Told.IsZero() && now.Sub(n.Gone) >= settle
}

// tell makes the message of all that is to be told.
func (c *Changes) tell(there []books.Notice, now time.Time, settle time.Duration) {
	parts := map[Kind]*Part{}
	for _, n := range there {
		p := parts[Kind(n.Kind)]
		if p == nil {
			p = &Part{Kind: Kind(n.Kind)}
			parts[p.Kind] = p
		}
		if n.Gone.IsZero() {
			p.Still++
		}
		if !ripe(n, now, settle) {
			continue
		}
		if n.Gone.IsZero() {
			n.Told = now
			p.News++
			p.New = named(p.New, n.Kiosk)
			c.Put = append(c.Put, n)
			continue
		}
		p.Overs++
		p.Over = named(p.Over, n.Kiosk)
		c.Drop = append(c.Drop, n)
	}
	for _, kind := range Kinds() {
		if p := parts[kind]; p != nil && p.News+p.Overs > 0 {
			c.Parts = append(c.Parts, *p)
		}
	}
}

func named(list []string, kiosk string) []string {
	if len(list) < MaxNamed {
		return append(list, kiosk)
	}
	return list
}

// ParseParts reads what [FormatParts] wrote.
func ParseParts(text string) (parts []Part, err error) {
	if err := json.Unmarshal([]byte(text), &parts); err != nil {
		return nil, fmt.Errorf("read message: %w", err)
	}
	return parts, nil
}

// FormatParts writes a message as it is stored.
func FormatParts(parts []Part) string {
	text, _ := json.Marshal(parts) // strings and numbers always encode
	return string(text)
}
