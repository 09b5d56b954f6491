package main

import (
	"time"

	"hangviet/ui/model"
	"hangviet/ui/surface/forget"
)

// thrift tells when memory is to be given back to the system.
type thrift struct {
	rest   tidier
	again  sweeper
	quiet  lull
	turned slides
}

// due is told what is up now, when the screen was touched last, and how many pictures
// were made so far. Alone says once after each visit that nobody has been there for long.
func (t *thrift) due(now time.Time, at model.Screen, touched time.Time, made int) (alone, due bool) {
	alone = t.rest.due(now, at)
	due = t.again.due(now, alone, resting(at))
	due = t.quiet.due(now, touched) || due
	return alone, resting(at) && t.turned.due(now, made) || due
}

// tidyAfter is how long nobody has been there until memory is given back to the
// system: by then Fyne has long forgotten what the last visitor saw, see package
// forget.
const tidyAfter = 90 * time.Second

// lullAfter is how long nobody has touched the screen until the same is done in the
// midst of a visit: whoever reads does not scroll, and what scrolling has left
// behind is a fifth of all memory by then.
const lullAfter = 1500 * time.Millisecond

// lull tells when the finger has rested long enough, once after each touch.
type lull struct{ seen time.Time }

// due is told when the screen was touched last; the zero time is never.
func (l *lull) due(now, touched time.Time) bool {
	if touched.Equal(l.seen) || now.Sub(touched) < lullAfter {
		return false
	}
	l.seen = touched
	return true
}

// tidier tells when the window has rested long enough to give memory back, once
// after each visit. What visits leave to the garbage collector it would else
// hold on to for long, as it cannot know that nobody is there.
type tidier struct {
	since time.Time // the window rests; zero while somebody is there
	done  bool
}

// resting tells whether nobody is there.
func resting(at model.Screen) bool {
	return at == model.AtAttract || at == model.AtClosed || at == model.AtPaused
}

// due is told what is up now.
func (t *tidier) due(now time.Time, at model.Screen) bool {
	if !resting(at) {
		*t = tidier{}
		return false
	}
	if t.since.IsZero() || now.Before(t.since) {
		t.since = now
	}
	if t.done || now.Sub(t.since) < tidyAfter {
		return false
	}
	t.done = true
	return true
}

// slides tell when memory is to be given back because a slide has turned: shortly after
// the last picture was made. A slide leaves 13 MB behind at 1080×1920, the picture before
// it and what it was decoded from; giving that back takes some 30 ms.
type slides struct {
	made  int
	since time.Time // zero: given back
}

// due is told how many pictures were made so far.
func (s *slides) due(now time.Time, made int) bool {
	if made != s.made || now.Before(s.since) {
		s.made, s.since = made, now
		return false
	}
	if s.since.IsZero() || now.Sub(s.since) < lullAfter {
		return false
	}
	s.since = time.Time{}
	return true
}

// againAfter is between two times that memory is given back while nobody comes, beside
// those after a slide: what is done behind the screen leaves something behind as well.
const againAfter = time.Minute

// sweeper tells when memory is to be given back again, from the first time on
// until somebody comes.
type sweeper struct{ last time.Time } // zero before the first time

// due is told whether this is the first time of a rest, and how the rest is.
func (s *sweeper) due(now time.Time, first, resting bool) bool {
	switch {
	case !resting:
		s.last = time.Time{}
		return false
	case first:
	case s.last.IsZero() || !now.Before(s.last) && now.Sub(s.last) < againAfter:
		return false
	}
	s.last = now
	return true
}

// repaints tells when the page is to be drawn again, so that Fyne forgets nothing
// of it.
type repaints struct{ last time.Time }

func (r *repaints) due(now time.Time) bool {
	if since := now.Sub(r.last); since >= 0 && since < forget.Draw*time.Second {
		return false
	}
	r.last = now
	return true
}
