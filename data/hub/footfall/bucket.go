package footfall

import "time"

// Bucket is what stands in one bar of a chart: a day, a week or a month, cut to
// the period.
type Bucket struct {
	Period
	Counts Counts
}

// Lengths of a period, in days, up to which a chart has a bar for each day or for
// each week.
const (
	daily  = 62
	weekly = 366
)

// Buckets puts the days of a period into as many bars as can be told apart: days,
// weeks from Monday, or months. One of no counts is among them.
func Buckets(p Period, days []Counts) []Bucket {
	var all []Bucket
	for i, c := range days {
		day := p.From.AddDate(0, 0, i)
		if i == 0 || begins(day, p.Days()) {
			all = append(all, Bucket{Period: Period{day, day}})
		}
		last := &all[len(all)-1]
		last.To = day
		last.Counts.Add(&c)
	}
	return all
}

// begins tells whether a day begins a bar in a period of so many days.
func begins(day Day, days int) bool {
	switch {
	case days <= daily:
		return true
	case days <= weekly:
		return day.Weekday() == time.Monday
	}
	return day.Day() == 1
}

// Show writes the bar's days as people in Vietnam write them: "05/08", "05/08–11/08"
// or, of a chart of months, "08/2026".
func (b Bucket) Show(of Period) string {
	switch {
	case of.Days() > weekly:
		return b.From.Format("01/2006")
	case b.From.Equal(b.To):
		return b.From.Format("02/01")
	}
	return b.From.Format("02/01") + "–" + b.To.Format("02/01")
}

// Show writes a period as people in Vietnam write it.
func (p Period) Show() string {
	if p.From.Equal(p.To) {
		return p.From.Format("02/01/2006")
	}
	return p.From.Format("02/01/2006") + " – " + p.To.Format("02/01/2006")
}
