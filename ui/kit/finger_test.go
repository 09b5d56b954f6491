package kit_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// hand is a finger on a stage, with a clock of its own.
type hand struct {
	stage *kit.Stage
	clock *clock
	at    fyne.Position
}

// newHand shows a page in a window of 1080 by 1920.
func newHand(t *testing.T, build func(l *look.Look, time kit.Time) fyne.CanvasObject) *hand {
	t.Helper()
	test.NewTempApp(t)
	l := look.New(look.Screen{Width: 1080, Height: 1920, DiagonalInch: 43})
	fyne.CurrentApp().Settings().SetTheme(l.Theme())
	h := &hand{stage: kit.NewStage(l), clock: &clock{now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}}
	calm := h.clock.now
	h.stage.Time.Now = func() time.Time { calm = calm.Add(time.Second); return calm } // no press is hasty
	h.stage.SetContent(build(l, kit.Time{Now: h.clock.Now, Frames: h.clock}))
	window := test.NewWindow(nil)
	t.Cleanup(window.Close)
	window.SetPadded(false)
	window.SetContent(h.stage)
	window.Resize(fyne.NewSize(1080, 1920))
	return h
}

func (h *hand) press(x, y float32) {
	h.at = fyne.NewPos(x, y)
	event := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	event.AbsolutePosition = h.at
	h.stage.MouseDown(event)
}

// wander moves the finger in steps of a frame.
func (h *hand) wander(steps int, dx, dy float32) {
	for range steps {
		h.clock.pass()
		h.at = h.at.AddXY(dx, dy)
		event := &fyne.DragEvent{Dragged: fyne.NewDelta(dx, dy)}
		event.AbsolutePosition = h.at
		h.stage.Dragged(event)
	}
}

func (h *hand) release() {
	event := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	event.AbsolutePosition = h.at
	h.stage.MouseUp(event)
	h.stage.DragEnd()
}

func (h *hand) tap(x, y float32) {
	h.press(x, y)
	h.release()
}

// settle lets frames pass until nothing moves of itself.
func (h *hand) settle(t *testing.T) {
	t.Helper()
	for range 1000 {
		if h.clock.step == nil {
			return
		}
		h.clock.pass()
	}
	t.Fatal("still moving after 1000 frames")
}

// clock is time and frames that pass when a test says so.
type clock struct {
	now  time.Time
	step func(time.Time) bool
}

func (c *clock) Now() time.Time { return c.now }

func (c *clock) Run(step func(time.Time) bool) (stop func()) {
	c.step = step
	return func() { c.step = nil }
}

func (c *clock) pass() {
	c.now = c.now.Add(16 * time.Millisecond)
	if c.step != nil && !c.step(c.now) {
		c.step = nil
	}
}

// block is a page of buttons, each 200 high over the whole width.
func block(l *look.Look, many int, tapped *[]string) *kit.Column {
	column := kit.NewColumn(0)
	for i := range many {
		id := string(rune('a' + i))
		column.Add(kit.NewPressable(l, id, kit.Space(200), func() { *tapped = append(*tapped, id) }))
	}
	return column
}

// scrolling shows a block that scrolls.
func scrolling(t *testing.T, many int, tapped *[]string) (*hand, *kit.Scroller) {
	t.Helper()
	var scroller *kit.Scroller
	h := newHand(t, func(l *look.Look, time kit.Time) fyne.CanvasObject {
		scroller = kit.NewScroller(l, block(l, many, tapped))
		scroller.Time = time
		return scroller
	})
	return h, scroller
}
