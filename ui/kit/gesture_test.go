package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

func TestTapActsOnReleaseInside(t *testing.T) {
	cases := []struct {
		name   string
		finger func(h *hand)
		want   []string
	}{
		{"press and release", func(h *hand) { h.tap(500, 100) }, []string{"a"}},
		{"press alone", func(h *hand) { h.press(500, 100) }, nil},
		{"a jitter below 3 mm", func(h *hand) { h.press(500, 100); h.wander(2, 1, 2); h.release() }, []string{"a"}},
		{"a drag", func(h *hand) { h.press(500, 100); h.wander(10, 0, 6); h.release() }, nil},
		{"a drag that comes back", func(h *hand) {
			h.press(500, 100)
			h.wander(10, 0, 6)
			h.wander(10, 0, -6)
			h.release()
		}, nil},
		{"a drag across, which nothing follows", func(h *hand) { h.press(500, 100); h.wander(10, 6, 0); h.release() }, nil},
		{"outside of all", func(h *hand) { h.tap(500, 1900) }, nil},
		{"a press after one whose release never came", func(h *hand) { h.press(500, 100); h.tap(500, 300) }, []string{"b"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var tapped []string
			h, _ := scrolling(t, 3, &tapped)
			c.finger(h)
			h.settle(t)
			if !slices.Equal(tapped, c.want) {
				t.Errorf("tapped %v, want %v", tapped, c.want)
			}
		})
	}
}

func TestWithoutAScrollerAWideFingerStillTaps(t *testing.T) {
	var tapped []string
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject { return block(l, 3, &tapped) })
	h.press(500, 100)
	h.wander(5, 10, 0)
	h.release()
	h.press(500, 100)
	h.wander(10, 0, 20)
	h.release()
	if !slices.Equal(tapped, []string{"a"}) {
		t.Errorf("tapped %v, want the one release inside", tapped)
	}
}

func TestScrollerFollowsTheFinger(t *testing.T) {
	var tapped []string
	h, scroller := scrolling(t, 20, &tapped)
	h.press(500, 1000)
	h.wander(5, 0, -4) // beyond the slop: from here on one to one
	before := scroller.Offset()
	h.wander(10, 0, -25)
	if moved := scroller.Offset() - before; moved != 250 {
		t.Errorf("the page moved %v for 250", moved)
	}
	h.release()
	h.settle(t)
	if scroller.Offset() <= before+250 {
		t.Error("no momentum after the release")
	}
	if len(tapped) > 0 {
		t.Errorf("a drag tapped %v", tapped)
	}
}

func TestATouchOnARunningPageOnlyStopsIt(t *testing.T) {
	var tapped []string
	h, scroller := scrolling(t, 26, &tapped)
	h.press(500, 1500)
	h.wander(10, 0, -40)
	h.release()
	h.clock.pass()
	h.tap(500, 900)
	stopped := scroller.Offset()
	h.settle(t)
	if scroller.Offset() != stopped || len(tapped) > 0 {
		t.Errorf("moved from %v to %v, tapped %v", stopped, scroller.Offset(), tapped)
	}
	h.tap(500, 900)
	if len(tapped) != 1 {
		t.Errorf("a tap at rest tapped %v", tapped)
	}
}

func TestStripTakesSidewaysAndLeavesUpAndDown(t *testing.T) {
	var strip *kit.Strip
	var scroller *kit.Scroller
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		var cards []fyne.CanvasObject
		for i := range 12 {
			cards = append(cards, card(l, i))
		}
		strip = kit.NewStrip(l, cards...)
		scroller = kit.NewScroller(l, kit.NewColumn(0, strip, kit.Space(4000)))
		strip.Time, scroller.Time = time, time
		return scroller
	})
	h.press(500, 200)
	h.wander(10, -20, 2)
	h.release()
	h.settle(t)
	if strip.Offset() < 100 || scroller.Offset() != 0 {
		t.Errorf("sideways: strip at %v, page at %v", strip.Offset(), scroller.Offset())
	}
	across := strip.Offset()
	h.press(500, 200)
	h.wander(10, 2, -10)
	h.release()
	h.settle(t)
	if strip.Offset() != across || scroller.Offset() < 50 {
		t.Errorf("upwards: strip moved %v, page at %v", strip.Offset()-across, scroller.Offset())
	}
}

func TestARecycledWidgetIsNotTappedForAnother(t *testing.T) {
	var tapped []string
	var target *kit.Pressable
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		target = kit.NewPressable(l, "card.A", kit.Space(200), func() { tapped = append(tapped, target.ID) })
		return kit.NewColumn(0, target)
	})
	h.press(500, 100)
	target.ID = "card.B"
	h.release()
	if len(tapped) > 0 {
		t.Errorf("tapped %v, which was not there at the press", tapped)
	}
}

