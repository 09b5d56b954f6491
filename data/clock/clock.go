// Package clock tells trusted time. The battery of a kiosk dies and its clock
// falls back to 1970; but whatever signed time the kiosk has seen proves that it
// is at least so late. That instant is the floor, and trusted time never runs
// behind it.
//
// While the system's clock is behind, trusted time goes on from the floor, as fast
// as the system's clock does. Trusted time may run ahead of the real one when the system's clock does: a
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
	since time.Time // what the system told when the floor was met or raised
}

// New returns a clock that reads system (time.Now on a real kiosk) and starts
// with that floor; the zero floor holds nothing back.
func New(system func() time.Time, floor time.Time) *Clock {
	return &Clock{system: system, floor: floor, since: system()}
}

// Now returns the system's time, or the floor and what has passed since it was met
// when the system's time is earlier than the floor.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	now, _ := c.now()
	return now
}

func (c *Clock) now() (now time.Time, behind bool) {
	if now = c.system(); now.Before(c.floor) {
		return c.floor.Add(max(0, now.Sub(c.since))), true
	}
	return now, false
}

// Floor returns the newest instant that is known to have passed.
func (c *Clock) Floor() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.floor
}

// Raise lifts the floor to t, such as the signing time of a release that was
// just verified. An earlier t changes nothing: the floor never sinks, and trusted
// time never goes back.
func (c *Clock) Raise(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now, behind := c.now()
	if t.After(c.floor) && (!behind || t.After(now)) {
		c.floor, c.since = t, c.system()
	}
}

// Doubtful tells whether the system's clock is known to be wrong: it runs behind
// the floor. What is stamped meanwhile should say so.
func (c *Clock) Doubtful() bool { return c.system().Before(c.Floor()) }
