package clock_test

import (
	"testing"
	"time"

	"hangviet/data/clock"
)

// machine is a machine whose clock is set at will, while its count goes on.
type machine struct {
	wall  time.Time
	count time.Duration
}

func (m *machine) now() time.Time        { return m.wall }
func (m *machine) steady() time.Duration { return m.count }

// pass lets time pass.
func (m *machine) pass(d time.Duration) { m.wall, m.count = m.wall.Add(d), m.count+d }

var (
	signed = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	today  = signed.Add(36 * time.Hour)
)

func watched(wall time.Time) (*machine, *clock.Clock) {
	m := &machine{wall: wall}
	return m, clock.Watch(m.now, m.steady, signed)
}

func wants(t *testing.T, what string, c *clock.Clock, want time.Time, doubt clock.Doubt) {
	t.Helper()
	if got := c.Now(); !got.Equal(want) || c.Doubt() != doubt || c.Doubtful() != (doubt != clock.Good) {
		t.Errorf("%s: it is %v (%q), want %v (%q)", what, got, c.Doubt(), want, doubt)
	}
}

// TestSetAmidAVote: failures.md, "Clock wrong": the clock is set to 1970, 2038, ten
// years ahead and a day back while the program runs. Time goes on, and is as before
// once the clock is right again.
func TestSetAmidAVote(t *testing.T) {
	for name, c := range map[string]struct {
		to    time.Time
		doubt clock.Doubt
	}{
		"1970":      {time.Unix(0, 0), clock.Behind},
		"2038":      {time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC), clock.Jumped},
		"+10 years": {today.AddDate(10, 0, 0), clock.Jumped},
		"-1 day":    {today.AddDate(0, 0, -1), clock.Jumped},
		"-3 days":   {today.AddDate(0, 0, -3), clock.Behind},
	} {
		m, clk := watched(today)
		m.pass(time.Minute)
		wants(t, name, clk, today.Add(time.Minute), clock.Good)
		m.wall = c.to
		wants(t, name+", set", clk, today.Add(time.Minute), c.doubt)
		m.pass(time.Hour)
		wants(t, name+", an hour later", clk, today.Add(61*time.Minute), c.doubt)
		m.wall = today.Add(61 * time.Minute)
		wants(t, name+", set right", clk, m.wall, clock.Good)
	}
}

// TestRegulated: a clock that is regulated a little is followed, and time never goes
// back.
func TestRegulated(t *testing.T) {
	m, c := watched(today)
	m.wall = today.Add(90 * time.Second)
	wants(t, "a little ahead", c, m.wall, clock.Good)
	m.wall = today.Add(30 * time.Second)
	wants(t, "a little back", c, today.Add(90*time.Second), clock.Good)
	m.pass(2 * time.Minute)
	wants(t, "later", c, m.wall, clock.Good)
}

// TestNoBattery: a machine that is switched on in 1970 and is set right by the
// network is believed from then on.
func TestNoBattery(t *testing.T) {
	m, c := watched(time.Unix(0, 0))
	wants(t, "on", c, signed, clock.Behind)
	c.Resume(today)
	wants(t, "resumed", c, today, clock.Behind)
	m.pass(time.Hour)
	wants(t, "an hour later", c, today.Add(time.Hour), clock.Behind)
	m.wall = today.Add(5 * time.Hour)
	wants(t, "set right", c, m.wall, clock.Good)
}

// TestTheHubIsBelieved over everything but the floor.
func TestTheHubIsBelieved(t *testing.T) {
	for name, c := range map[string]struct {
		wall  time.Time
		doubt clock.Doubt
	}{
		"right":     {today.Add(time.Second), clock.Good},
		"1970":      {time.Unix(0, 0), clock.Behind},
		"+10 years": {today.AddDate(10, 0, 0), clock.Ahead},
		"-1 day":    {today.AddDate(0, 0, -1), clock.Behind},
	} {
		m, clk := watched(c.wall)
		clk.Set(today)
		wants(t, name, clk, today, c.doubt)
		m.pass(time.Hour)
		wants(t, name+", later", clk, today.Add(time.Hour), c.doubt)
		if off, sure := clk.Error(); !sure || off != c.wall.Sub(today) {
			t.Errorf("%s: off by %v, %t", name, off, sure)
		}
		clk.Set(signed.AddDate(-1, 0, 0))
		wants(t, name+", a hub that is wrong itself", clk, today.Add(time.Hour), c.doubt)
		m.wall = clk.Now()
		wants(t, name+", set right", clk, m.wall, clock.Good)
	}
}

// TestANotedTimeIsAHint: it was noted by a clock that may have been wrong.
func TestANotedTimeIsAHint(t *testing.T) {
	for name, c := range map[string]struct {
		wall, noted, want time.Time
		doubt             clock.Doubt
	}{
		"earlier":                 {today, today.Add(-time.Hour), today, clock.Good},
		"a day later":             {today, today.AddDate(0, 0, 1), today.AddDate(0, 0, 1), clock.Behind},
		"a month later":           {today, today.AddDate(0, 1, 0), today, clock.Jumped},
		"ten years later":         {today, today.AddDate(10, 0, 0), today, clock.Good},
		"ten years later in 1970": {time.Unix(0, 0), today.AddDate(10, 0, 0), signed, clock.Behind},
	} {
		_, clk := watched(c.wall)
		clk.Resume(c.noted)
		if got := clk.Now(); !got.Equal(c.want) {
			t.Errorf("%s: it is %v, want %v", name, got, c.want)
		}
	}
}

// TestFarAhead: nothing proves it wrong; it is followed, and doubted.
func TestFarAhead(t *testing.T) {
	_, c := watched(signed.AddDate(10, 0, 0))
	wants(t, "ten years on", c, signed.AddDate(10, 0, 0), clock.Ahead)
	c.Raise(signed.AddDate(9, 6, 0))
	wants(t, "once something newer is signed", c, signed.AddDate(10, 0, 0), clock.Good)
}
