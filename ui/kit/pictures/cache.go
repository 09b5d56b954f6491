// Package pictures keeps photos ready for the screen: it decodes them away from
// the UI thread, at the size and with the corners they are shown with, and holds
// no more of them than fit in a fixed number of bytes: those on the screen, those
// remembered and the drawings that stand for missing ones, together.
//
// It promises that a load never blocks its caller, that a load which is no
// longer wanted is dropped, that every answer but a remembered one comes
// through the one poster it was given, that an answer that was cancelled never
// comes, and that what may be wanted next waits for what is wanted now.
//
// Start with [New] and [Cache.Load].
package pictures

import (
	"container/list"
	"image"
	"image/color"
	"io"
	"slices"
	"sync"
)

// Options are what a cache needs.
type Options struct {
	// Open opens a photo, JPEG or PNG, by its key. It is called by several
	// goroutines.
	Open func(key string) (io.ReadCloser, error)
	// Draw draws what stands for a photo, at a size in pixels; nil when it cannot.
	// It is called by several goroutines. A cache without it has no drawings.
	Draw func(d Drawing, width, height int) *image.RGBA
	// Post runs a function on the UI thread, later or at once.
	Post func(func())
	// Bytes is how much the pictures may hold, on the screen and off it; 0 is
	// UsualBytes.
	Bytes int64
	// Workers is how many photos are decoded at a time; 0 is 2.
	Workers int
}

// UsualBytes is what the pictures may hold when nothing else is said.
const UsualBytes = 96 << 20

const usualWorkers = 2

// Photo is a picture as it is shown: a photo by its key, or a drawing.
type Photo struct {
	Key           string  // of the photo's file; "" for the drawing
	Drawing       Drawing // of a picture without a key
	Width, Height int     // pixels
	Corners       Corners
	Radius        int // of round corners, in pixels
}

// Drawing stands for a photo that is missing: a name, and its two colours.
type Drawing struct {
	Name        string
	Ground, Ink color.NRGBA
}

// Cache loads and remembers photos. Load, Prefetch and the cancel functions are
// for the UI thread; Close, Held and Made are for anybody.
type Cache struct {
	open  func(key string) (io.ReadCloser, error)
	draw  func(d Drawing, width, height int) *image.RGBA
	post  func(func())
	limit int64

	mu     sync.Mutex
	ready  map[Photo]*held
	recent *list.List // of *held, the latest used in front
	bytes  int64
	made   int
	jobs   map[Photo]*job
	queue  []*job  // the newest last: it is what is on the screen now
	ahead  []Photo // what may be wanted next, the likeliest first
	wake   *sync.Cond
	closed bool
	done   sync.WaitGroup
}

// job is a photo that is asked for; it is gone when nobody waits for it.
type job struct {
	photo   Photo
	waiting []*waiter
	taken   bool
}

// waiter is one call of Load.
type waiter struct {
	done  func(image.Image)
	holds *held // what it was given, or will be given soon
	off   bool
}

// New starts the workers; Close ends them.
func New(o Options) *Cache {
	c := &Cache{
		open: o.Open, draw: o.Draw, post: o.Post, limit: o.Bytes,
		ready: map[Photo]*held{}, recent: list.New(), jobs: map[Photo]*job{},
	}
	c.wake = sync.NewCond(&c.mu)
	if c.limit == 0 {
		c.limit = UsualBytes
	}
	workers := o.Workers
	if workers == 0 {
		workers = usualWorkers
	}
	c.done.Add(workers)
	for range workers {
		go c.work()
	}
	return c
}

// Close ends the workers and waits for them. Loads after it are never
// answered.
func (c *Cache) Close() {
	c.mu.Lock()
	c.closed = true
	c.queue, c.ahead, c.jobs = nil, nil, map[Photo]*job{}
	c.mu.Unlock()
	c.wake.Broadcast()
	c.done.Wait()
}

// Load brings a photo that covers its width by height, cut at the edges where its
// shape differs. A remembered photo comes before Load returns; done gets nil when
// the photo cannot be had. The photo counts as held until cancel is called, which
// also drops an answer that has not come yet; nobody draws it afterwards.
func (c *Cache) Load(wanted Photo, done func(image.Image)) (cancel func()) {
	wanted.Width, wanted.Height = max(1, wanted.Width), max(1, wanted.Height)
	w := &waiter{done: done}
	if found := c.recall(wanted, w); found != nil {
		done(found)
	}
	return func() { c.drop(wanted, w) }
}

// Remembers tells whether a Load would be answered at once.
func (c *Cache) Remembers(wanted Photo) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ready[wanted] != nil
}

// Prefetch says what may be wanted next, the likeliest first, in place of what was
// said before. It is loaded when nothing that is wanted now waits; what has no size
// is not.
func (c *Cache) Prefetch(next []Photo) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.ahead = slices.DeleteFunc(slices.Clone(next), func(p Photo) bool { return p.Width < 1 || p.Height < 1 })
		c.wake.Broadcast()
	}
}

// recall lends a remembered photo, or asks for it.
func (c *Cache) recall(wanted Photo, w *waiter) image.Image {
	c.mu.Lock()
	defer c.mu.Unlock()
	if found := c.ready[wanted]; found != nil {
		c.lend(found, w)
		return found.image
	}
	if !c.closed {
		c.ask(wanted, w)
	}
	return nil
}

func (c *Cache) ask(wanted Photo, w *waiter) {
	j := c.jobs[wanted]
	if j == nil {
		j = &job{photo: wanted}
		c.jobs[wanted] = j
		c.queue = append(c.queue, j)
		c.wake.Signal()
	}
	j.waiting = append(j.waiting, w)
}

// drop forgets a waiter, and the job with its last one unless it is under way.
func (c *Cache) drop(wanted Photo, w *waiter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if w.off {
		return
	}
	w.off = true
	c.giveBack(w)
	j := c.jobs[wanted]
	if j == nil {
		return
	}
	j.waiting = without(j.waiting, w)
	if len(j.waiting) == 0 && !j.taken {
		delete(c.jobs, wanted)
		c.queue = without(c.queue, j)
	}
}

func without[T comparable](all []T, gone T) []T {
	left := all[:0]
	for _, one := range all {
		if one != gone {
			left = append(left, one)
		}
	}
	clear(all[len(left):])
	return left
}
