// Package clock tells trusted time. The battery of a kiosk dies and its clock
// falls back to 1970; but whatever signed time the kiosk has seen proves that it
// is at least so late. That instant is the floor, and trusted time never runs
// behind it.
//
// Trusted time may run ahead of the real one when the system's clock does: a
// floor cannot prove how late it is not.
//
// Start with [New]; raise the floor with [Clock.Raise] whenever newer signed time
// is seen, and keep it over restarts.
package clock

import (
	"sync"
	"time"
)

// Clock is a clock with a floor. It may be used by several goroutines at once.
type Clock struct {
	system func() time.Time

	mu    sync.Mutex
	floor time.Time
}

// New returns a clock that reads system (time.Now on a real kiosk) and starts
// with that floor; the zero floor holds nothing back.
func New(system func() time.Time, floor time.Time) *Clock {
	return &Clock{system: system, floor: floor}
}

// Now returns the system's time, or the floor when the system's time is earlier.
// While the system's clock is behind, trusted time stands still at the floor.
func (c *Clock) Now() time.Time {
	now, floor := c.system(), c.Floor()
	if now.Before(floor) {
		return floor
	}
	return now
}

// Floor returns the newest instant that is known to have passed.
func (c *Clock) Floor() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.floor
}

// Raise lifts the floor to t, such as the signing time of a release that was
// just verified. An earlier t changes nothing: the floor never sinks.
func (c *Clock) Raise(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.floor) {
		c.floor = t
	}
}

// Doubtful tells whether the system's clock is known to be wrong: it runs behind
// the floor. What is stamped meanwhile should say so.
func (c *Clock) Doubtful() bool { return c.system().Before(c.Floor()) }
