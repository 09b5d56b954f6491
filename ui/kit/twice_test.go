package kit_test

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// target is something to tap that fills its room.
func target(l *look.Look, id string, onTap func()) *kit.Pressable {
	return kit.NewPressable(l, id, kit.Space(900), onTap)
}

// whole gives every object the whole room.
type whole struct{}

func (whole) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size)
	}
}

func (whole) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

func TestADoubleTapIsOneTap(t *testing.T) {
	var tapped []string
	note := func(id string) func() { return func() { tapped = append(tapped, id) } }
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	start := func(first func(h *hand, l *look.Look) fyne.CanvasObject) *hand {
		tapped = nil
		l := (*look.Look)(nil)
		h := newHand(t, func(made *look.Look, _ kit.Time) fyne.CanvasObject { l = made; return kit.Space(1) })
		h.stage.Time.Now = func() time.Time { return now }
		h.stage.SetContent(first(h, l))
		return h
	}
	same := func(_ *hand, l *look.Look) fyne.CanvasObject { return target(l, "same", note("same")) }
	onward := func(h *hand, l *look.Look) fyne.CanvasObject {
		return target(l, "first", func() {
			note("first")()
			h.stage.SetContent(target(l, "next", note("next")))
		})
	}
	turned := func(_ *hand, l *look.Look) fyne.CanvasObject {
		box := &fyne.Container{Layout: whole{}}
		under := target(l, "letter", note("letter"))
		over := target(l, "accent", func() {
			note("accent")()
			box.Objects = []fyne.CanvasObject{under}
			box.Refresh()
		})
		under.Repeats, over.Repeats = true, true
		box.Objects = []fyne.CanvasObject{over}
		return box
	}
	key := func(_ *hand, l *look.Look) fyne.CanvasObject {
		p := target(l, "key", note("key"))
		p.Repeats = true
		return p
	}
	for _, c := range []struct {
		name  string
		page  func(h *hand, l *look.Look) fyne.CanvasObject
		after time.Duration
		away  float32
		want  []string
	}{
		{"on one target", same, 150 * time.Millisecond, 6, []string{"same"}},
		{"into the next page", onward, 150 * time.Millisecond, 6, []string{"first"}},
		{"two taps", same, 400 * time.Millisecond, 0, []string{"same", "same"}},
		{"two places", onward, 150 * time.Millisecond, 200, []string{"first", "next"}},
		{"onto a key that has come in its stead", turned, 150 * time.Millisecond, 6, []string{"accent"}},
		{"a key that has come in its stead, later", turned, 400 * time.Millisecond, 6, []string{"accent", "letter"}},
		{"a key", key, 90 * time.Millisecond, 0, []string{"key", "key"}},
	} {
		h := start(c.page)
		h.tap(500, 400)
		now = now.Add(c.after)
		h.tap(500+c.away, 400)
		if !slices.Equal(tapped, c.want) {
			t.Errorf("%s: tapped %q, want %q", c.name, tapped, c.want)
		}
		now = now.Add(time.Minute)
	}
}

// TestNextPageIsListedOnceItTakesATouch: the list of targets never names what a
// tap would not reach.
func TestNextPageIsListedOnceItTakesATouch(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	var l *look.Look
	h := newHand(t, func(made *look.Look, _ kit.Time) fyne.CanvasObject { l = made; return kit.Space(1) })
	h.stage.Time.Now = func() time.Time { return now }
	h.stage.SetContent(target(l, "first", func() { h.stage.SetContent(target(l, "next", func() {})) }))
	first := h.stage.Targets()[0]
	h.tap(float32(first.X+first.W/2), float32(first.Y+first.H/2))
	if list := h.stage.Targets(); len(list) != 0 {
		t.Errorf("right after the tap %v can be touched", list)
	}
	now = now.Add(time.Second)
	if list := h.stage.Targets(); len(list) != 1 || list[0].ID != "next" {
		t.Errorf("a second later %v can be touched, want next", list)
	}
}
