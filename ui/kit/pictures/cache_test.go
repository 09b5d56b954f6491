package pictures_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"sync"
	"testing"
	"time"

	"hangviet/ui/kit/pictures"
)

// desk is a UI thread of a test: what is posted runs when the test says so.
type desk struct {
	posts chan func()
	mu    sync.Mutex
	opens []string
	gate  chan struct{} // when not nil, opening waits for it
}

func newDesk() *desk { return &desk{posts: make(chan func(), 1000)} }

func (d *desk) post(f func()) { d.posts <- f }

// one runs the next posted function.
func (d *desk) one(t *testing.T) {
	t.Helper()
	select {
	case f := <-d.posts:
		f()
	case <-time.After(30 * time.Second):
		t.Fatal("nothing was posted within 30 s")
	}
}

func (d *desk) open(key string) (io.ReadCloser, error) {
	d.mu.Lock()
	d.opens = append(d.opens, key)
	gate := d.gate
	d.mu.Unlock()
	if gate != nil {
		<-gate
	}
	switch key {
	case "missing":
		return nil, errors.New("no such photo")
	case "broken":
		return io.NopCloser(bytes.NewReader([]byte("not a photo"))), nil
	}
	return io.NopCloser(bytes.NewReader(tea())), nil
}

var tea = sync.OnceValue(func() []byte { return drawn(400, 300) })

func (d *desk) opened() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.opens...)
}

// drawn is a PNG that is red on its left half and blue on its right.
func drawn(width, height int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{R: 0xff, A: 0xff}
			if x >= width/2 {
				c = color.RGBA{B: 0xff, A: 0xff}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		panic(err)
	}
	return out.Bytes()
}

func photo(key string, width, height int) pictures.Photo {
	return pictures.Photo{Key: key, Width: width, Height: height}
}

func newCache(t *testing.T, d *desk, bytes int64, workers int) *pictures.Cache {
	t.Helper()
	c := pictures.New(pictures.Options{Open: d.open, Post: d.post, Bytes: bytes, Workers: workers})
	t.Cleanup(c.Close)
	return c
}

func TestAPhotoComesAtItsSizeOnTheUIThread(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 0, 0)
	var got image.Image
	c.Load(photo("tea", 100, 100), func(m image.Image) { got = m })
	if got != nil {
		t.Fatal("came before it was decoded")
	}
	d.one(t)
	m, ok := got.(*image.RGBA)
	if !ok || m.Bounds() != image.Rect(0, 0, 100, 100) || m.Stride != 400 {
		t.Fatalf("got %T of %v", got, got.Bounds())
	}
	if left, right := m.RGBAAt(10, 50), m.RGBAAt(90, 50); left.R < 200 || right.B < 200 {
		t.Errorf("left %v, right %v: not the middle of the photo", left, right)
	}
}

func TestARememberedPhotoComesAtOnce(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 0, 0)
	c.Load(photo("tea", 100, 100), func(image.Image) {})
	d.one(t)
	var got image.Image
	c.Load(photo("tea", 100, 100), func(m image.Image) { got = m })
	if got == nil || len(d.opened()) != 1 || c.Made() != 1 {
		t.Errorf("opened %v, made %d", d.opened(), c.Made())
	}
}

func TestTwoWhoAskForOnePhotoShareIt(t *testing.T) {
	d := newDesk()
	d.gate = make(chan struct{})
	c := newCache(t, d, 0, 1)
	count := 0
	c.Load(photo("tea", 100, 100), func(image.Image) { count++ })
	c.Load(photo("tea", 100, 100), func(image.Image) { count++ })
	close(d.gate)
	d.one(t)
	if count != 2 || len(d.opened()) != 1 {
		t.Errorf("%d answers, opened %v", count, d.opened())
	}
}

func TestWhatCannotBeHadAnswersNil(t *testing.T) {
	for _, key := range []string{"missing", "broken"} {
		d := newDesk()
		c := newCache(t, d, 0, 0)
		called, got := false, image.Image(image.Black)
		c.Load(photo(key, 10, 10), func(m image.Image) { called, got = true, m })
		d.one(t)
		if !called || got != nil {
			t.Errorf("%s: called %v with %v", key, called, got)
		}
	}
}

func TestACancelledLoadNeverAnswers(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 0, 0)
	cancel := c.Load(photo("tea", 100, 100), func(image.Image) { t.Error("answered") })
	posted := <-d.posts // decoded and on its way to the UI thread
	cancel()
	posted()
}

func TestWhatIsNoLongerWantedIsNotDecoded(t *testing.T) {
	d := newDesk()
	d.gate = make(chan struct{})
	c := newCache(t, d, 0, 1)
	c.Load(photo("first", 10, 10), func(image.Image) {})
	waitFor(t, func() bool { return len(d.opened()) == 1 })
	for i := range 50 {
		cancel := c.Load(photo(fmt.Sprint("passing", i), 10, 10), func(image.Image) { t.Error("answered") })
		cancel()
	}
	c.Load(photo("last", 10, 10), func(image.Image) {})
	close(d.gate)
	d.one(t)
	d.one(t)
	if got := d.opened(); len(got) != 2 || got[1] != "last" {
		t.Errorf("opened %v", got)
	}
}

func TestTheNewestIsDecodedFirst(t *testing.T) {
	d := newDesk()
	d.gate = make(chan struct{})
	c := newCache(t, d, 0, 1)
	c.Load(photo("under way", 10, 10), func(image.Image) {})
	waitFor(t, func() bool { return len(d.opened()) == 1 })
	c.Load(photo("older", 10, 10), func(image.Image) {})
	c.Load(photo("newer", 10, 10), func(image.Image) {})
	close(d.gate)
	for range 3 {
		d.one(t)
	}
	if got := d.opened(); got[1] != "newer" {
		t.Errorf("opened %v", got)
	}
}

func TestCloseEndsTheWorkers(t *testing.T) {
	d := newDesk()
	c := pictures.New(pictures.Options{Open: d.open, Post: d.post})
	for i := range 20 {
		c.Load(photo(fmt.Sprint(i), 10, 10), func(image.Image) {})
	}
	c.Close()
	c.Load(photo("after", 10, 10), func(image.Image) { t.Error("answered after Close") })
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	limit := time.Now().Add(30 * time.Second)
	for !done() {
		if time.Now().After(limit) {
			t.Fatal("not within 30 s")
		}
		time.Sleep(time.Millisecond)
	}
}
