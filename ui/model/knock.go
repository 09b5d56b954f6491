package model

import "time"

// The knock on the hidden staff entrance: so many touches of one corner, each
// within a moment of the one before. No visitor makes it by chance.
const (
	knocks = 5
	moment = time.Second
)

// Knock counts touches. Its zero value has heard none.
type Knock struct {
	count int
	last  time.Time
}

// At hears a touch at t, in the corner or elsewhere, and tells whether it was
// the last one of a knock.
func (k *Knock) At(t time.Time, corner bool) (opens bool) {
	if !corner {
		k.count = 0
		return false
	}
	if since := t.Sub(k.last); since < 0 || since > moment {
		k.count = 0
	}
	k.count, k.last = k.count+1, t
	if k.count < knocks {
		return false
	}
	k.count = 0
	return true
}
