package kit_test

import (
	"encoding/json"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

func TestTargetsAreWhatCanBeTouched(t *testing.T) {
	var tapped []string
	var scroller *kit.Scroller
	var off, hidden *kit.Button
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		scroller = kit.NewScroller(l, block(l, 20, &tapped))
		scroller.Time = time
		off = kit.NewButton(l, "off", kit.Primary, "", "Tắt", nil)
		off.Enable(false)
		hidden = kit.NewButton(l, "hidden", kit.Primary, "", "Ẩn", nil)
		hidden.Hide()
		nameless := kit.NewButton(l, "", kit.Primary, "", "Không tên", nil)
		bar := kit.NewRow(0, off, hidden, nameless, kit.NewButton(l, "on", kit.Primary, "", "Bật", nil))
		return kit.NewFrame(kit.Space(95), scroller, bar)
	})
	ids := targetIDs(h.stage)
	if !slices.Equal(ids, []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "on"}) {
		t.Errorf("targets %v", ids)
	}
	first := h.stage.Targets()[0]
	if first.X != 0 || first.Y != 95 || first.W != 1080 || first.H != 200 {
		t.Errorf("first target %+v", first)
	}
	scroller.ScrollTo(250)
	second := h.stage.Targets()[0]
	if second.ID != "b" || second.Y != 95 || second.H != 150 {
		t.Errorf("a target that is half scrolled away: %+v", second)
	}
}

func TestTargetsLeaveOutWhatIsCovered(t *testing.T) {
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject {
		under := kit.NewPressable(l, "under", kit.Space(10), nil)
		inside := kit.NewButton(l, "inside", kit.Quiet, "heart", "", nil)
		over := kit.NewPressable(l, "over", kit.NewColumn(0, inside), nil)
		return container.NewStack(under, over)
	})
	if ids := targetIDs(h.stage); !slices.Equal(ids, []string{"over", "inside"}) {
		t.Errorf("targets %v", ids)
	}
}

func TestTargetsAsJSON(t *testing.T) {
	got, err := json.Marshal([]kit.Target{{ID: "nav.home", X: 1, Y: 2, W: 3, H: 4}})
	if err != nil || string(got) != `[{"id":"nav.home","x":1,"y":2,"w":3,"h":4}]` {
		t.Errorf("%s, %v", got, err)
	}
}

func TestTapByName(t *testing.T) {
	var tapped []string
	h := newHand(t, func(l *look.Look, _ kit.Time) fyne.CanvasObject { return block(l, 2, &tapped) })
	if !h.stage.Tap("b") || h.stage.Tap("z") || !slices.Equal(tapped, []string{"b"}) {
		t.Errorf("tapped %v", tapped)
	}
}
