package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hangviet/data/catalog"
	"hangviet/ui/kit"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// finger is one on the stage of a kiosk.
type finger struct {
	stage *kit.Stage
	at    fyne.Position
}

func (k *kiosk) press(x, y float32) *finger {
	f := &finger{k.root.(*fyne.Container).Objects[0].(*kit.Stage), fyne.NewPos(x, y)}
	f.stage.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: f.at}, Button: desktop.MouseButtonPrimary})
	return f
}

func (f *finger) drag(dy float32) {
	f.at = f.at.AddXY(0, dy)
	f.stage.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: f.at}, Dragged: fyne.NewDelta(0, dy)})
}

func (f *finger) lift() {
	f.stage.MouseUp(&desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: f.at}, Button: desktop.MouseButtonPrimary})
}

// renamed is a release in which the first goods have another name.
func renamed() *modeltest.Catalogue {
	c := modeltest.New()
	for i := range c.Products {
		c.Products[i].Name = catalog.Text{"vi": "Tên mới " + c.Products[i].Code}
	}
	return c
}

// TestASwitchLetsTheFingerScrollOn: the page stays under the finger, and is the new
// release's, where it was left, once it rests.
func TestASwitchLetsTheFingerScrollOn(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.shell.Open(model.Route{Screen: model.AtList})
	k.settle()
	f := k.press(500, 1500)
	f.drag(-100)
	k.show(renamed())
	before := k.scrolled()
	f.drag(-200)
	if now := k.scrolled(); now < before+190 || k.has("Tên mới") {
		t.Errorf("moved from %v to %v for 200; new names %t", before, now, k.has("Tên mới"))
	}
	calm := time.Now().Add(200 * time.Millisecond) // then nothing runs on
	k.until("a calm finger", func() bool { f.drag(0); return time.Now().After(calm) })
	left := k.scrolled()
	f.lift()
	k.until("rest", func() bool { k.shell.Tick(); return k.has("Tên mới") })
	if now := k.scrolled(); now < left {
		t.Errorf("was left at %v, stands at %v", left, now)
	}
}

// TestAFingerThatStaysIsNotWaitedFor for ever.
func TestAFingerThatStaysIsNotWaitedFor(t *testing.T) {
	k := start(t)
	k.tap("attract")
	k.shell.Open(model.Route{Screen: model.AtList})
	k.settle()
	k.press(500, 1500).drag(-100)
	k.show(renamed())
	k.pass(4 * time.Second)
	if k.has("Tên mới") {
		t.Error("the page was taken from under the finger")
	}
	k.pass(2 * time.Second)
	if !k.has("Tên mới") {
		t.Error("the page is the old release's still")
	}
}

// TestASecondThoughtIsHeard: a finger that comes down on the bar before the page that
// was asked for, and lifts after it, has tapped.
func TestASecondThoughtIsHeard(t *testing.T) {
	k := start(t)
	k.tap("attract", "nav.list")
	k.ready("nav.search")
	targets := k.shell.Targets()
	home := targets[slices.IndexFunc(targets, func(t kit.Target) bool { return t.ID == "nav.home" })]
	k.shell.Tap("nav.search")
	f := k.press(float32(home.X+home.W/2), float32(home.Y+home.H/2))
	k.settle()
	k.at(model.AtSearch)
	f.lift()
	k.settle()
	k.at(model.AtHome)
}

func (k *kiosk) has(text string) bool {
	return strings.Contains(strings.Join(words(k.root), " "), text)
}

// scrolled is how far the grid of the page is scrolled.
func (k *kiosk) scrolled() float32 {
	k.Helper()
	for _, thing := range kit.Survey(k.root) {
		if grid, ok := thing.Object.(*kit.Grid); ok {
			return grid.Offset()
		}
	}
	k.Fatal("no grid")
	return 0
}
