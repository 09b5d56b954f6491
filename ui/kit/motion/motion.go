// Package motion is the mathematics of a finger moving a page: following it one
// to one, running on with friction when it lets go, and coming back softly at
// the ends. It draws nothing and asks no clock; every call brings its moment,
// so a table of moments is a complete test.
//
// Start with [Fling].
package motion

import (
	"math"
	"time"
)

// The feel of the motion. Lengths are pixels, speeds pixels per second.
const (
	friction  = 2.6                    // speed falls by e in 1/friction seconds
	minSpeed  = 24                     // below this a fling has come to rest
	maxSpeed  = 9000                   // a faster swipe is an accident
	startedBy = 90                     // a slower finger leaves no fling
	memory    = 100 * time.Millisecond // how far back the finger's speed looks
	shortest  = 33 * time.Millisecond  // a swipe told of in less came late and all at once
	spring    = 14                     // how fast an end pulls back, per second
	resist    = 0.55                   // how far a page follows beyond its end
)

type sample struct {
	at  time.Time
	pos float64
}

// Fling is the position of a page of some length behind a window of some
// length. Zero is the start; positions grow towards the end. The zero value
// has no length and stays at zero.
type Fling struct {
	content, window float64
	pos             float64 // where the page is, may be beyond an end
	held            bool
	raw             float64 // where the finger has asked the page to be
	speed           float64
	last            time.Time
	trail           []sample
}

// Resize says how long the page and its window are. The position is kept
// within the new ends.
func (f *Fling) Resize(content, window float32) {
	f.content, f.window = float64(content), float64(window)
	if !f.held && f.speed == 0 {
		f.pos = f.within(f.pos)
	}
}

// Position is how far the page is scrolled. It is below zero or above the end
// only while an end gives way.
func (f *Fling) Position() float32 { return float32(f.pos) }

// End is the largest position of rest.
func (f *Fling) End() float32 { return float32(max(0, f.content-f.window)) }

// Moving says whether the page moves of itself.
func (f *Fling) Moving() bool {
	return !f.held && (f.speed != 0 || f.pos != f.within(f.pos))
}

// Grab stops the page under a finger. It says whether the page was running.
func (f *Fling) Grab(at time.Time) (running bool) {
	running = f.Moving() && math.Abs(f.speed) > startedBy
	f.held, f.speed = true, 0
	f.raw = f.asked(f.pos)
	f.trail, f.last = append(f.trail[:0], sample{at, f.raw}), at
	return running
}

// Drag moves the page by as much as the finger moved: positive towards the
// end. Beyond an end it follows with growing reluctance.
func (f *Fling) Drag(by float32, at time.Time) {
	f.raw += float64(by)
	f.pos = f.yield(f.raw)
	f.remember(at)
}

// Release lets the page run on at the finger's speed.
func (f *Fling) Release(at time.Time) {
	f.speed = f.fingerSpeed(at)
	f.held, f.last = false, at
	if math.Abs(f.speed) < startedBy {
		f.speed = 0
	}
}

// Jump places the page at once.
func (f *Fling) Jump(to float32) {
	f.speed = 0
	f.pos = f.within(float64(to))
	f.raw = f.pos
}

// Step brings the page to this moment and says whether it still moves.
func (f *Fling) Step(at time.Time) (moving bool) {
	passed := min(at.Sub(f.last).Seconds(), 0.1)
	if f.held || passed <= 0 {
		return f.Moving()
	}
	f.last = at
	switch {
	case f.pos != f.within(f.pos) && f.speed == 0:
		f.approach(f.within(f.pos), passed)
	default:
		f.run(passed)
	}
	return f.Moving()
}

// run is free motion with friction; at an end the speed dies within a moment.
func (f *Fling) run(seconds float64) {
	f.pos += f.speed * (1 - math.Exp(-friction*seconds)) / friction
	f.speed *= math.Exp(-friction * seconds)
	if f.pos != f.within(f.pos) {
		f.speed *= math.Exp(-spring * 2 * seconds)
		f.pos = f.within(f.pos) + clamp(f.pos-f.within(f.pos), f.window*0.08)
	}
	if math.Abs(f.speed) < minSpeed || (f.pos != f.within(f.pos) && math.Abs(f.speed) < startedBy*4) {
		f.speed = 0
	}
}

func (f *Fling) approach(goal, seconds float64) {
	f.pos = goal + (f.pos-goal)*math.Exp(-spring*seconds)
	if math.Abs(f.pos-goal) < 0.5 {
		f.pos = goal
	}
}

func (f *Fling) remember(at time.Time) {
	f.trail = append(f.trail, sample{at, f.raw})
	for len(f.trail) > 2 && at.Sub(f.trail[0].at) > memory {
		f.trail = f.trail[1:]
	}
}

func (f *Fling) fingerSpeed(at time.Time) float64 {
	if len(f.trail) < 2 || at.Sub(f.trail[len(f.trail)-1].at) > memory {
		return 0
	}
	first, last := f.trail[0], f.trail[len(f.trail)-1]
	passed := max(last.at.Sub(first.at), shortest).Seconds()
	return clamp((last.pos-first.pos)/passed, maxSpeed)
}

func (f *Fling) within(pos float64) float64 {
	return min(max(pos, 0), max(0, f.content-f.window))
}

// yield turns where the finger wants the page into where the page goes.
func (f *Fling) yield(raw float64) float64 {
	inside := f.within(raw)
	over := math.Abs(raw - inside)
	if over == 0 || f.window <= 0 {
		return inside
	}
	give := (1 - 1/(over*resist/f.window+1)) * f.window
	return inside + math.Copysign(give, raw-inside)
}

// asked is the inverse of yield: the finger's wish that led to pos.
func (f *Fling) asked(pos float64) float64 {
	inside := f.within(pos)
	give := min(math.Abs(pos-inside), f.window*0.9)
	if give == 0 {
		return pos
	}
	return inside + math.Copysign(give/(f.window-give)*f.window/resist, pos-inside)
}

func clamp(v, limit float64) float64 { return min(max(v, -limit), limit) }
