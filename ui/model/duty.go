package model

import (
	"fmt"
	"strings"
	"time"

	"hangviet/data/catalog"
)

// Duty is when the kiosk serves and when it hurries. The zero value serves
// always and never hurries.
type Duty struct {
	Open   Hours // when it serves; none: always
	Shut   bool  // for the rest of the day, whatever the hours
	Paused bool  // by the staff, until they end it
	Rush   Hours // when it hurries, as at the end of a shift; none: never
	ByHand Hand  // hurries or not whatever the hours say
}

// Hand is what the staff set by hand.
type Hand string

// What can be set by hand.
const (
	ByHours Hand = ""
	On      Hand = "on"
	Off     Hand = "off"
)

// Rest is the screen that waits at t: the slideshow, or that it is closed or
// paused.
func (d Duty) Rest(t time.Time) Screen {
	switch {
	case d.Paused:
		return AtPaused
	case d.Shut, len(d.Open) > 0 && !d.Open.Hold(t):
		return AtClosed
	}
	return AtAttract
}

// Rushing tells whether a visit that begins at t is a hurried one.
func (d Duty) Rushing(t time.Time) bool {
	if d.ByHand != ByHours {
		return d.ByHand == On
	}
	return d.Rush.Hold(t)
}

// Equal tells whether two duties are the same.
func (d Duty) Equal(other Duty) bool {
	return d.Paused == other.Paused && d.Shut == other.Shut && d.ByHand == other.ByHand &&
		d.Open.Show() == other.Open.Show() && d.Rush.Show() == other.Rush.Show()
}

// Hours are times of the day, in Vietnam.
type Hours []span

// span is from a minute of the day up to another, past midnight when that is
// not later.
type span struct{ from, to int }

const day = 24 * 60 // minutes

// ParseHours reads "08:00-21:00", or several of that form with commas between
// them. "" is no hours.
func ParseHours(text string) (Hours, error) {
	var all Hours
	for part := range strings.SplitSeq(text, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		from, to, _ := strings.Cut(part, "-")
		begin, errBegin := parseMinute(from)
		end, errEnd := parseMinute(to)
		if errBegin != nil || errEnd != nil || begin == end || begin == day {
			return nil, fmt.Errorf("%q is not of the form 08:00-21:00", strings.TrimSpace(part))
		}
		all = append(all, span{begin, end})
	}
	return all, nil
}

func parseMinute(text string) (int, error) {
	if strings.TrimSpace(text) == "24:00" {
		return day, nil
	}
	t, err := time.Parse("15:04", strings.TrimSpace(text))
	return t.Hour()*60 + t.Minute(), err
}

// Hold tells whether t lies within one of the hours.
func (h Hours) Hold(t time.Time) bool {
	local := t.In(catalog.Zone)
	now := local.Hour()*60 + local.Minute()
	for _, s := range h {
		inside := now >= s.from && now < s.to
		if s.to < s.from {
			inside = now >= s.from || now < s.to
		}
		if inside {
			return true
		}
	}
	return false
}

// Show is how people write the hours: "08:00 – 21:00".
func (h Hours) Show() string {
	var parts []string
	for _, s := range h {
		parts = append(parts, fmt.Sprintf("%02d:%02d – %02d:%02d", s.from/60, s.from%60, s.to/60, s.to%60))
	}
	return strings.Join(parts, ", ")
}
