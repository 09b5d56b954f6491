package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// TestASwipeTurns moves a finger over what is turned by it, inside a page that
// moves up and down.
func TestASwipeTurns(t *testing.T) {
	var turned []int
	var tapped []string
	var inside *kit.Pressable
	var page *kit.Scroller
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		inside = kit.NewPressable(l, "inside", kit.Space(600), func() { tapped = append(tapped, "inside") })
		swipe := kit.NewSwipe(l, inside, func(by int) { turned = append(turned, by) })
		swipe.Time = time
		page = kit.NewScroller(l, kit.NewColumn(0, swipe, kit.Space(4000)))
		page.Time = time
		return page
	})
	for _, c := range []struct {
		name   string
		dx, dy float32
		turned []int
	}{
		{"to the left", -20, 1, []int{1}},
		{"to the right", 20, -1, []int{-1}},
		{"not far enough", -5, 0, nil},
		{"up", 1, -20, nil},
	} {
		turned, tapped = nil, nil
		page.ScrollTo(0)
		h.press(500, 300)
		h.wander(8, c.dx, c.dy)
		if away := inside.Position().X; c.turned != nil && away*c.dx <= 0 {
			t.Errorf("%s: it stands at %v under the finger", c.name, away)
		}
		h.release()
		h.settle(t)
		if !slices.Equal(turned, c.turned) || tapped != nil || inside.Position().X != 0 {
			t.Errorf("%s: turned %v, tapped %v, rests at %v, want %v", c.name, turned, tapped, inside.Position().X, c.turned)
		}
	}
	turned = nil
	page.ScrollTo(0)
	h.tap(500, 300)
	if !slices.Equal(tapped, []string{"inside"}) || turned != nil {
		t.Errorf("a tap: tapped %v, turned %v", tapped, turned)
	}
}
