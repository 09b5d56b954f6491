package model

import (
	"fmt"
	"strings"
	"time"

	"hangviet/data/catalog"
)

// TodayHours reads an exception for one day, "2026-11-22 08:00-23:00", or
// "2026-11-22 closed" for a day on which it serves nobody; it holds on that day in
// Vietnam only. Of another day, or of what cannot be read, holds is false.
func TodayHours(text string, now time.Time) (h Hours, closed, holds bool) {
	day, what, _ := strings.Cut(text, " ")
	if day != now.In(catalog.Zone).Format(time.DateOnly) {
		return nil, false, false
	}
	if what == ClosedToday {
		return nil, true, true
	}
	h, err := ParseHours(what)
	return h, false, err == nil && len(h) > 0
}

// ClosedToday says that it serves nobody on that day.
const ClosedToday = "closed"

// ExceptToday writes an exception for the day of now; hours "" means closed.
func ExceptToday(now time.Time, hours string) string {
	if hours == "" {
		hours = ClosedToday
	}
	return now.In(catalog.Zone).Format(time.DateOnly) + " " + hours
}

// allDay are the hours of a day without an end.
const allDay = "00:00-24:00"

// Format writes hours as [ParseHours] reads them.
func (h Hours) Format() string {
	var parts []string
	for _, s := range h {
		parts = append(parts, fmt.Sprintf("%02d:%02d-%02d:%02d", s.from/60, s.from%60, s.to/60, s.to%60))
	}
	return strings.Join(parts, ",")
}

// longer are the hours with the end an hour later, at most at midnight; of a kiosk
// that is closed at now, they are from now for an hour.
func (h Hours) longer(now time.Time) Hours {
	local := now.In(catalog.Zone)
	minute := local.Hour()*60 + local.Minute()
	if len(h) == 0 || !h.Hold(now) {
		return append(Hours{{minute, min(minute+60, day)}}, h...)
	}
	all := append(Hours{}, h...)
	for i, s := range all {
		if (Hours{s}).Hold(now) && s.to > s.from {
			all[i].to = min(s.to+60, day)
		}
	}
	return all
}

// shorter are the hours that end at now.
func (h Hours) shorter(now time.Time) string {
	local := now.In(catalog.Zone)
	minute := local.Hour()*60 + local.Minute()
	var kept Hours
	if len(h) == 0 {
		h = Hours{{0, day}}
	}
	for _, s := range h {
		if s.to < s.from { // past midnight
			s.to = day
		}
		if s.to = min(s.to, minute); s.from < s.to {
			kept = append(kept, s)
		}
	}
	return kept.Format()
}

// moved are hours of one span whose beginning or end is moved by so many minutes;
// ok is false where that cannot be.
func (h Hours) moved(begin, end int) (next Hours, ok bool) {
	if len(h) != 1 {
		return nil, false
	}
	s := span{h[0].from + begin, h[0].to + end}
	if s.from < 0 || s.from >= day || s.to <= 0 || s.to > day || s.from == s.to {
		return nil, false
	}
	return Hours{s}, true
}
