package pictures

import (
	"errors"
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
		found, err := c.make(j.photo)
		if err != nil {
			found = nil
		}
		c.finish(j, found)
	}
}

// take waits for the newest job, or for what may be wanted next; nil when the
// cache is closed.
func (c *Cache) take() *job {
	c.mu.Lock()
	defer c.mu.Unlock()
	for !c.closed {
		j := c.next()
		if j != nil {
			j.taken = true
			return j
		}
		c.wake.Wait()
	}
	return nil
}

func (c *Cache) next() *job {
	if last := len(c.queue) - 1; last >= 0 {
		j := c.queue[last]
		c.queue[last] = nil // or the queue would hold whoever waits, and all of his page's look
		c.queue = c.queue[:last]
		return j
	}
	for len(c.ahead) > 0 {
		photo := c.ahead[0]
		c.ahead = c.ahead[1:]
		if c.ready[photo] == nil && c.jobs[photo] == nil {
			j := &job{photo: photo}
			c.jobs[photo] = j
			return j
		}
	}
	return nil
}

func (c *Cache) finish(j *job, found *image.RGBA) {
	c.mu.Lock()
	if c.closed {
		c.mu.Unlock()
		return
	}
	delete(c.jobs, j.photo)
	c.made++
	waiting := j.waiting
	if found != nil {
		if h := c.remember(j.photo, found); h == nil {
			found = nil
		} else {
			for _, w := range waiting {
				c.lend(h, w)
			}
		}
	}
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

// make brings a picture about.
func (c *Cache) make(wanted Photo) (out *image.RGBA, err error) {
	if wanted.Key != "" {
		out, err = c.decode(wanted)
	} else if c.draw != nil {
		out = c.draw(wanted.Drawing, wanted.Width, wanted.Height)
	}
	if out == nil {
		return nil, errors.Join(err, errNothing)
	}
	round(out, wanted.Corners, wanted.Radius)
	return out, nil
}

var errNothing = errors.New("there is no such picture")

// decode reads a photo and brings it to its size, without a border in memory:
// Fyne sends the pixels as they lie.
func (c *Cache) decode(wanted Photo) (*image.RGBA, error) {
	file, err := c.open(wanted.Key)
	if err != nil {
		return nil, fmt.Errorf("open photo: %w", err)
	}
	defer file.Close()
	source, _, err := image.Decode(file)
	if err != nil {
		return nil, fmt.Errorf("decode photo: %w", err)
	}
	out := image.NewRGBA(image.Rect(0, 0, wanted.Width, wanted.Height))
	part := middle(source.Bounds(), wanted)
	if photo, ok := source.(*image.YCbCr); ok {
		scaleYCbCr(out, photo, part)
		return out, nil
	}
	scale.BiLinear.Scale(out, out.Rect, source, part, draw.Src, nil)
	return out, nil
}

// middle is the largest part of a photo in its middle that has the wanted
// shape.
func middle(full image.Rectangle, wanted Photo) image.Rectangle {
	size := full.Size()
	width, height := size.X, size.X*wanted.Height/wanted.Width
	if height > size.Y {
		width, height = size.Y*wanted.Width/wanted.Height, size.Y
	}
	width, height = max(1, width), max(1, height)
	left, top := full.Min.X+(size.X-width)/2, full.Min.Y+(size.Y-height)/2
	return image.Rect(left, top, left+width, top+height)
}
