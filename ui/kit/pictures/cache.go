// Package pictures keeps photos ready for the screen: it decodes them away from
// the UI thread, at the size they are shown, and remembers as many as fit in a
// fixed number of bytes.
//
// It promises that a load never blocks its caller, that a load which is no
// longer wanted is dropped, that every answer but a remembered one comes
// through the one poster it was given, and that an answer that was cancelled
// never comes.
//
// Start with [New] and [Cache.Load].
package pictures

import (
	"container/list"
	"image"
	"io"
	"sync"
)

// Options are what a cache needs.
type Options struct {
	// Open opens a photo, JPEG or PNG, by its key. It is called by several
	// goroutines.
	Open func(key string) (io.ReadCloser, error)
	// Post runs a function on the UI thread, later or at once.
	Post func(func())
	// Bytes is how much decoded photos may hold; 0 is 192 MiB.
	Bytes int64
	// Workers is how many photos are decoded at a time; 0 is 2.
	Workers int
}

const (
	usualBytes   = 192 << 20
	usualWorkers = 2
)

// Cache loads and remembers photos. Load and the cancel functions are for the
// UI thread; Close is for anybody.
type Cache struct {
	open  func(key string) (io.ReadCloser, error)
	post  func(func())
	limit int64

	mu     sync.Mutex
	ready  map[name]*list.Element // of photo
	recent *list.List             // the latest used in front
	held   int64
	jobs   map[name]*job
	queue  []*job // the newest last: it is what is on the screen now
	wake   *sync.Cond
	closed bool
	done   sync.WaitGroup
}

type name struct {
	key           string
	width, height int
}

type photo struct {
	name  name
	image *image.RGBA
}

// job is a photo that is asked for; it is gone when nobody waits for it.
type job struct {
	name    name
	waiting []*waiter
	taken   bool
}

type waiter struct {
	done func(image.Image)
	off  bool
}

// New starts the workers; Close ends them.
func New(o Options) *Cache {
	c := &Cache{
		open: o.Open, post: o.Post, limit: o.Bytes,
		ready: map[name]*list.Element{}, recent: list.New(), jobs: map[name]*job{},
	}
	c.wake = sync.NewCond(&c.mu)
	if c.limit == 0 {
		c.limit = usualBytes
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
	c.queue, c.jobs = nil, map[name]*job{}
	c.mu.Unlock()
	c.wake.Broadcast()
	c.done.Wait()
}

// Held is how many bytes the remembered photos take now.
func (c *Cache) Held() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.held
}

// Load brings a photo that covers width by height pixels, cut at the edges
// where its shape differs. A remembered photo comes before Load returns; done
// gets nil when the photo cannot be had.
func (c *Cache) Load(key string, width, height int, done func(image.Image)) (cancel func()) {
	wanted := name{key, max(1, width), max(1, height)}
	if found := c.recall(wanted); found != nil {
		done(found)
		return func() {}
	}
	w := &waiter{done: done}
	c.ask(wanted, w)
	return func() { c.drop(wanted, w) }
}

func (c *Cache) recall(wanted name) *image.RGBA {
	c.mu.Lock()
	defer c.mu.Unlock()
	element, ok := c.ready[wanted]
	if !ok {
		return nil
	}
	c.recent.MoveToFront(element)
	return element.Value.(photo).image
}

func (c *Cache) ask(wanted name, w *waiter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.closed {
		return
	}
	j, ok := c.jobs[wanted]
	if !ok {
		j = &job{name: wanted}
		c.jobs[wanted] = j
		c.queue = append(c.queue, j)
		c.wake.Signal()
	}
	j.waiting = append(j.waiting, w)
}

// drop forgets a waiter, and the job with its last one unless it is under way.
func (c *Cache) drop(wanted name, w *waiter) {
	c.mu.Lock()
	defer c.mu.Unlock()
	w.off = true
	j, ok := c.jobs[wanted]
	if !ok {
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