func TestAnotherPageEndsTheGesture(t *testing.T) {
	var tapped []string
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject { return block(l, 2, &tapped) })
	h.press(500, 100)
	h.stage.SetContent(block(look.New(look.Screen{Width: 1080, Height: 1920}), 2, &tapped))
	h.release()
	if len(tapped) > 0 {
		t.Errorf("tapped %v on a page that came under the finger", tapped)
	}
}

// TestAFingerOnTheBarOutlastsThePage: who taps a way of the bar while another page
// comes up taps it on that page, where it means the same; a way that is off there,
// or elsewhere, is not tapped.
func TestAFingerOnTheBarOutlastsThePage(t *testing.T) {
	cases := []struct {
		name  string
		items []kit.BarItem
		want  []string
	}{
		{"the same way", []kit.BarItem{{ID: "nav.home"}, {ID: "nav.back"}}, []string{"new nav.home"}},
		{"off on the new page", []kit.BarItem{{ID: "nav.home", Off: true}, {ID: "nav.back"}}, nil},
		{"another way in its place", []kit.BarItem{{ID: "nav.back"}, {ID: "nav.home"}}, nil},
		{"no bar", nil, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			var tapped []string
			l := look.New(look.Screen{Width: 1080, Height: 1920})
			page := func(name string, items ...kit.BarItem) fyne.CanvasObject {
				if len(items) == 0 {
					return kit.NewFrame(nil, kit.Space(100), nil)
				}
				for i := range items {
					items[i].OnTap = func() { tapped = append(tapped, name+" "+items[i].ID) }
				}
				return kit.NewFrame(nil, kit.Space(100), kit.NewBottomBar(l, "", items...))
			}
			h := newHand(t, func(*look.Look, kit.Time) fyne.CanvasObject {
				return page("old", kit.BarItem{ID: "nav.home"}, kit.BarItem{ID: "nav.back"})
			})
			home := h.stage.Targets()[0]
			h.press(float32(home.X+home.W/2), float32(home.Y+home.H/2))
			h.stage.SetContent(page("new", c.items...))
			h.release()
			if !slices.Equal(tapped, c.want) {
				t.Errorf("tapped %q, want %q", tapped, c.want)
			}
		})
	}
}

func TestSheetSwallowsTouches(t *testing.T) {
	var tapped []string
	h, scroller := scrolling(t, 20, &tapped)
	l := look.New(look.Screen{Width: 1080, Height: 1920})
	sheet := kit.NewSheet(l, "Bạn còn xem không?", nil,
		kit.NewButton(l, "idle.continue", kit.Primary, "", "Tiếp tục", func() { tapped = append(tapped, "continue") }))
	h.stage.Open(sheet)
	h.tap(500, 100)
	h.press(500, 300)
	h.wander(10, 0, -30)
	h.release()
	if len(tapped) > 0 || scroller.Offset() != 0 {
		t.Errorf("under the sheet: tapped %v, page at %v", tapped, scroller.Offset())
	}
	if ids := targetIDs(h.stage); !slices.Equal(ids, []string{"idle.continue"}) {
		t.Errorf("targets %v", ids)
	}
	if !h.stage.Tap("idle.continue") || !slices.Equal(tapped, []string{"continue"}) {
		t.Errorf("the sheet's button: %v", tapped)
	}
	h.stage.Close(sheet)
	if h.tap(500, 100); len(tapped) != 2 {
		t.Errorf("after the sheet is closed: %v", tapped)
	}
}

func TestActivityIsReported(t *testing.T) {
	var tapped []string
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject { return block(l, 1, &tapped) })
	count := 0
	h.stage.OnActivity = func() { count++ }
	h.press(500, 1900)
	h.wander(1, 0, 5)
	h.release()
	h.stage.TypedRune('a')
	if count != 4 {
		t.Errorf("%d signs of life for press, drag, release and key", count)
	}
}

func targetIDs(stage *kit.Stage) []string {
	var ids []string
	for _, target := range stage.Targets() {
		ids = append(ids, target.ID)
	}
	return ids
}

func TestThePressIsSeenUntilTheFingerLeavesOrWanders(t *testing.T) {
	var button *kit.Button
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		button = kit.NewButton(l, "b", kit.Primary, "", "Bấm", nil)
		s := kit.NewScroller(l, kit.NewColumn(0, button, kit.Space(4000)))
		s.Time = time
		return s
	})
	veil := button.Parts()[len(button.Parts())-1]
	h.press(500, 20)
	if !veil.Visible() {
		t.Error("a press is not seen")
	}
	h.release()
	if veil.Visible() {
		t.Error("seen after the release")
	}
	h.press(500, 20)
	h.wander(5, 0, -10)
	if veil.Visible() {
		t.Error("seen while the page follows the finger")
	}
}
