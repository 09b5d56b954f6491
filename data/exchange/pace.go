package exchange

import (
	"context"
	"math/rand/v2"
	"time"
)

// Pace says how a loop waits between two tries. The zero Pace has the loop's own
// durations, waits really and jitters at random, so that a hundred kiosks that
// lost the same hub do not come back in the same second.
type Pace struct {
	Every  time.Duration                        // while all is well
	First  time.Duration                        // after the first failure; doubles with each further one
	Max    time.Duration                        // longest pause after failures
	Jitter func() float64                       // 0 ≤ x < 1; random when nil
	After  func(time.Duration) <-chan time.Time // time.After when nil
}

func (p Pace) or(every, first, longest time.Duration) Pace {
	if p.Every == 0 {
		p.Every = every
	}
	if p.First == 0 {
		p.First = first
	}
	if p.Max == 0 {
		p.Max = longest
	}
	if p.Jitter == nil {
		p.Jitter = rand.Float64
	}
	if p.After == nil {
		p.After = time.After
	}
	return p
}

// pause returns how long to wait after that many failures in a row: Every after
// none; else First doubled each time up to Max, of which the second half is
// jittered.
func (p Pace) pause(failures int) time.Duration {
	if failures == 0 {
		return p.Every
	}
	d := p.First
	for i := 1; i < failures && d < p.Max; i++ {
		d *= 2
	}
	half := min(d, p.Max) / 2
	return half + time.Duration(p.Jitter()*float64(half))
}

// wait pauses, shorter when wake is sent to, and returns ctx's error once ctx
// has ended.
func (p Pace) wait(ctx context.Context, d time.Duration, wake <-chan struct{}) error {
	select {
	case <-p.After(d):
	case <-wake:
	case <-ctx.Done():
	}
	return ctx.Err()
}
