package fleet

import (
	"fmt"
	"testing"
	"time"

	"hangviet/data/hub/books"
)

// desk notes what it is told to note, as the hub does.
type desk struct {
	alerts Alerts
	noted  map[Seen]books.Notice
	now    time.Time
	last   time.Time
	told   [][]Part
}

func newDesk(a Alerts) *desk {
	return &desk{alerts: a, noted: map[Seen]books.Notice{}, now: time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)}
}

// watch looks every minute for so long, while this is seen.
func (d *desk) watch(span time.Duration, seen ...Seen) {
	for end := d.now.Add(span); d.now.Before(end); d.now = d.now.Add(time.Minute) {
		var noted []books.Notice
		for _, n := range d.noted {
			noted = append(noted, n)
		}
		local := d.now.Add(7 * time.Hour)
		c := d.alerts.Judge(noted, seen, d.now, d.last, local.Hour()*60+local.Minute())
		for _, n := range c.Put {
			d.noted[Seen{n.Kind, n.Kiosk}] = n
		}
		for _, n := range c.Drop {
			delete(d.noted, Seen{n.Kind, n.Kiosk})
		}
		if len(c.Parts) > 0 {
			d.told, d.last = append(d.told, c.Parts), d.now
		}
	}
}

func silent(from, to int) (all []Seen) {
	for i := from; i < to; i++ {
		all = append(all, Seen{"silent", fmt.Sprintf("%016d", i)})
	}
	return all
}

// TestManyAreOneMessage: a network that fails for a province is one message, and
// its end another.
func TestManyAreOneMessage(t *testing.T) {
	d := newDesk(DefaultAlerts())
	for n := range 40 { // they fall silent one after another
		d.watch(time.Minute, silent(0, n)...)
	}
	d.watch(5*time.Hour, silent(0, 40)...)
	news := 0
	for _, m := range d.told {
		news += m[0].News
	}
	if len(d.told) != 2 || news != 40 || len(d.told[1][0].New) != MaxNamed || d.told[1][0].Still != 40 {
		t.Fatalf("told %+v", d.told)
	}
	d.watch(5 * time.Hour)
	if last := d.told[len(d.told)-1][0]; len(d.told) != 3 || last.Overs != 40 || last.Still != 0 || last.News != 0 {
		t.Errorf("told %+v", d.told)
	}
	if len(d.noted) != 0 {
		t.Errorf("%d notices are left", len(d.noted))
	}
}

// TestFlickerIsNotTold: what comes and goes within ten minutes.
func TestFlickerIsNotTold(t *testing.T) {
	d := newDesk(DefaultAlerts())
	for range 100 {
		d.watch(5*time.Minute, silent(0, 3)...)
		d.watch(5 * time.Minute)
	}
	if len(d.told) != 0 {
		t.Errorf("told %+v", d.told)
	}
	d.watch(2*time.Hour, silent(0, 3)...)
	for range 100 { // it is known, and flickers: nobody hears that it is over
		d.watch(5 * time.Minute)
		d.watch(5*time.Minute, silent(0, 3)...)
	}
	if len(d.told) != 1 {
		t.Errorf("told %+v", d.told)
	}
}

// TestQuietHours: what comes at night is told in the morning, once.
func TestQuietHours(t *testing.T) {
	a := DefaultAlerts()
	a.From, a.To = 22*60, 6*60
	d := newDesk(a)
	d.now = time.Date(2026, 11, 22, 15, 30, 0, 0, time.UTC) // 22:30
	d.watch(7*time.Hour, append(silent(0, 2), Seen{"twin", "a"})...)
	if len(d.told) != 0 {
		t.Fatalf("told at night: %+v", d.told)
	}
	d.watch(2*time.Hour, append(silent(0, 2), Seen{"twin", "a"})...)
	if len(d.told) != 1 || len(d.told[0]) != 2 || d.told[0][0].Kind != Twin {
		t.Errorf("told %+v", d.told)
	}
}

// TestWhatPressesDoesNotWait for the hour to be over, and what is not chosen is not
// told.
func TestWhatPressesDoesNotWait(t *testing.T) {
	a := DefaultAlerts()
	a.Kinds = []Kind{Silent, Twin}
	d := newDesk(a)
	d.watch(20*time.Minute, silent(0, 1)...)
	d.watch(12*time.Minute, append(silent(0, 5), Seen{"twin", "a"}, Seen{"disk", "b"})...)
	if len(d.told) != 2 || d.told[1][0].Kind != Twin || d.told[1][1].News != 4 || len(d.told[1]) != 2 {
		t.Errorf("told %+v", d.told)
	}
}

func TestQuiet(t *testing.T) {
	for _, c := range []struct {
		from, to, minute int
		want             bool
	}{{0, 0, 0, false}, {0, 0, 700, false}, {60, 120, 60, true}, {60, 120, 120, false}, {1320, 360, 1400, true}, {1320, 360, 10, true}, {1320, 360, 360, false}} {
		if got := (Alerts{From: c.from, To: c.to}).Quiet(c.minute); got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
}
