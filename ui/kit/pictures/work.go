package pictures

import (
	"fmt"
	"image"
	"image/draw"
	_ "image/jpeg" // photos are JPEG
	_ "image/png"  // drawings may be PNG

	scale "golang.org/x/image/draw"
)

func (c *Cache) work() {
	defer c.done.Done()
	for {
		j := c.take()
		if j == nil {
			return
		}
		photo, err := c.decode(j.name)
		if err != nil {
			photo = nil
		}
		c.finish(j, photo)
	}
}

// take waits for the newest job; nil when the cache is closed.
func (c *Cache) take() *job {
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(c.queue) == 0 && !c.closed {
		c.wake.Wait()
	}
	if c.closed {
		return nil
	}
	j := c.queue[len(c.queue)-1]
	c.queue = c.queue[:len(c.queue)-1]
	j.taken = true
	return j
}

func (c *Cache) finish(j *job, found *image.RGBA) {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return
	}
	delete(c.jobs, j.name)
	if found != nil {
		c.remember(photo{j.name, found})
	}
	waiting := j.waiting
	c.mu.Unlock()
	if len(waiting) > 0 {
		c.post(func() { c.answer(waiting, found) })
	}
}

// answer runs on the UI thread, where cancel runs too: what is not off yet
// cannot become so in between.
func (c *Cache) answer(waiting []*waiter, found *image.RGBA) {
	for _, w := range waiting {
		if c.isOff(w) {
			continue
		}
		if found == nil {
			w.done(nil)
			continue
		}
		w.done(found)
	}
}

func (c *Cache) isOff(w *waiter) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return w.off
}

// remember keeps a photo and forgets the ones unused for longest.
func (c *Cache) remember(p photo) {
	c.ready[p.name] = c.recent.PushFront(p)
	c.held += int64(len(p.image.Pix))
	for c.held > c.limit && c.recent.Len() > 1 {
		last := c.recent.Back()
		old := c.recent.Remove(last).(photo)
		delete(c.ready, old.name)
		c.held -= int64(len(old.image.Pix))
	}
}

// decode reads a photo and brings it to its size, without a border in memory:
// Fyne sends the pixels as they lie.
func (c *Cache) decode(wanted name) (*image.RGBA, error) {
	file, err := c.open(wanted.key)
	if err != nil {
		return nil, fmt.Errorf("open photo: %w", err)
	}
	defer file.Close()
	source, _, err := image.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("decode photo: %w", err)
	}
	out := image.NewRGBA(image.Rect(0, 0, wanted.width, wanted.height))
	scale.BiLinear.Scale(out, out.Bounds(), source, middle(source.Bounds(), wanted), draw.Src, nil)
	return out, nil
}

// middle is the largest part of a photo in its middle that has the wanted
// shape.
func middle(full image.Rectangle, wanted name) image.Rectangle {
	size := full.Size()
	width, height := size.X, size.X*wanted.height/wanted.width
	if height > size.Y {
		width, height = size.Y*wanted.width/wanted.height, size.Y
	}
	width, height = max(1, width), max(1, height)
	left, top := full.Min.X+(size.X-width)/2, full.Min.Y+(size.Y-height)/2
	return image.Rect(left, top, left+width, top+height)
}
