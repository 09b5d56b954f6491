package kit

import (
	"image"
	"math"
	"slices"
	"time"

	"hangviet/ui/kit/pictures"
)

const (
	rushing = 2.0                   // windows a second: faster than photos can be told apart
	glance  = 60 * time.Millisecond // between two looks at the speed
)

// Patience stands between a grid and its loader: while the page rushes by, photos
// that would have to be read wait for it to slow down. Nobody sees them, and
// reading them takes what the frames need. Make a grid's cards with it and give it
// to [Grid.Ahead].
type Patience struct {
	Time   Time
	loader Loader

	rush    bool
	waiting []*patient
	next    []pictures.Photo // what the loader is to be told of the future

	watched  bool
	pos      float32
	window   float32
	from     float32 // where the page was at the last look
	lastLook time.Time
}

// patient is a load that waits, or did.
type patient struct {
	wanted pictures.Photo
	done   func(image.Image)
	cancel func() // once it has been passed on
}

// NewPatience makes a patient loader; a nil loader loads nothing.
func NewPatience(loader Loader) *Patience { return &Patience{Time: RealTime(), loader: loader} }

// Load implements [Loader].
func (p *Patience) Load(wanted pictures.Photo, done func(image.Image)) (cancel func()) {
	if p.loader == nil {
		return func() {}
	}
	if !p.rush || p.ready(wanted) {
		return p.loader.Load(wanted, done)
	}
	w := &patient{wanted: wanted, done: done}
	p.waiting = append(p.waiting, w)
	return func() {
		p.waiting = slices.DeleteFunc(p.waiting, func(o *patient) bool { return o == w })
		if w.cancel != nil {
			w.cancel()
		}
	}
}

// Prefetch implements [Prefetcher].
func (p *Patience) Prefetch(next []pictures.Photo) {
	if p.next = next; !p.rush {
		p.foresee()
	}
}

func (p *Patience) foresee() {
	if seer, ok := p.loader.(Prefetcher); ok {
		seer.Prefetch(p.next)
	}
}

// ready tells whether a photo need not be read.
func (p *Patience) ready(wanted pictures.Photo) bool {
	memory, ok := p.loader.(interface {
		Remembers(wanted pictures.Photo) bool
	})
	return ok && memory.Remembers(wanted)
}

// moved is told of every movement of the page, and how high its window is.
func (p *Patience) moved(pos, window float32) {
	p.pos, p.window = pos, window
	if p.watched || pos == p.from {
		return
	}
	p.watched, p.from, p.lastLook = true, pos, p.Time.Now()
	p.Time.Frames.Run(p.look)
}

// look judges the speed; it goes on until the page stands still.
func (p *Patience) look(now time.Time) bool {
	passed := now.Sub(p.lastLook)
	if passed < glance {
		return true
	}
	way := math.Abs(float64(p.pos - p.from))
	p.from, p.lastLook, p.watched = p.pos, now, way > 0
	p.hurry(way > rushing*float64(p.window)*passed.Seconds())
	return p.watched
}

// hurry passes on what waited when the page has slowed down.
func (p *Patience) hurry(rush bool) {
	calmed := p.rush && !rush
	if p.rush = rush; !calmed {
		return
	}
	waiting := p.waiting
	p.waiting = nil
	for _, w := range waiting {
		w.cancel = p.loader.Load(w.wanted, w.done)
	}
	p.foresee()
}
