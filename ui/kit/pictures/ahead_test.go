package pictures_test

import (
	"fmt"
	"image"
	"slices"
	"testing"

	"hangviet/ui/kit/pictures"
)

func next(keys ...string) []pictures.Photo {
	var all []pictures.Photo
	for _, key := range keys {
		all = append(all, photo(key, 10, 10))
	}
	return all
}

func TestWhatIsWantedNowComesBeforeWhatMayBeWanted(t *testing.T) {
	d := newDesk()
	d.gate = make(chan struct{})
	c := newCache(t, d, 0, 1)
	c.Load(photo("under way", 10, 10), func(image.Image) {})
	waitFor(t, func() bool { return len(d.opened()) == 1 })
	c.Prefetch(next("ahead 1", "ahead 2", "ahead 3"))
	c.Load(photo("now", 10, 10), func(image.Image) {})
	close(d.gate)
	waitFor(t, func() bool { return len(d.opened()) == 5 })
	if got := d.opened()[1:]; !slices.Equal(got, []string{"now", "ahead 1", "ahead 2", "ahead 3"}) {
		t.Errorf("loaded in the order %q", got)
	}
	d.one(t)
	d.one(t)
	came := false
	if c.Load(photo("ahead 1", 10, 10), func(image.Image) { came = true }); !came {
		t.Error("what was loaded ahead does not come at once")
	}
}

func TestATurnDropsWhatWasAhead(t *testing.T) {
	d := newDesk()
	d.gate = make(chan struct{})
	c := newCache(t, d, 0, 1)
	c.Prefetch(next("down 1", "down 2", "down 3"))
	waitFor(t, func() bool { return len(d.opened()) == 1 })
	c.Prefetch(next("up 1"))
	close(d.gate)
	waitFor(t, func() bool { return len(d.opened()) == 2 && c.Held() == 2*10*10*4 })
	if got := d.opened(); !slices.Equal(got, []string{"down 1", "up 1"}) {
		t.Errorf("loaded %q", got)
	}
}

func TestWhatIsWantedWhileItIsLoadedAheadIsLoadedOnce(t *testing.T) {
	d := newDesk()
	d.gate = make(chan struct{})
	c := newCache(t, d, 0, 1)
	c.Prefetch(next("tea"))
	waitFor(t, func() bool { return len(d.opened()) == 1 })
	came := false
	c.Load(photo("tea", 10, 10), func(image.Image) { came = true })
	close(d.gate)
	d.one(t)
	if !came || len(d.opened()) != 1 {
		t.Errorf("came %v, opened %q", came, d.opened())
	}
}

func TestNothingIsLoadedAheadTwice(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 0, 2)
	for range 5 {
		c.Prefetch(next("a", "b", "c"))
		waitFor(t, func() bool { return c.Held() == 3*10*10*4 })
	}
	if got := d.opened(); len(got) != 3 {
		t.Errorf("opened %s", fmt.Sprint(got))
	}
}

// TestWhatHasNoSizeIsNotLoadedAhead, as of a card that has no room yet: it would be
// no picture.
func TestWhatHasNoSizeIsNotLoadedAhead(t *testing.T) {
	d := newDesk()
	c := newCache(t, d, 0, 1)
	c.Prefetch([]pictures.Photo{photo("flat", 10, 0), photo("thin", 0, 10), photo("less than nothing", -3, 10), photo("tea", 10, 10)})
	waitFor(t, func() bool { return c.Held() == 10*10*4 })
	if got := d.opened(); !slices.Equal(got, []string{"tea"}) {
		t.Errorf("loaded %q", got)
	}
}
