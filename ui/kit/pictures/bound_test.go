package pictures_test

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"runtime"
	"testing"

	"hangviet/ui/kit/pictures"
)

const each = 100 * 100 * 4 // bytes of a picture of 100 by 100

// glance loads a picture and gives it back at once; it tells whether there was
// one.
func glance(t *testing.T, d *desk, c *pictures.Cache, key string) bool {
	t.Helper()
	came, got := false, image.Image(nil)
	cancel := c.Load(photo(key, 100, 100), func(m image.Image) { came, got = true, m })
	if !came {
		d.one(t)
	}
	cancel()
	return got != nil
}

func TestWhatIsUnusedForLongestIsForgotten(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 3*each, 1)
	for _, key := range []string{"a", "b", "c", "a", "d"} {
		glance(t, d, c, key)
	}
	if c.Held() != 3*each {
		t.Errorf("holds %d bytes, may hold %d", c.Held(), 3*each)
	}
	before := len(d.opened())
	if glance(t, d, c, "a"); len(d.opened()) != before {
		t.Error("the photo that was just used was forgotten")
	}
	if glance(t, d, c, "b"); len(d.opened()) != before+1 {
		t.Error("the photo unused for longest was kept")
	}
}

func TestWhatIsOnTheScreenCountsAndStays(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 2*each, 1)
	var back []func()
	for _, key := range []string{"a", "b"} {
		back = append(back, c.Load(photo(key, 100, 100), func(image.Image) {}))
		d.one(t)
	}
	if glance(t, d, c, "c") || c.Held() != 2*each {
		t.Errorf("a third picture came; %d bytes held of %d", c.Held(), 2*each)
	}
	back[0]()
	back[0]() // once more does nothing
	if !glance(t, d, c, "c") || c.Held() != 2*each {
		t.Errorf("what was given back makes no room: %d bytes held", c.Held())
	}
	if before := len(d.opened()); !glance(t, d, c, "b") || len(d.opened()) != before {
		t.Error("a picture on the screen was forgotten")
	}
}

func TestDrawingsAndRoundCornersCount(t *testing.T) {
	d := newDesk()
	ground := color.NRGBA{R: 0xff, A: 0xff}
	draw := func(of pictures.Drawing, width, height int) *image.RGBA {
		m := image.NewRGBA(image.Rect(0, 0, width, height))
		for i := range m.Pix {
			m.Pix[i] = 0xff
		}
		return m
	}
	c := pictures.New(pictures.Options{Open: d.open, Draw: draw, Post: d.post, Bytes: 10 * each})
	t.Cleanup(c.Close)
	tall := pictures.Photo{Width: 100, Height: 100, Drawing: pictures.Drawing{Name: "sector-1", Ground: ground}}
	cut := pictures.Photo{Key: "tea", Width: 100, Height: 100, Corners: pictures.TopCorners, Radius: 20}
	for i, wanted := range []pictures.Photo{tall, cut} {
		var got image.Image
		c.Load(wanted, func(m image.Image) { got = m })
		d.one(t)
		clear := color.RGBAModel.Convert(got.At(0, 0)) == color.RGBA{}
		if clear != (wanted.Corners != 0) || c.Held() != int64(i+1)*each {
			t.Errorf("%+v: corner %v, %d bytes held", wanted, got.At(0, 0), c.Held())
		}
		if r, _, _, a := got.At(0, 99).RGBA(); r == 0 || a != 0xffff {
			t.Error("a lower corner is cut too")
		}
	}
}

// TestTheBoundHoldsInAStorm scrolls about at random, with pictures of several
// sizes, some missing, and looks at the bound all the while.
func TestTheBoundHoldsInAStorm(t *testing.T) {
	const limit, onScreen = 12 * each, 6
	d := newDesk()
	dice := rand.New(rand.NewPCG(3, 20261122))
	c := newCache(t, d, limit, 3)
	shown := make([]func(), onScreen)
	answers, waits := 0, 0
	for step := range 2000 {
		slot := dice.IntN(onScreen)
		if shown[slot] != nil {
			shown[slot]()
		}
		wanted := photo(fmt.Sprint("photo", dice.IntN(60)), 60+20*dice.IntN(3), 100)
		if dice.IntN(10) == 0 {
			wanted.Key = "missing"
		}
		waits++
		came := false
		shown[slot] = c.Load(wanted, func(m image.Image) {
			answers++
			came = true
			if m != nil && m.Bounds().Dx() != wanted.Width {
				t.Errorf("asked for %v, got %v", wanted, m.Bounds())
			}
		})
		if dice.IntN(4) == 0 {
			c.Prefetch([]pictures.Photo{photo(fmt.Sprint("photo", dice.IntN(60)), 100, 100), photo("missing", 100, 100)})
		}
		if held := c.Held(); held > limit {
			t.Fatalf("step %d: %d bytes held, may be %d", step, held, limit)
		}
		for len(d.posts) > 0 || !came && step%8 == 0 {
			d.one(t)
		}
	}
	if answers < 100 || answers > waits {
		t.Errorf("%d answers to %d calls", answers, waits)
	}
}

// TestSettleChangesNothing settles between the steps of the tests above.
func TestSettleChangesNothing(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 3*each, 1)
	back := c.Load(photo("shown", 100, 100), func(image.Image) {})
	d.one(t)
	for _, key := range []string{"a", "b", "a"} {
		glance(t, d, c, key)
	}
	c.Settle()
	before := len(d.opened())
	glance(t, d, c, "c") // for b
	if glance(t, d, c, "a"); len(d.opened()) != before+1 || c.Held() != 3*each {
		t.Errorf("%v were opened; %d bytes held", d.opened(), c.Held())
	}
	c.Settle()
	back()
	glance(t, d, c, "d") // for the one shown
	before = len(d.opened())
	for _, key := range []string{"a", "c", "d"} {
		glance(t, d, c, key)
	}
	if len(d.opened()) != before || c.Held() != 3*each {
		t.Errorf("%v were opened; %d bytes held", d.opened(), c.Held())
	}
}

// TestSettledPicturesStandTogether loads pictures while much else is made, which is
// dropped then.
func TestSettledPicturesStandTogether(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 0, 1)
	var texts [][]byte
	var others [][]*byte
	for i := range 500 {
		glance(t, d, c, fmt.Sprintf("%064d", i))
		for range 200 {
			for size := 16; size <= 256; size += 16 {
				texts, others = append(texts, make([]byte, size)), append(others, make([]*byte, size/8))
			}
		}
	}
	clear(texts)
	clear(others)
	d.opens = nil
	scattered := inUse()
	c.Settle()
	if together := inUse(); together > scattered-4<<20 {
		t.Errorf("%d KiB are in use where it was %d", together>>10, scattered>>10)
	}
	if c.Held() != 500*each {
		t.Errorf("%d bytes are held", c.Held())
	}
}

// inUse is how many bytes the heap's pages take that anything lives on.
func inUse() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapInuse)
}
