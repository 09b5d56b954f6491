package kit_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// moving is a hand on a stage whose pages come in softly.
func moving(t *testing.T) (h *hand, l *look.Look) {
	t.Helper()
	h = newHand(t, func(made *look.Look, _ kit.Time) fyne.CanvasObject { l = made; return kit.Space(1) })
	h.stage.Time, h.stage.Motion = kit.Time{Now: h.stage.Time.Now, Frames: h.clock}, true
	return h, l
}

// come puts a page up that slides in.
func (h *hand) come(l *look.Look, page fyne.CanvasObject) {
	arrival := kit.NewArrival(l, page, l.Wide)
	h.stage.SetContent(arrival)
	h.stage.Play(arrival, l.Calm)
}

func TestAPageTakesTouchesWhileItComesIn(t *testing.T) {
	h, l := moving(t)
	var tapped []string
	h.come(l, block(l, 4, &tapped))
	h.tap(500, 300)
	if !slices.Equal(tapped, []string{"b"}) {
		t.Errorf("before the first frame: %q", tapped)
	}
	for range 6 {
		h.clock.pass()
	}
	h.tap(500, 500)
	if !slices.Equal(tapped, []string{"b", "c"}) {
		t.Errorf("on the way: %q", tapped)
	}
}

func TestAPageComesInWithinAQuarterOfASecond(t *testing.T) {
	h, l := moving(t)
	page := block(l, 4, new([]string))
	h.come(l, page)
	if page.Position().X != l.Wide {
		t.Errorf("it begins at %v", page.Position())
	}
	begun := h.clock.now
	h.settle(t)
	if page.Position().X != 0 || h.clock.now.Sub(begun) > l.Slow {
		t.Errorf("at %v after %v", page.Position(), h.clock.now.Sub(begun))
	}
}

func TestTheNextPageEndsAMotion(t *testing.T) {
	h, l := moving(t)
	first, next := block(l, 4, new([]string)), block(l, 4, new([]string))
	h.come(l, first)
	h.clock.pass()
	h.come(l, next)
	h.settle(t)
	if first.Position().X != 0 || next.Position().X != 0 {
		t.Errorf("they rest at %v and %v", first.Position(), next.Position())
	}
}

func TestNothingMovesWhereMotionIsOff(t *testing.T) {
	h, l := moving(t)
	h.stage.Motion = false
	page := block(l, 4, new([]string))
	h.come(l, page)
	if page.Position().X != 0 || h.clock.step != nil {
		t.Error("it moves")
	}
}

func TestASheetRisesAndIsTouchedOnItsWay(t *testing.T) {
	h, l := moving(t)
	answered := 0
	button := kit.NewButton(l, "yes", kit.Primary, "", "Có", func() { answered++ })
	h.stage.Open(kit.NewSheet(l, "Bạn còn xem không?", nil, button))
	_, low := h.middle(t, "yes")
	if !h.stage.Tap("yes") || answered != 1 {
		t.Error("it takes no touch before its first frame")
	}
	h.settle(t)
	if _, rest := h.middle(t, "yes"); rest >= low {
		t.Errorf("it goes from %v to %v", low, rest)
	}
}

func TestATouchBesideASheetOfChoicesOnlyTakesItAway(t *testing.T) {
	var tapped []string
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject { return block(l, 9, &tapped) })
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
	choose := func() {
		tiles := kit.NewTiles(2, l.Gap, kit.NewTile(l, "one", "", "An Giang", "4", look.Tint{}, func() { tapped = append(tapped, "one") }))
		sheet := kit.NewChoice(l, "Tỉnh, thành phố", 900, tiles, kit.NewButton(l, "out", kit.Outline, "", "Đóng", nil))
		h.stage.Open(sheet.Outside(func() { h.stage.Close(sheet) }))
	}
	choose()
	x, y := h.middle(t, "one")
	h.tap(x+500, y) // on the sheet, beside what can be chosen
	if h.stage.Top() == nil || tapped != nil {
		t.Fatalf("a touch on the sheet: up %v, tapped %q", h.stage.Top() != nil, tapped)
	}
	if h.tap(x, y); !slices.Equal(tapped, []string{"one"}) {
		t.Errorf("a choice: %q", tapped)
	}
	tapped = nil
	if h.tap(540, 60); h.stage.Top() != nil || tapped != nil {
		t.Errorf("a touch beside the sheet: up %v, tapped %q", h.stage.Top() != nil, tapped)
	}
	if h.tap(540, 60); !slices.Equal(tapped, []string{"a"}) {
		t.Errorf("the page again: %q", tapped)
	}
}
