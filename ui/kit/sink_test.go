package kit_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// lowered shows a page of buttons on a stage whose upper two thirds take no touch.
func lowered(t *testing.T, build func(l *look.Look, page fyne.CanvasObject) fyne.CanvasObject) (stage *kit.Stage, line int) {
	t.Helper()
	test.NewTempApp(t)
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43}).Lowered()
	stage = kit.NewStage(l)
	stage.SetContent(build(l, block(l, 20, new([]string))))
	w := test.NewWindow(nil)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.SetContent(stage)
	w.Resize(fyne.NewSize(1080, 1920))
	return stage, int(l.Reach)
}

// first is the highest target there is.
func first(stage *kit.Stage) (high kit.Target) {
	for i, target := range stage.Targets() {
		if i == 0 || target.Y < high.Y {
			high = target
		}
	}
	return high
}

func TestALoweredPageBeginsAtTheLineOfReach(t *testing.T) {
	hint := kit.Space(200)
	stage, line := lowered(t, func(l *look.Look, page fyne.CanvasObject) fyne.CanvasObject {
		s := kit.NewScroller(l, page)
		s.SetAbove(hint)
		return s
	})
	if high := first(stage); high.ID != "a" || high.Y < line {
		t.Errorf("the first target is %+v, the line at %d", high, line)
	}
	if bottom := hint.Position().Y + hint.Size().Height; int(bottom) != line {
		t.Errorf("the word above ends at %.0f, the line is at %d", bottom, line)
	}
}

func TestALoweredPageThatIsReadIsSeenFromItsTop(t *testing.T) {
	var page *kit.Scroller
	stage, line := lowered(t, func(l *look.Look, content fyne.CanvasObject) fyne.CanvasObject {
		page = kit.NewScroller(l, content)
		page.ForReading()
		return page
	})
	for _, target := range stage.Targets() {
		if target.Y+target.H/2 < line {
			t.Errorf("%+v can be touched above the line", target)
		}
	}
	if high := first(stage); high.ID == "a" {
		t.Error("the page is lowered")
	}
	page.ScrollTo(0) // a pull
	if high := first(stage); high.ID != "a" || high.Y < line {
		t.Errorf("pulled down, the first target is %+v", high)
	}
}

func TestALoweredGridThatIsReadIsSeenFromItsTop(t *testing.T) {
	var grid *kit.Grid
	stage, line := lowered(t, func(l *look.Look, _ fyne.CanvasObject) fyne.CanvasObject {
		grid = kit.NewGrid(l, func() int { return 6 },
			func() fyne.CanvasObject { return kit.NewPressable(l, "", kit.Space(200), nil) },
			func(i int, item fyne.CanvasObject) { item.(*kit.Pressable).ID = string(rune('a' + i)) })
		grid.ForReading()
		return grid
	})
	if targets := stage.Targets(); len(targets) != 0 {
		t.Errorf("%v can be touched above the line", targets)
	}
	grid.ScrollTo(0)
	if high := first(stage); high.ID != "a" || high.Y < line {
		t.Errorf("pulled down, the first target is %+v", high)
	}
}

func TestALoweredSheetOfChoicesHasNoEmptyRoom(t *testing.T) {
	stage, line := lowered(t, func(_ *look.Look, page fyne.CanvasObject) fyne.CanvasObject { return page })
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43}).Lowered()
	var tiles []fyne.CanvasObject
	for i := range 40 {
		tiles = append(tiles, kit.NewTile(l, string(rune('A'+i)), "", "An Giang", "4", look.Tint{}, nil))
	}
	stage.Open(kit.NewChoice(l, "Tỉnh, thành phố", 900, kit.NewTiles(2, l.Gap, tiles...), kit.NewButton(l, "out", kit.Outline, "", "Đóng", nil)))
	if high := first(stage); high.Y < line || high.Y > line+40 {
		t.Errorf("the first choice is %+v, the line at %d", high, line)
	}
}

// TestAPageThatActsAtItsFootBeginsThere: its end is in sight, whether it is longer
// than the window or not, and a finger brings what stands first into reach.
func TestAPageThatActsAtItsFootBeginsThere(t *testing.T) {
	for name, count := range map[string]int{"short": 2, "long": 40} {
		t.Run(name, func(t *testing.T) {
			var page *kit.Scroller
			stage, line := lowered(t, func(l *look.Look, _ fyne.CanvasObject) fyne.CanvasObject {
				page = kit.NewScroller(l, kit.NewFoot(block(l, count, new([]string)))).FromEnd()
				return page
			})
			last := stage.Targets()[len(stage.Targets())-1]
			if foot := int(stage.Size().Height); last.ID != string(rune('a'+count-1)) || last.Y+last.H != foot {
				t.Errorf("the last target is %+v, the window ends at %d", last, foot)
			}
			page.ScrollTo(0)
			if high := first(stage); count > 2 && (high.ID != "a" || high.Y < line) {
				t.Errorf("pulled down, the first target is %+v, the line at %d", high, line)
			}
		})
	}
}
