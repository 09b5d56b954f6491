package sheet

import (
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hangviet/data/catalog"
)

// The reasons for which a cell is no date.
var (
	errDate     = errors.New("not a date")
	errYearOnly = errors.New("only a year")
	errNoDay    = errors.New("no such day")
	errUSOrder  = errors.New("month before day")
)

// Years that a date in a workbook may have; others are a slip of the finger.
const (
	firstYear = 1900
	lastYear  = 2100
)

// longestDate bounds the work on a cell that holds a story, in bytes.
const longestDate = 60

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4}|\d{2})$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})$`)
	shortYear = regexp.MustCompile(`^\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2}$`)
	inWords   = regexp.MustCompile(`^(\d{1,2}) thang (\d{1,2}),?(?: nam)? (\d{4})$`)
	isoTime   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}t\d`)
	serial    = regexp.MustCompile(`^\d{1,7}(?:\.\d+)?$`)
	clockTime = regexp.MustCompile(`^(\d{1,2})(?:(?::|h|g| ?gio ?)(\d{2})?)(?::(\d{2})(?:\.\d+)?)?z?$`)
)

// moment is what a date cell says: a day, and a time of day when one is given.
type moment struct {
	day   catalog.Date
	after time.Duration // since midnight
	timed bool          // a time of day is given
	short bool          // the year was written with two digits
}

// parseMoment reads a day: a serial of Excel, dd/MM/yyyy, yyyy-MM-dd, "ngày 21
// tháng 11 năm 2026"; with or without a time: "20/11/2026 8:00", "8h30 ngày
// 20/11/2026", a serial with a fraction.
func parseMoment(s string, from1904 bool) (moment, error) {
	s = oneLine(catalog.Fold(s))
	if len(s) > longestDate {
		return moment{}, errDate
	}
	if serial.MatchString(s) {
		return momentOfSerial(s, from1904)
	}
	if isoTime.MatchString(s) {
		s = strings.Replace(s, "t", " ", 1)
	}
	if day, err := parseDay(s); err == nil || errors.Is(err, errNoDay) || errors.Is(err, errUSOrder) {
		return moment{day: day, short: shortYear.MatchString(s)}, err
	}
	for _, parts := range splits(s) {
		after, ok := parseClock(parts[1])
		if !ok {
			continue
		}
		if day, err := parseDay(parts[0]); err == nil || !errors.Is(err, errDate) {
			return moment{day: day, after: after, timed: true, short: shortYear.MatchString(parts[0])}, err
		}
	}
	return moment{}, errDate
}

// splits returns the ways to part s into a day and a time at one of its spaces,
// in both orders.
func splits(s string) [][2]string {
	var out [][2]string
	for i := range len(s) {
		if s[i] != ' ' {
			continue
		}
		a, b := strings.TrimRight(s[:i], " ,"), strings.TrimLeft(s[i:], " ,")
		out = append(out, [2]string{a, b}, [2]string{b, a})
	}
	return out
}

func parseClock(s string) (time.Duration, bool) {
	m := clockTime.FindStringSubmatch(strings.TrimPrefix(s, "luc "))
	if m == nil {
		return 0, false
	}
	h, min, sec := atoi(m[1]), atoi(m[2]), atoi(m[3])
	if h > 24 || min > 59 || sec > 59 || h == 24 && min+sec > 0 {
		return 0, false
	}
	return time.Duration(h)*time.Hour + time.Duration(min)*time.Minute + time.Duration(sec)*time.Second, true
}

func parseDay(s string) (catalog.Date, error) {
	s = strings.TrimPrefix(s, "ngay ")
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return day(atoi(m[1]), atoi(m[2]), atoi(m[3]))
	}
	m := dayFirst.FindStringSubmatch(s)
	if m == nil {
		m = inWords.FindStringSubmatch(s)
	}
	if m == nil {
		return catalog.Date{}, errDate
	}
	year := atoi(m[3])
	if len(m[3]) == 2 {
		year += 2000
	}
	return day(year, atoi(m[2]), atoi(m[1]))
}

// day checks that the calendar has the day.
func day(y, m, d int) (catalog.Date, error) {
	switch {
	case m > 12 && m <= 31 && d >= 1 && d <= 12:
		return catalog.Date{}, errUSOrder
	case y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1:
		return catalog.Date{}, errNoDay
	}
	date := catalog.Date{Year: y, Month: time.Month(m), Day: d}
	if catalog.DateOf(date.Time()) != date {
		return catalog.Date{}, errNoDay
	}
	return date, nil
}

// momentOfSerial reads Excel's count of days: 1 is 1 January 1900, and 60 a 29
// February 1900 that never was; or, in workbooks of old Macs, 0 is 1 January
// 1904.
func momentOfSerial(s string, from1904 bool) (moment, error) {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return moment{}, errDate
	}
	if v == math.Trunc(v) && v >= firstYear && v <= lastYear {
		return moment{}, errYearOnly
	}
	epoch := catalog.Date{Year: 1899, Month: time.December, Day: 30}
	if from1904 {
		epoch = catalog.Date{Year: 1904, Month: time.January, Day: 1}
	}
	seconds := math.Round((v - math.Floor(v)) * 24 * 60 * 60)
	d := epoch.AddDays(int(math.Floor(v)))
	if v < 61 || d.Year < firstYear || d.Year > lastYear {
		return moment{}, errDate
	}
	return moment{day: d, after: time.Duration(seconds) * time.Second, timed: seconds > 0}, nil
}

// atoi reads a few digits that a pattern has matched; "" is 0.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
