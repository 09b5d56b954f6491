package clock

import (
	"sync"
	"testing"
	"time"
)

func TestNow(t *testing.T) {
	floor := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name     string
		system   time.Time
		want     time.Time
		doubtful bool
	}{
		{"after the floor", floor.Add(time.Hour), floor.Add(time.Hour), false},
		{"at the floor", floor, floor, false},
		{"just behind", floor.Add(-time.Nanosecond), floor, true},
		{"a day behind", floor.AddDate(0, 0, -1), floor, true},
		{"1970", time.Unix(0, 0), floor, true},
		{"2038", time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC), time.Date(2038, 1, 19, 3, 14, 8, 0, time.UTC), true},
		{"ten years ahead", floor.AddDate(10, 0, 0), floor.AddDate(10, 0, 0), true},
	} {
		clock := New(func() time.Time { return c.system }, floor)
		if got := clock.Now(); !got.Equal(c.want) {
			t.Errorf("%s: now is %v, want %v", c.name, got, c.want)
		}
		if got := clock.Doubtful(); got != c.doubtful {
			t.Errorf("%s: doubtful is %t", c.name, got)
		}
	}
}

// TestABehindClockGoesOn: a kiosk without a battery that was switched on in 1970
// counts the days from the newest signed time.
func TestABehindClockGoesOn(t *testing.T) {
	floor := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	system := time.Unix(0, 0)
	clock := New(func() time.Time { return system }, floor)
	system = system.Add(36 * time.Hour)
	if got, want := clock.Now(), floor.Add(36*time.Hour); !got.Equal(want) {
		t.Errorf("36 hours later it is %v, want %v", got, want)
	}
	clock.Raise(floor.Add(time.Hour)) // of a release that came late
	if got, want := clock.Now(), floor.Add(36*time.Hour); !got.Equal(want) {
		t.Errorf("trusted time went from %v to %v", want, got)
	}
	clock.Raise(floor.Add(48 * time.Hour))
	system = system.Add(time.Hour)
	if got, want := clock.Now(), floor.Add(49*time.Hour); !got.Equal(want) {
		t.Errorf("an hour after the floor rose it is %v, want %v", got, want)
	}
}

func TestZeroFloorHoldsNothingBack(t *testing.T) {
	clock := New(func() time.Time { return time.Unix(0, 0) }, time.Time{})
	if !clock.Now().Equal(time.Unix(0, 0)) || clock.Doubtful() {
		t.Errorf("now is %v", clock.Now())
	}
}

func TestRaise(t *testing.T) {
	system := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	clock := New(func() time.Time { return system }, time.Time{})
	signed := system.AddDate(0, 6, 0)
	clock.Raise(signed)
	if !clock.Now().Equal(signed) || !clock.Doubtful() || !clock.Floor().Equal(signed) {
		t.Errorf("after %v was signed it is %v", signed, clock.Now())
	}
	clock.Raise(system)
	if !clock.Floor().Equal(signed) {
		t.Errorf("the floor sank to %v", clock.Floor())
	}
	system = signed.Add(time.Minute)
	if !clock.Now().Equal(system) || clock.Doubtful() {
		t.Errorf("a clock that was set right tells %v", clock.Now())
	}
	system = time.Unix(0, 0) // in the middle of a vote
	if !clock.Now().Equal(signed.Add(time.Minute)) || !clock.Doubtful() {
		t.Errorf("a clock that fell back tells %v", clock.Now())
	}
}

func TestManyAtOnce(t *testing.T) {
	base := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	clock := New(func() time.Time { return base }, time.Time{})
	var all sync.WaitGroup
	for i := range 50 {
		all.Go(func() {
			clock.Raise(base.Add(time.Duration(i) * time.Hour))
			if clock.Now().Before(base.Add(time.Duration(i) * time.Hour)) {
				t.Error("time ran behind a floor")
			}
		})
	}
	all.Wait()
	if want := base.Add(49 * time.Hour); !clock.Floor().Equal(want) {
		t.Errorf("floor is %v, want %v", clock.Floor(), want)
	}
}

// TestLeapsWithoutACount: where nothing counts steadily, a clock that leaps from 1970
// to somewhere below the floor has not seen those years pass.
func TestLeapsWithoutACount(t *testing.T) {
	floor := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	system := floor.Add(time.Hour)
	c := New(func() time.Time { return system }, floor)
	for _, at := range []time.Time{time.Unix(0, 0), floor.Add(-time.Minute), time.Unix(0, 0), floor.Add(-time.Hour)} {
		system = at
		if now := c.Now(); now.Before(floor) || now.After(floor.Add(3*time.Hour)) || !c.Doubtful() {
			t.Errorf("at %v it is %v", at, now)
		}
	}
}
