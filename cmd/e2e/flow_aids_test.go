package e2e

import (
	"image"
	"strings"
	"testing"
)

// The smallest side of a target on a panel of 43 inches that is 1080 pixels
// wide or high: 64 pixels are 32 mm.
const leastTarget = 64

// languageSwitches: one touch puts the whole screen into the other language,
// where it stands; another one back.
func languageSwitches(t *testing.T, w *window, _ string) {
	w.home()
	w.settled()
	words := image.Rect(0, w.screen.height/12, w.screen.width, w.screen.height/4)
	bar := w.shows("nav.home").area()
	vietnamese, home, ids := w.screen.still(words), w.screen.still(bar), w.ids()
	w.tap("nav.lang")
	w.screen.becomes("other words at the top", words, vietnamese, false)
	w.screen.becomes("another word in the bar", bar, home, false)
	w.settled()
	if now := w.ids(); !sameIDs(now, ids) {
		t.Errorf("in English there are %s, in Vietnamese %s", now, ids)
	}
	w.tap("nav.lang")
	w.screen.becomes("the first words again", words, vietnamese, true)
}

// sameIDs compares but for what scrolled out at the lower end of longer words.
func sameIDs(a, b string) bool {
	one, other := strings.Fields(a), strings.Fields(b)
	head := min(len(one), len(other), 8)
	return strings.Join(one[:head], " ") == strings.Join(other[:head], " ")
}

// sizesGrow: four sizes of text; at each what can be touched is large enough,
// and the fifth touch is the first size again.
func sizesGrow(t *testing.T, w *window, _ string) {
	w.home()
	w.settled()
	heights := map[float64]bool{}
	before := w.ids()
	for size := range 4 {
		for _, at := range w.touchable() {
			if fixed(at.ID) && (at.W < leastTarget || at.H < leastTarget) {
				t.Errorf("at size %d %s is %.0f by %.0f", size+1, at.ID, at.W, at.H)
			}
		}
		heights[w.shows("home.sector.1").H] = true
		w.aid("aid.size")
	}
	if len(heights) != 4 {
		t.Errorf("the heights of a tile at four sizes of its words: %v", heights)
	}
	if now := w.ids(); now != before {
		t.Errorf("after all sizes there are %s, before %s", now, before)
	}
}

// fixed tells whether a target of home is seen whole at the top of its page.
func fixed(id string) bool {
	for _, prefix := range []string{"nav.", "aid.", "home.search", "home.sector.1", "home.sector.2", "home.sector.3"} {
		if strings.HasPrefix(id, prefix) {
			return true
		}
	}
	return false
}

// aid opens the reading aids, touches one, and closes them again.
func (w *window) aid(id string) {
	w.t.Helper()
	w.tapTo("nav.aids", id)
	w.settled()
	w.tap(id)
	w.settled()
	w.tap("aid.done")
	w.gone("aid.done")
	w.settled()
}

// themesChange: light, dark, high contrast, and light again.
func themesChange(t *testing.T, w *window, _ string) {
	w.home()
	w.settled()
	ground := image.Pt(4, w.screen.height/2)
	seen := []uint32{w.screen.colour(ground.X, ground.Y)}
	for range 3 {
		w.aid("aid.theme")
		seen = append(seen, w.screen.colour(ground.X, ground.Y))
	}
	if seen[1] == seen[0] || seen[2] == seen[1] || seen[2] == seen[0] || seen[3] != seen[0] {
		t.Errorf("the ground of the themes is %06x", seen)
	}
}

// reachLowers: everything that can be touched comes into the lower third, and
// all of it goes back up.
func reachLowers(t *testing.T, w *window, _ string) {
	w.home()
	w.settled()
	before := w.ids()
	w.aid("aid.reach")
	for _, at := range w.touchable() {
		if at.Y < float64(w.screen.height*2/3) {
			t.Errorf("%s begins at %.0f of %d", at.ID, at.Y, w.screen.height)
		}
	}
	w.tapTo("nav.search", "search.entry") // still works down there
	w.settled()
	w.tapTo("nav.home", "nav.aids")
	w.settled()
	w.tapTo("nav.aids", "aid.reset")
	w.settled()
	w.tap("aid.reset")
	w.gone("aid.reset")
	w.tap("aid.done")
	w.gone("aid.done")
	w.settled()
	if now := w.ids(); now != before {
		t.Errorf("after the reset there are %s, before %s", now, before)
	}
}

// listIsKept: hearts keep products, one QR code takes the list along, one touch
// empties it.
func listIsKept(t *testing.T, w *window, _ string) {
	w.allProducts()
	hearts := w.some("list.keep.")[:2]
	for _, heart := range hearts {
		w.tap(heart.ID)
	}
	w.tapTo("nav.list", "list.clear")
	w.settled()
	if cards := w.some("card."); len(cards) != 2 {
		t.Errorf("the list holds %v", cards)
	}
	if texts := codes(t, w.screen.shot("list")); len(texts) == 0 {
		t.Error("no code takes the list along")
	}
	w.tap("list.clear")
	w.shows("home.all")
	if cards := w.some("card."); len(cards) != 0 {
		t.Errorf("the emptied list holds %v", cards)
	}
}
