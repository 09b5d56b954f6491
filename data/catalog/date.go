package catalog

import (
	"fmt"
	"time"
)

// Zone is Vietnam's time (UTC+7, without daylight saving), in which every date
// of law and every opening and closing instant is meant.
var Zone = time.FixedZone("ICT", 7*60*60)

// Date is a day of the calendar in [Zone]; the zero Date means "not given".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day in [Zone] on which t falls.
func DateOf(t time.Time) Date {
	y, m, d := t.In(Zone).Date()
	return Date{y, m, d}
}

// ParseDate reads a date of the form 2026-08-05.
func ParseDate(s string) (Date, error) {
	t, err := time.ParseInLocation(time.DateOnly, s, Zone)
	if err != nil {
		return Date{}, fmt.Errorf("parse date: %w", err)
	}
	return DateOf(t), nil
}

// IsZero tells whether no date is given.
func (d Date) IsZero() bool { return d == Date{} }

// Time returns the first instant of the day.
func (d Date) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Zone) }

// AddMonths returns the same day n months on; where that month is shorter, its
// last day (Civil Code 91/2015/QH13, Art. 148: a term in months ends on the
// corresponding day, or on the last day of the month).
func (d Date) AddMonths(n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, Zone)
	last := first.AddDate(0, 1, -1).Day()
	return Date{first.Year(), first.Month(), min(d.Day, last)}
}

// AddDays returns the day n days on.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// Before tells whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.Time().Before(e.Time()) }

// After tells whether d is later than e.
func (d Date) After(e Date) bool { return d.Time().After(e.Time()) }

// String returns the date as 2026-08-05, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Show returns the date as people in Vietnam write it, 05/08/2026.
func (d Date) Show() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year)
}
