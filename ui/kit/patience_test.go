package kit_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
)

// hasty is a grid whose photos are loaded patiently.
func hasty(t *testing.T) (*kit.Grid, *seer, *clock) {
	t.Helper()
	l, loader, clock := benchLook(t), &seer{}, &clock{}
	photos := kit.NewPatience(loader)
	photos.Time = kit.Time{Now: clock.Now, Frames: clock}
	key := func(i int) string { return fmt.Sprint("p", i) }
	grid := kit.NewGrid(l, func() int { return 20000 },
		func() fyne.CanvasObject { return kit.NewCard(l, photos) },
		func(i int, o fyne.CanvasObject) { o.(*kit.Card).Set(kit.CardFace{Picture: key(i)}) }).Ahead(photos, key)
	grid.Resize(fyne.NewSize(1080, 1600))
	return grid, loader, clock
}

// scroll moves a grid so far in each of some frames.
func scroll(grid *kit.Grid, clock *clock, frames int, by float32) {
	for range frames {
		grid.ScrollTo(grid.Offset() + by)
		clock.pass()
	}
}

func TestPhotosWaitWhileThePageRushesBy(t *testing.T) {
	grid, loader, clock := hasty(t)
	scroll(grid, clock, 10, 100) // 100 pixels in 16 ms: almost four windows a second
	asked, told := len(loader.asked), len(loader.next)
	scroll(grid, clock, 100, 100)
	if len(loader.asked) != asked || len(loader.next) != told {
		t.Fatalf("%d photos were asked for on the way", len(loader.asked)-asked)
	}
	scroll(grid, clock, 20, 5)
	if got := len(loader.asked) - asked; got < 6 || got > 20 || len(loader.next) == told {
		t.Errorf("of what is seen %d were asked for once it slowed down", got)
	}
}

func TestPhotosComeOnceAFingerRests(t *testing.T) {
	grid, loader, clock := hasty(t)
	scroll(grid, clock, 50, 100)
	asked := len(loader.asked)
	for range 20 {
		clock.pass()
	}
	if len(loader.asked) == asked || clock.step != nil {
		t.Errorf("asked for %d, watching %v", len(loader.asked)-asked, clock.step != nil)
	}
}

func TestASlowPageLoadsAsItGoes(t *testing.T) {
	grid, loader, clock := hasty(t)
	asked := len(loader.asked)
	if scroll(grid, clock, 100, 20); len(loader.asked) < asked+6 {
		t.Errorf("only %d photos were asked for", len(loader.asked)-asked)
	}
}

func TestWhatWaitedAndWentIsNotLoaded(t *testing.T) {
	grid, loader, clock := hasty(t)
	scroll(grid, clock, 50, 100)
	passed := len(loader.asked)
	scroll(grid, clock, 200, 100)
	for range 20 {
		clock.pass()
	}
	if got := len(loader.asked) - passed; got > 20 {
		t.Errorf("%d photos were asked for, most of which nobody sees any more", got)
	}
}
