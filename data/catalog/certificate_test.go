package catalog

import (
	"testing"
	"time"
)

// at reads a moment of Vietnam's time.
func at(t *testing.T, s string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04:05", s, Zone)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func date(t *testing.T, s string) Date {
	t.Helper()
	if s == "" {
		return Date{}
	}
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestStates walks over every edge of a certificate issued on 5 August 2026,
// valid to 5 August 2029: 180 days before that is 6 February 2029, 180 days after
// it 1 February 2030.
func TestStates(t *testing.T) {
	for _, c := range []struct {
		moment string
		filed  bool
		state  State
		stars  int
	}{
		{"2026-08-04 23:59:59", false, StatePending, 0},
		{"2026-08-05 00:00:00", false, StateValid, 4},
		{"2029-02-05 23:59:59", false, StateValid, 4},
		{"2029-02-06 00:00:00", false, StateExpiring, 4},
		{"2029-08-05 00:00:00", false, StateExpiring, 4},
		{"2029-08-05 23:59:59", false, StateExpiring, 4},
		{"2029-08-06 00:00:00", false, StateExpired, 0},
		{"2029-08-05 23:59:59", true, StateExpiring, 4},
		{"2029-08-06 00:00:00", true, StateGrace, 4},
		{"2030-02-01 23:59:59", true, StateGrace, 4},
		{"2030-02-02 00:00:00", true, StateExpired, 0},
		{"1970-01-01 07:00:00", true, StatePending, 0},
		{"2100-01-01 00:00:00", true, StateExpired, 0},
	} {
		cert := Certificate{Status: Certified, Stars: 4, Issued: date(t, "2026-08-05"), Refiled: c.filed}
		moment := at(t, c.moment)
		if got := cert.StateAt(moment); got != c.state {
			t.Errorf("at %s (filed %t) it is %s, want %s", c.moment, c.filed, got, c.state)
		}
		if got := cert.StarsAt(moment.UTC()); got != c.stars {
			t.Errorf("at %s (filed %t) it has %d stars, want %d", c.moment, c.filed, got, c.stars)
		}
	}
}

// TestDaysAreVietnams has one instant that is two days in other zones.
func TestDaysAreVietnams(t *testing.T) {
	cert := Certificate{Status: Certified, Stars: 3, Issued: Date{2026, 8, 5}}
	for _, c := range []struct {
		moment time.Time
		state  State
	}{
		{time.Date(2029, 8, 5, 16, 59, 59, 999, time.UTC), StateExpiring},
		{time.Date(2029, 8, 5, 17, 0, 0, 0, time.UTC), StateExpired},
		{time.Date(2029, 8, 6, 1, 59, 59, 0, time.FixedZone("JST", 9*3600)), StateExpiring},
		{time.Date(2029, 8, 5, 10, 0, 0, 0, time.FixedZone("PDT", -7*3600)), StateExpired},
	} {
		if got := cert.StateAt(c.moment); got != c.state {
			t.Errorf("at %v it is %s, want %s", c.moment, got, c.state)
		}
	}
}

func TestStatesOfStatus(t *testing.T) {
	now := at(t, "2026-11-21 12:00:00")
	issued := date(t, "2026-06-01")
	for _, c := range []struct {
		name  string
		cert  Certificate
		state State
		stars int
	}{
		{"outside", Certificate{}, StateNone, 0},
		{"outside with stars", Certificate{Stars: 4, Issued: issued}, StateNone, 0},
		{"without dates", Certificate{Status: Certified, Stars: 4}, StateNone, 0},
		{"with the end alone", Certificate{Status: Certified, Stars: 4, Expires: date(t, "2028-01-01")}, StateValid, 4},
		{"with an end of its own", Certificate{Status: Certified, Stars: 4, Issued: issued, Expires: date(t, "2026-11-20")}, StateExpired, 0},
		{"1 star", Certificate{Status: Certified, Stars: 1, Issued: issued}, StateValid, 0},
		{"2 stars", Certificate{Status: Certified, Stars: 2, Issued: issued}, StateValid, 0},
		{"3 stars", Certificate{Status: Certified, Stars: 3, Issued: issued}, StateValid, 3},
		{"5 stars", Certificate{Status: Certified, Stars: 5, Issued: issued}, StateValid, 5},
		{"6 stars", Certificate{Status: Certified, Stars: 6, Issued: issued}, StateValid, 0},
		{"potential, nothing held", Certificate{Status: PotentialFive, Issued: issued}, StateNone, 0},
		{"potential, 4 held", Certificate{Status: PotentialFive, Stars: 4, Issued: issued}, StateValid, 4},
		{"potential is not 5", Certificate{Status: PotentialFive, Stars: 5, Issued: issued}, StateValid, 0},
		{"revoked", Certificate{Status: Revoked, Stars: 4, Issued: issued}, StateRevoked, 0},
	} {
		if got := c.cert.StateAt(now); got != c.state {
			t.Errorf("%s: state %s, want %s", c.name, got, c.state)
		}
		if got := c.cert.StarsAt(now); got != c.stars {
			t.Errorf("%s: %d stars, want %d", c.name, got, c.stars)
		}
		product := Product{Set: 4, Certificate: c.cert}
		if got := product.Stars(now); got != c.stars {
			t.Errorf("%s: the product has %d stars, want %d", c.name, got, c.stars)
		}
		if got := (Product{Certificate: c.cert}).Stars(now); got != 0 {
			t.Errorf("%s: a product outside OCOP has %d stars", c.name, got)
		}
		if product.Shown() == (c.cert.Status == Revoked) {
			t.Errorf("%s: shown is %t", c.name, product.Shown())
		}
	}
}

func TestEndOfMonth(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2026-08-05", 36, "2029-08-05"},
		{"2025-02-28", 36, "2028-02-28"},
		{"2024-02-29", 36, "2027-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2026-01-31", 1, "2026-02-28"},
		{"2028-01-31", 1, "2028-02-29"},
		{"2026-08-31", 1, "2026-09-30"},
		{"2026-12-31", 36, "2029-12-31"},
		{"2026-11-30", 3, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"},
	} {
		if got := date(t, c.from).AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s and %d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestAddDays(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		want string
	}{
		{"2026-12-31", 1, "2027-01-01"},
		{"2028-02-28", 1, "2028-02-29"},
		{"2026-03-01", -1, "2026-02-28"},
		{"2026-08-05", 0, "2026-08-05"},
		{"2029-08-05", -180, "2029-02-06"},
		{"2029-08-05", 180, "2030-02-01"},
	} {
		if got := date(t, c.from).AddDays(c.days).String(); got != c.want {
			t.Errorf("%s and %d days is %s, want %s", c.from, c.days, got, c.want)
		}
	}
}

func TestDate(t *testing.T) {
	d := date(t, "2026-08-05")
	if d.Show() != "05/08/2026" || d.String() != "2026-08-05" || d.IsZero() {
		t.Errorf("date is shown as %s and %s", d.Show(), d)
	}
	if (Date{}).Show() != "" || (Date{}).String() != "" || !(Date{}).IsZero() {
		t.Error("the zero date is shown")
	}
	if next := d.AddDays(1); !d.Before(next) || !next.After(d) || d.Before(d) || d.After(d) {
		t.Error("days are out of order")
	}
	for _, s := range []string{"", "05/08/2026", "2026-8-5", "2026-02-30", "2026-13-01", "2026-08-05 ", "2026-08-05T00:00:00Z"} {
		if got, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %s", s, got)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-08-05", "2024-02-29", "2023-02-29", "0000-01-01", "9999-12-31", "2026-8-5", "", "2026-08-05x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !d.IsZero() {
				t.Errorf("ParseDate(%q) = %v with %v", s, d, err)
			}
			return
		}
		if d.String() != s || DateOf(d.Time()) != d || d.IsZero() {
			t.Errorf("ParseDate(%q) = %s, from %v to %v", s, d, d.Time(), DateOf(d.Time()))
		}
		if d.AddDays(1).AddDays(-1) != d || !d.Before(d.AddMonths(36)) {
			t.Errorf("%s cannot be counted from", d)
		}
	})
}

func TestEvent(t *testing.T) {
	e := Event{From: date(t, "2026-11-20"), To: date(t, "2026-11-24")}
	for _, c := range []struct {
		moment        string
		running, over bool
	}{
		{"2026-11-19 23:59:59", false, false},
		{"2026-11-20 00:00:00", true, false},
		{"2026-11-24 23:59:59", true, false},
		{"2026-11-25 00:00:00", false, true},
	} {
		if m := at(t, c.moment); e.Running(m) != c.running || e.Over(m) != c.over {
			t.Errorf("at %s running is %t, over is %t", c.moment, e.Running(m), e.Over(m))
		}
	}
}

func TestText(t *testing.T) {
	text := Text{"vi": "Chè", "en": "Tea", "ko": ""}
	for lang, want := range map[string]string{"vi": "Chè", "en": "Tea", "ko": "Chè", "fr": "Chè"} {
		if got := text.In(lang); got != want {
			t.Errorf("In(%s) = %q", lang, got)
		}
	}
	if Text(nil).In("vi") != "" {
		t.Error("no text is some text")
	}
}
