package e2e

import (
	"image"
	"path/filepath"
	"testing"
)

// upright and wide are the two forms of a kiosk's screen.
var (
	upright = image.Pt(1080, 1920)
	wide    = image.Pt(1920, 1080)
)

// TestFlows goes through what a visitor's finger does, in one kiosk that is
// upright; each part begins where home can be reached.
func TestFlows(t *testing.T) {
	t.Parallel()
	data, kiosk := openFlows(t, upright)
	for _, flow := range []struct {
		name string
		run  func(t *testing.T, w *window, data string)
	}{
		{"drag", dragFollows},
		{"flick", flickRunsOn},
		{"tap", tapOpens},
		{"filter", filterNarrows},
		{"gallery", galleryTurns},
		{"language", languageSwitches},
		{"sizes", sizesGrow},
		{"themes", themesChange},
		{"reach", reachLowers},
		{"keep", listIsKept},
	} {
		t.Run(flow.name, func(t *testing.T) { flow.run(t, kiosk.in(t), data) })
	}
	kiosk.process.stop()
}

// TestFlowsOnAWideScreen repeats those whose page is laid out otherwise there.
func TestFlowsOnAWideScreen(t *testing.T) {
	t.Parallel()
	data, kiosk := openFlows(t, wide)
	for name, flow := range map[string]func(t *testing.T, w *window, data string){
		"drag": dragFollows, "tap": tapOpens, "gallery": galleryTurns, "reach": reachLowers,
	} {
		t.Run(name, func(t *testing.T) { flow(t, kiosk.in(t), data) })
	}
	kiosk.process.stop()
}

// openFlows opens a kiosk on the sample, at home.
func openFlows(t *testing.T, size image.Point) (data string, w *window) {
	data = filepath.Join(t.TempDir(), "kiosk")
	w = openKiosk(t, openScreen(t, size.X, size.Y), data, "--lang", "vi")
	w.home()
	return data, w
}

// allProducts opens the list of everything, at its beginning, by the way that
// an empty list of one's own offers.
func (w *window) allProducts() {
	w.t.Helper()
	w.home()
	w.tapTo("nav.list", "home.all")
	w.gone("home.search") // home has such a button too, further down
	w.tapTo("home.all", "chip.sector")
	w.settled()
}

// low returns a card in the lower part of the screen that is seen whole.
func (w *window) low() target {
	w.t.Helper()
	whole, found := w.some("card.")[0], target{}
	for _, t := range w.some("card.") {
		if t.H == whole.H && t.Y > found.Y {
			found = t
		}
	}
	return found
}

// dragFollows: the list goes with the finger one to one, and opens nothing.
func dragFollows(t *testing.T, w *window, _ string) {
	w.allProducts()
	card := w.low()
	at := card.middle()
	w.screen.press(at.X, at.Y)
	begun := at.Add(image.Pt(0, -60)) // beyond what is still a tap
	w.screen.glide(at, begun, 6)
	eventually(t, "the list to come along", func() bool {
		now, ok := w.find(card.ID)
		return ok && now.Y < card.Y
	})
	w.settled()
	card = w.shows(card.ID)
	for _, way := range []int{-180, 90, -7, 1} {
		w.screen.glide(begun, begun.Add(image.Pt(0, way)), 9)
		w.moved(card.ID, card, float64(way))
		begun, card = begun.Add(image.Pt(0, way)), w.shows(card.ID)
	}
	w.screen.lift()
	w.settled()
	w.moved(card.ID, card, 0)
	w.opened("")
}

// opened expects the page of that product to be up, or of none.
func (w *window) opened(code string) {
	w.t.Helper()
	_, product := w.find("product.producer")
	_, kept := w.find("list.keep." + code)
	if list := len(w.some("card.")) > 0; code == "" && (product || !list) || code != "" && !(product && kept) {
		w.t.Errorf("want the page of product %q, there are %s", code, w.ids())
	}
}

// flickRunsOn: the list runs on after the finger has left it and comes to rest;
// a touch stops it, and opens nothing.
func flickRunsOn(t *testing.T, w *window, _ string) {
	w.allProducts()
	from := image.Pt(w.screen.width/2, w.screen.height*7/10)
	to := from.Add(image.Pt(0, -120))
	card := w.low()
	free := w.afterFlick(card, from, to)
	if free < 140 { // on a busy machine the finger is slow
		t.Errorf("a flick of 120 pixels moved the list by %.0f: it does not run on", free)
	}
	w.opened("")

	w.allProducts()
	card = w.low()
	stopped := w.afterFlick(card, from, to, "sleep", "0.06", "mousedown", "1", "sleep", "0.1", "mouseup", "1")
	if stopped > free*9/10 {
		t.Errorf("a touch after a moment: the list moved by %.0f, without it by %.0f", stopped, free)
	}
	w.opened("")
}

// afterFlick flicks and returns how far up a card has moved when all is at rest.
func (w *window) afterFlick(card target, from, to image.Point, then ...string) float64 {
	w.t.Helper()
	w.screen.flick(from, to, then...)
	eventually(w.t, "the list to move", func() bool {
		now, ok := w.find(card.ID)
		return ok && now.Y != card.Y
	})
	w.settled()
	return card.Y - w.shows(card.ID).Y
}

// tapOpens: a tap, also a trembling one, opens what it is on; the way back
// leads to where the list was.
func tapOpens(_ *testing.T, w *window, _ string) {
	w.allProducts()
	card := w.low()
	code, at := card.ID[len("card."):], card.middle()
	w.screen.press(at.X, at.Y)
	w.screen.glide(at, at.Add(image.Pt(3, 2)), 3)
	w.screen.lift()
	w.shows("product.producer")
	w.settled()
	w.opened(code)
	w.tapTo("nav.back", card.ID)
	w.settled()
	w.moved(card.ID, card, 0)
	w.tapTo(card.ID, "product.producer")
}
