package pictures_test

import (
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
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
