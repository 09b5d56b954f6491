package exchange_test

import (
	"testing"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
)

// TestWrongClock: failures.md, "Clock wrong": 1970, 2038, +10 years, -1 day, and a
// clock that jumps amid an import. A clock that is behind hinders nothing; by one
// that is ahead the signatures have run out, which is said with the advice to
// look at the date. What is shown stays whole, and once the clock is right the
// release is taken.
func TestWrongClock(t *testing.T) {
	t.Parallel()
	o := newOrganiser(t)
	o.publish("A")
	first := o.copy()
	o.publish("A", "B")
	now := time.Now()
	for name, c := range map[string]struct {
		clock time.Time
		taken bool
	}{
		"1970":      {time.Unix(0, 0), true},
		"-1 day":    {now.AddDate(0, 0, -1), true},
		"2038":      {time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC), false},
		"+10 years": {now.AddDate(10, 0, 0), false},
	} {
		kiosk := newContent(t, o)
		importFrom(t, kiosk, dirSource(t, first))
		kiosk.Now = func() time.Time { return c.clock }
		_, looked := kiosk.Preview(t.Context(), o.source(), nil)
		_, err := kiosk.Import(t.Context(), o.source(), nil)
		if c.taken {
			must(t, looked)
			must(t, err)
			mustShow(t, kiosk, 2)
			continue
		}
		wantIs(t, looked, release.ErrExpired)
		wantIs(t, err, release.ErrExpired)
		if code := exchange.Explain(err).Code; code != "E-CONTENT-EXPIRED" {
			t.Errorf("%s: code %s", name, code)
		}
		mustShow(t, kiosk, 1)
		kiosk.Now = time.Now
		importFrom(t, kiosk, o.source())
		mustShow(t, kiosk, 2)
	}
}

// TestClockJumpsAmidAnImport: failures.md, "Clock wrong".
func TestClockJumpsAmidAnImport(t *testing.T) {
	t.Parallel()
	o, c := kioskWith(t, "A")
	o.publish(codes(20)...)
	clock, left := time.Now(), time.Duration(0)
	c.Now = func() time.Time { return clock }
	_, err := c.Import(t.Context(), o.source(), func(p exchange.Progress) {
		left = max(left, p.Left)
		if p.Stage == exchange.StagePhotos { // to and fro
			clock = time.Unix(int64(p.Files%2)*4e9, 0)
		}
	})
	must(t, err)
	mustShow(t, c, 2)
	if left < 0 {
		t.Errorf("%v are left", left)
	}
}
