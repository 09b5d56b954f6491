package footfall

import (
	"errors"
	"fmt"
	"time"
)

// Day is a day of the calendar, in UTC at midnight: of a kiosk's own zone nothing
// is known but the day.
type Day = time.Time

// ParseDay reads "2026-08-05".
func ParseDay(text string) (Day, error) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Day{}, ErrDay
	}
	return day, nil
}

// DayOf is the day of an instant in its own zone.
func DayOf(t time.Time) Day { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }

// The reasons for which a period is refused.
var (
	ErrDay   = errors.New("day is not of the form 2026-08-05")
	ErrOrder = errors.New("period ends before it begins")
	ErrLong  = errors.New("period is longer than five years")
)

// longest is the longest period, in days.
const longest = 5*366 + 1

// Period is some days, the first and the last with them.
type Period struct{ From, To Day }

// NewPeriod makes a period.
func NewPeriod(from, to Day) (Period, error) {
	p := Period{from, to}
	switch {
	case to.Before(from):
		return Period{}, ErrOrder
	case p.Days() > longest:
		return Period{}, ErrLong
	}
	return p, nil
}

// Last is the period of n days that ends on a day.
func Last(n int, end Day) Period { return Period{end.AddDate(0, 0, 1-n), end} }

// Days is how many days there are.
func (p Period) Days() int { return int(p.To.Sub(p.From)/(24*time.Hour)) + 1 }

// Span names a month, "2026-08", or a year, "2026".
type Span string

// Ever is the span of sheets that know no days.
const Ever Span = ""

// monthOf and yearOf are the spans of a day with the slots it falls on.
func monthOf(d Day) (Span, int) { return Span(d.Format("2006-01")), d.Day() - 1 }

func yearOf(d Day) (Span, int) { return Span(d.Format("2006")), int(d.Month()) - 1 }

// part is what a period takes of one span: its slots from first to last.
type part struct {
	span        Span
	first, last int
}

// months parts a period into months.
func (p Period) months() []part {
	var parts []part
	for at := p.From; !at.After(p.To); {
		span, first := monthOf(at)
		end := time.Date(at.Year(), at.Month()+1, 0, 0, 0, 0, 0, time.UTC)
		if end.After(p.To) {
			end = p.To
		}
		parts = append(parts, part{span, first, end.Day() - 1})
		at = end.AddDate(0, 0, 1)
	}
	return parts
}

// parts parts a period into as few spans as there are: whole months of a year
// stand in the sheet of the year.
func (p Period) parts() []part {
	var parts []part
	for _, m := range p.months() {
		year, month := m.year()
		if !m.whole() {
			parts = append(parts, m)
			continue
		}
		if n := len(parts); n > 0 && parts[n-1].span == year {
			parts[n-1].last = month
			continue
		}
		parts = append(parts, part{year, month, month})
	}
	for i, one := range parts { // a single month is read from its own sheet
		if len(one.span) == len("2006") && one.first == one.last {
			parts[i] = monthPart(one.span, one.first)
		}
	}
	return parts
}

func monthPart(year Span, month int) part {
	span := Span(fmt.Sprintf("%s-%02d", year, month+1))
	first, err := time.Parse("2006-01", string(span))
	if err != nil { // year is one of ours
		panic(err)
	}
	return part{span, 0, first.AddDate(0, 1, -1).Day() - 1}
}

// year is where the month stands in the sheet of its year.
func (p part) year() (Span, int) {
	first, err := time.Parse("2006-01", string(p.span))
	if err != nil { // it is a month
		panic(err)
	}
	return yearOf(first)
}

// whole tells whether the part is all of its month.
func (p part) whole() bool {
	year, month := p.year()
	return p == monthPart(year, month)
}

// ShowDay writes a day as it is stored, "2026-08-05".
func ShowDay(d Day) string { return d.Format(time.DateOnly) }
