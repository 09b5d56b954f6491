package sheet

import (
	"errors"
	"strconv"
	"testing"
	"time"

	"hangviet/data/catalog"
)

// parseDate reads a day and drops the time.
func parseDate(s string, from1904 bool) (catalog.Date, error) {
	m, err := parseMoment(s, from1904)
	return m.day, err
}

func TestDate(t *testing.T) {
	august5 := catalog.Date{Year: 2026, Month: time.August, Day: 5}
	for _, text := range []string{
		"46239", "46239.0", "46239.75", "05/08/2026", "5/8/2026", "5-8-2026", "05.08.2026", "5/8/26", "2026-08-05", "2026/8/5",
		"2026-08-05T00:00:00", "2026-08-05T00:00:00Z", "2026-08-05 14:30:00", "05/08/2026 14:30", "ngày 5 tháng 8 năm 2026", "5 tháng 8, 2026",
		"ngày 05/08/2026", " 05 / 08 / 2026 ", "nga\u0300y 5 tha\u0301ng 8 na\u0306m 2026",
	} {
		if got, err := parseDate(text, false); err != nil || got != august5 {
			t.Errorf("parseDate(%q) = %v, %v", text, got, err)
		}
	}
	if got, err := parseDate("44777", true); err != nil || got != august5 {
		t.Errorf("a serial counted from 1904 = %v, %v", got, err)
	}
}

func TestDateRefused(t *testing.T) {
	for text, want := range map[string]error{
		"": errDate, "hôm qua": errDate, "2026": errYearOnly, "31/02/2026": errNoDay, "32/01/2026": errNoDay, "29/02/2025": errNoDay,
		"08/25/2026": errUSOrder, "8-25-2026 10:00": errUSOrder, "0": errDate, "3": errDate, "99999999": errDate, "9999999": errDate,
		"5/8": errDate, "05/08/2026 25:00": errDate, "tháng 8/2026": errDate, "1/1/1800": errNoDay,
	} {
		if got, err := parseDate(text, false); !errors.Is(err, want) {
			t.Errorf("parseDate(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestMoment(t *testing.T) {
	day := catalog.Date{Year: 2026, Month: time.November, Day: 20}
	for text, want := range map[string]time.Duration{
		"20/11/2026 08:00": 8 * time.Hour, "20/11/2026 8:30": 8*time.Hour + 30*time.Minute, "08:00 20/11/2026": 8 * time.Hour,
		"8h30 ngày 20/11/2026": 8*time.Hour + 30*time.Minute, "8 giờ 30 ngày 20/11/2026": 8*time.Hour + 30*time.Minute,
		"20/11/2026, 17h": 17 * time.Hour, "2026-11-20T23:59:59": 24*time.Hour - time.Second, "20/11/2026 24:00": 24 * time.Hour,
		"46346.3333333333": 8 * time.Hour, "46346.7083333333": 17 * time.Hour,
	} {
		got, err := parseMoment(text, false)
		if err != nil || got.day != day || got.after != want || !got.timed {
			t.Errorf("parseMoment(%q) = %+v, %v; want %v", text, got, err, want)
		}
	}
}

func TestSerialRoundTrip(t *testing.T) {
	for d := (catalog.Date{Year: 1901, Month: time.January, Day: 1}); d.Year < 2100; d = d.AddDays(97) {
		got, err := parseDate(strconv.Itoa(serialOf(d)), false)
		if errors.Is(err, errYearOnly) {
			continue
		}
		if err != nil || got != d {
			t.Fatalf("serial of %v = %d reads as %v, %v", d, serialOf(d), got, err)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"46239", "05/08/2026", "2026-08-05T10:00", "8h30 ngày 20/11/2026", "ngày 5 tháng 8 năm 2026", "08/25/2026", "2026", "60", "1e5", "20/11/2026 24:00"} {
		f.Add(seed, false)
		f.Add(seed, true)
	}
	f.Fuzz(func(t *testing.T, s string, from1904 bool) {
		m, err := parseMoment(s, from1904)
		if err != nil {
			return
		}
		if m.day.IsZero() || m.after < 0 || m.after > 24*time.Hour {
			t.Fatalf("parseMoment(%q) = %+v", s, m)
		}
		for _, text := range []string{m.day.Show(), m.day.String()} {
			if again, err := parseDate(text, from1904); err != nil || again != m.day {
				t.Fatalf("%q reads as %v, and %q as %v, %v", s, m.day, text, again, err)
			}
		}
	})
}
