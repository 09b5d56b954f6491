package motion

import "time"

// The longest time between two frames that the eye still takes for motion. The
// first frame of a page may take longer: its texts and pictures are sent then.
const (
	longFrame  = 50 * time.Millisecond
	firstFrame = 120 * time.Millisecond
)

// Ease is one short motion to a place of rest: quick at first, then slower. On
// a device that is too slow for it the rest of the way is left out. Span is how
// long it lasts; the zero value of the rest is ready.
type Ease struct {
	Span time.Duration

	shown, begun, last time.Time
	late               bool
}

// Left is how much of the way is left at a moment, from 1 down to 0. Time runs
// from the second call on: until then the first frame was being drawn.
func (e *Ease) Left(now time.Time) float64 {
	switch {
	case e.shown.IsZero():
		e.shown = now
		return 1
	case e.begun.IsZero():
		e.begun, e.late = now, now.Sub(e.shown) > firstFrame
	default:
		e.late = e.late || now.Sub(e.last) > longFrame
	}
	e.last = now
	left := 1 - float64(now.Sub(e.begun))/float64(e.Span)
	if e.late || left <= 0 {
		return 0
	}
	return left * left * left
}

// mostLate is how many motions in a row may fail until no more are tried.
const mostLate = 3

// Pace remembers whether a device keeps up with motions. The zero value takes it
// for quick.
type Pace struct{ late int }

// Quick tells whether motions are worth while.
func (p *Pace) Quick() bool { return p.late < mostLate }

// Took notes how a motion that has ended went.
func (p *Pace) Took(e *Ease) {
	if e.late {
		p.late++
		return
	}
	p.late = 0
}
