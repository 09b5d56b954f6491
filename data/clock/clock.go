// Package clock tells trusted time. The battery of a kiosk dies and its clock falls
// back to 1970; somebody sets it by ten years while people vote. What is believed,
// from the surest on:
//
//   - what the organiser's hub says in an answer that it signed for a question just
//     asked ([Clock.Set]); from then on time goes by the machine's steady count, and
//     what the machine's clock says does not matter until the next start;
//   - that it is not earlier than the newest signed time ever seen, the floor
//     ([New], [Clock.Raise]), which never sinks;
//   - that time goes on as the steady count does: a clock that jumps while the
//     program runs is not followed, unless it was known to be wrong and is now set
//     right;
//   - that it is not much earlier than when the kiosk last noted the time itself
//     ([Clock.Resume]). That is a hint only: the clock it was noted by may have been
//     wrong;
//   - else the machine's clock. What it says is doubted when it is far ahead of all
//     that was signed, but followed: a floor cannot prove how late it is not, and a
//     certificate that may have run out is not to be shown.
//
// Start with [New] or [Watch].
package clock

import (
	"sync"
	"time"
)

// Doubt is why the machine's clock is not believed.
type Doubt string

// The doubts.
const (
	Good   Doubt = ""
	Behind Doubt = "behind" // earlier than what is known to have passed
	Ahead  Doubt = "ahead"  // later than the hub says, or far later than all that was signed
	Jumped Doubt = "jumped" // it was set while the program ran
)

const (
	// Leap is by how much a clock may be set while the program runs.
	Leap = 2 * time.Minute
	// Far is how far ahead of the newest signed time nobody expects to be.
	Far = 400 * 24 * time.Hour
	// Near is by how much a noted time is believed over the machine's clock.
	Near = 48 * time.Hour
)

// Clock is a clock with a floor. It may be used by several goroutines at once.
type Clock struct {
	system func() time.Time
	steady func() time.Duration // nil: there is no such count, and no jump is noticed

	mu    sync.Mutex
	floor time.Time
	at    time.Time     // trusted time …
	since time.Duration // … at this steady count
	wall  time.Time     // and what the machine's clock said then
	hub   bool          // the hub has said what time it is
	doubt Doubt
}

// New returns a clock that reads system (time.Now on a real kiosk) and starts
// with that floor; the zero floor holds nothing back.
func New(system func() time.Time, floor time.Time) *Clock { return Watch(system, nil, floor) }

// Watch is New with a count that is never set back and goes on while the machine
// sleeps: the clock notices when the machine's is set.
func Watch(system func() time.Time, steady func() time.Duration, floor time.Time) *Clock {
	c := &Clock{system: system, steady: steady, floor: floor}
	c.begin()
	return c
}

// begin takes the machine's clock for true, or the floor when that is later.
func (c *Clock) begin() {
	c.wall, c.since = c.system(), c.count()
	c.at, c.doubt = c.wall, Good
	if c.wall.Before(c.floor) {
		c.at, c.doubt = c.floor, Behind
	}
}

// count is the steady count; without one, what the machine's clock says.
func (c *Clock) count() time.Duration {
	if c.steady == nil {
		return c.system().Sub(time.Unix(0, 0))
	}
	return c.steady()
}

// Now returns trusted time. It never goes back while the steady count goes on.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	return c.at
}

// look brings the clock up to date.
func (c *Clock) look() {
	wall, count := c.system(), c.count()
	gone := c.gone(count)
	on := c.at.Add(gone)            // as time goes on
	leap := wall.Sub(c.wall) - gone // by how much the machine's clock was set
	c.wall, c.since = wall, count
	switch {
	case c.hub:
		c.at, c.doubt = on, c.against(wall, on)
	case wall.Before(c.floor), c.steady != nil && c.doubt == Behind && wall.Before(on):
		c.at, c.doubt = on, Behind
	case c.steady != nil && c.doubt != Behind && c.set(wall, on, leap):
		c.at, c.doubt = on, Jumped
	default:
		c.at, c.doubt = later(wall, c.at, c.steady != nil), c.far(wall)
	}
}

// gone is how much time has passed. Without a steady count, what goes on by more than
// [Near] at once was set.
func (c *Clock) gone(count time.Duration) time.Duration {
	gone := max(0, count-c.since)
	if c.steady == nil && gone > Near {
		return 0
	}
	return gone
}

// set tells whether the machine's clock was set while the program ran and is not
// right again.
func (c *Clock) set(wall, on time.Time, leap time.Duration) bool {
	return leap.Abs() > Leap || c.doubt == Jumped && wall.Sub(on).Abs() > Leap
}

// later keeps time from going back a little, as a clock that is regulated does.
func later(wall, at time.Time, steady bool) time.Time {
	if steady && wall.Before(at) {
		return at
	}
	return wall
}

func (c *Clock) against(wall, right time.Time) Doubt {
	switch off := wall.Sub(right); {
	case off > Leap:
		return Ahead
	case off < -Leap:
		return Behind
	}
	return Good
}

func (c *Clock) far(wall time.Time) Doubt {
	if !c.floor.IsZero() && wall.Sub(c.floor) > Far {
		return Ahead
	}
	return Good
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
	c.look()
	if !t.After(c.floor) {
		return
	}
	c.floor = t
	if c.at.Before(t) {
		c.at = t
		if !c.hub {
			c.doubt = Behind
		}
	}
}

// Set takes what the hub has just said and signed: it is t now. What is earlier than
// the floor is not believed: then the hub's own clock is wrong.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	if t.Before(c.floor) {
		return
	}
	c.at, c.floor, c.hub = t, t, c.steady != nil
	c.doubt = c.against(c.wall, t)
}

// Resume takes the time that the kiosk noted itself before it was switched off, or
// of its last ballot. It is believed where the machine's clock is known to be wrong,
// or says a little less.
func (c *Clock) Resume(noted time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	behind := noted.Sub(c.at)
	if c.hub || behind <= 0 || !c.floor.IsZero() && noted.Sub(c.floor) > Far {
		return
	}
	switch {
	case c.doubt == Behind, behind <= Near:
		c.at, c.doubt = noted, Behind
	default:
		c.doubt = Jumped
	}
}

// Doubtful tells whether the machine's clock is known to be wrong or doubted. What is
// stamped meanwhile should say so.
func (c *Clock) Doubtful() bool { return c.Doubt() != Good }

// Doubt tells why the machine's clock is not believed.
func (c *Clock) Doubt() Doubt {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	return c.doubt
}

// Error returns by how much the machine's clock is ahead of trusted time, negative
// when it is behind; sure tells whether the hub has said what time it is.
func (c *Clock) Error() (ahead time.Duration, sure bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.look()
	return c.wall.Sub(c.at), c.hub
}
