package model

import "time"

// Idle watches over a visit: after Quiet without a touch it asks, after Grace
// more the visit is over. The zero value never ends a visit.
type Idle struct {
	Quiet time.Duration // 0: never asks
	Grace time.Duration
	last  time.Time
}

// IdlePhase is what a quiet visit needs.
type IdlePhase int

// The phases of a visit without touches.
const (
	Active IdlePhase = iota // somebody is there
	Asking                  // "Bạn còn xem không?"
	Over                    // nobody is
)

// Touch says that somebody is there at t.
func (i *Idle) Touch(t time.Time) { i.last = t }

// Last is the moment of the last touch; zero before the first.
func (i *Idle) Last() time.Time { return i.last }

// At returns the phase at t and, while Asking, the whole seconds left, at least 1.
// A clock that jumps back counts as a touch, so that no visit lasts for ever.
func (i *Idle) At(t time.Time) (IdlePhase, int) {
	if i.Quiet <= 0 || t.Before(i.last) {
		i.last = t
		return Active, 0
	}
	quiet := t.Sub(i.last)
	switch {
	case quiet < i.Quiet:
		return Active, 0
	case quiet < i.Quiet+i.Grace:
		left := i.Quiet + i.Grace - quiet
		return Asking, int((left + time.Second - 1) / time.Second)
	}
	return Over, 0
}

// How long a visitor may ask to be left alone.
const (
	mostQuiet = 10 * time.Minute
	mostGrace = time.Minute
)

// Prolong gives a visitor who reads slowly more time, until the visit ends.
func (i *Idle) Prolong() {
	if i.Quiet > 0 {
		i.Quiet = max(i.Quiet, min(4*i.Quiet, mostQuiet))
		i.Grace = max(i.Grace, min(2*i.Grace, mostGrace))
	}
}

// What is left of the time of a hurried visit.
const (
	rushQuiet = 15 * time.Second
	rushGrace = 10 * time.Second
)

// Hurry shortens the times, as when others wait.
func (i *Idle) Hurry() {
	if i.Quiet > 0 {
		i.Quiet, i.Grace = min(i.Quiet, rushQuiet), min(i.Grace, rushGrace)
	}
}
