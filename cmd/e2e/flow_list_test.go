package e2e

import (
	"image"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/store"
)

// filterNarrows: chips narrow the list to what the catalogue holds of them,
// also two together, and one touch takes them all back.
func filterNarrows(t *testing.T, w *window, data string) {
	cards := sampleCards(t, data)
	stars := func(n int) func(catalog.Card) bool {
		return func(c catalog.Card) bool { return c.Stars(time.Now()) == n }
	}
	sector := func(n int) func(catalog.Card) bool {
		return func(c catalog.Card) bool { return c.Sector() == n }
	}
	w.allProducts()
	for n := 3; n <= 5; n++ {
		if _, offered := w.find("chip.stars." + strconv.Itoa(n)); offered != (len(of(cards, stars(n))) > 0) {
			t.Errorf("the chip of %d stars is offered: %v, the catalogue holds %d", n, offered, len(of(cards, stars(n))))
		}
	}
	beginning := w.ids()
	w.tapTo("chip.stars.5", "chip.clear")
	w.holds(of(cards, stars(5)))
	w.tapTo("nav.back", "home.all") // a narrowed list is no other page on the way back

	w.allProducts()
	w.tapTo("chip.stars.4", "chip.clear")
	w.settled()
	w.tapTo("chip.sector", "chip.sector.1")
	two := of(of(cards, stars(4)), sector(2))
	w.tap("chip.sector.2")
	w.gone("chip.sector.2")
	w.settled()
	w.holds(two)
	w.toTop()
	w.tap("chip.clear")
	w.gone("chip.clear")
	w.settled()
	if now := w.ids(); now != beginning {
		t.Errorf("after all chips are taken back there are %s, at the beginning %s", now, beginning)
	}
}

// openSample opens the catalogue of the sample until the test ends.
func openSample(t *testing.T, data string) *store.Catalogue {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(data, "sample", "content", "*", "catalog.db"))
	if err != nil || len(files) != 1 {
		t.Fatalf("the sample's catalogue: %v, %v", files, err)
	}
	c, err := store.OpenCatalogue(t.Context(), files[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// sampleCards are the cards of the sample that a kiosk shows.
func sampleCards(t *testing.T, data string) (shown []catalog.Card) {
	t.Helper()
	c := openSample(t, data)
	all, err := c.Cards(t.Context(), catalog.CardFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return of(all, func(c catalog.Card) bool { return c.Certificate.Status != catalog.Revoked })
}

func of(cards []catalog.Card, pass func(catalog.Card) bool) (passing []catalog.Card) {
	for _, c := range cards {
		if pass(c) {
			passing = append(passing, c)
		}
	}
	return passing
}

// holds expects the list to be of exactly those cards.
func (w *window) holds(cards []catalog.Card) {
	w.t.Helper()
	shown := w.everywhere("card.")
	for _, c := range cards {
		if !shown["card."+c.Code] {
			w.t.Errorf("%s is not in the list", c.Code)
		}
	}
	if len(shown) != len(cards) {
		w.t.Errorf("the list shows %d cards, the catalogue holds %d", len(shown), len(cards))
	}
}

// toTop drags the page back to its beginning.
func (w *window) toTop() {
	w.t.Helper()
	x, high, low := w.screen.width/2, w.screen.height*3/10, w.screen.height*8/10
	for range 20 {
		if _, there := w.find("chip.clear"); there {
			w.settled()
			return
		}
		w.screen.drag(x, high, low)
		w.settled()
	}
}

// galleryTurns: the buttons and a finger turn the photos, the dots tell which.
func galleryTurns(t *testing.T, w *window, data string) {
	w.openProduct(withPhotos(t, data))
	next := w.shows("product.photo.next")
	w.settled()
	middle := image.Pt(w.shows("product.photo.prev").middle().X/2+next.middle().X/2, next.middle().Y)
	photo := image.Rectangle{middle, middle}.Inset(-int(next.H))
	first := w.screen.still(photo)
	w.tap("product.photo.next")
	w.screen.becomes("the next photo", photo, first, false)
	second := w.screen.still(photo)
	w.tap("product.photo.prev")
	w.screen.becomes("the first photo again", photo, first, true)
	left := middle.Add(image.Pt(-3*int(next.W), 0))
	w.screen.press(middle.X, middle.Y)
	w.screen.glide(middle, left, 8)
	w.screen.lift()
	w.screen.becomes("the second photo after a swipe", photo, second, true)
	w.screen.press(left.X, left.Y)
	w.screen.glide(left, middle, 8)
	w.screen.lift()
	w.screen.becomes("the first photo after a swipe back", photo, first, true)
}

// still returns a part of the display once it no longer changes.
func (s *screen) still(r image.Rectangle) (picture []byte) {
	s.t.Helper()
	same := 0
	eventually(s.t, "the picture to stand still", func() bool {
		now := s.pixels(r)
		if string(now) == string(picture) {
			same++
		} else {
			picture, same = now, 0
		}
		return same >= 20 // a fade on a busy machine stands still for a while, too
	})
	return picture
}

// withPhotos is a product of the sample that has several photos.
func withPhotos(t *testing.T, data string) string {
	t.Helper()
	c := openSample(t, data)
	for _, card := range sampleCards(t, data) {
		if p, err := c.Product(t.Context(), card.Code); err == nil && len(p.Photos) > 1 {
			return card.Code
		}
	}
	t.Fatal("no product of the sample has several photos")
	return ""
}

// openProduct finds a product by its code and opens it.
func (w *window) openProduct(code string) {
	w.t.Helper()
	w.home()
	w.tapTo("nav.search", "search.entry")
	for _, r := range strings.ToLower(code) {
		w.tap("key." + string(r))
	}
	w.tapTo("card."+code, "list.keep."+code)
	w.settled()
}
