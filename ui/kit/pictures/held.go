package pictures

import (
	"container/list"
	"image"
	"strings"
)

// held is a picture in memory.
type held struct {
	photo   Photo
	image   *image.RGBA
	users   int // who shows it, or is about to
	element *list.Element
}

func (h *held) bytes() int64 { return int64(len(h.image.Pix)) }

// Held is how many bytes the pictures take now, those on the screen included. It
// is never more than the bound.
func (c *Cache) Held() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.bytes
}

// Made is how many pictures were decoded or drawn so far. Each leaves behind what it
// was made of, and what had to go for it.
func (c *Cache) Made() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.made
}

// remember keeps a picture, and forgets for it what nobody shows and was unused
// for longest. Where that does not make room it keeps nothing, and the picture is
// nil: more is on the screen than the bound allows.
func (c *Cache) remember(photo Photo, found *image.RGBA) *held {
	h := &held{photo: photo, image: found}
	if !c.makeRoom(h.bytes()) {
		return nil
	}
	h.element = c.recent.PushFront(h)
	c.ready[photo] = h
	c.bytes += h.bytes()
	return h
}

func (c *Cache) makeRoom(bytes int64) bool {
	for e := c.recent.Back(); e != nil && c.bytes+bytes > c.limit; {
		old, before := e.Value.(*held), e.Prev()
		if old.users == 0 {
			c.recent.Remove(e)
			delete(c.ready, old.photo)
			c.bytes -= old.bytes()
		}
		e = before
	}
	return c.bytes+bytes <= c.limit
}

func (c *Cache) lend(h *held, w *waiter) {
	w.holds = h
	h.users++
	c.recent.MoveToFront(h.element)
}

func (c *Cache) giveBack(w *waiter) {
	if w.holds != nil {
		w.holds.users--
		w.holds = nil
	}
}

// Settle makes anew what the cache knows of the pictures that nobody shows, each a few
// small things: made while much else was made and dropped they stand scattered over the
// heap, and each keeps a whole page of memory; made one after the other they share a
// few. The pixels stay where they are. For a time when nobody waits.
func (c *Cache) Settle() {
	c.mu.Lock()
	defer c.mu.Unlock()
	ready, recent := make(map[Photo]*held, len(c.ready)), list.New()
	for e := c.recent.Back(); e != nil; e = e.Prev() {
		h := e.Value.(*held)
		if h.users == 0 {
			h = h.anew()
		}
		h.element = recent.PushFront(h)
		ready[h.photo] = h
	}
	c.ready, c.recent = ready, recent
}

// anew is the same picture of the same pixels.
func (h *held) anew() *held {
	photo, pixels := h.photo, *h.image
	photo.Key = strings.Clone(photo.Key)
	return &held{photo: photo, image: &pixels}
}
