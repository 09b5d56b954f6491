package ui_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"hangviet/data/vote"
	"hangviet/ui"
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// founded opens a step of the set-up of a new kiosk.
func founded(t *testing.T, step string) *kiosk {
	t.Helper()
	k := start(t, func(o *ui.Options) { o.SetUp = &modeltest.SetUp{New: true} })
	k.shell.SetUp(true)
	k.settle()
	k.shell.Step(step)
	k.until("the step", func() bool { return k.shell.Route().Sub == step && k.shell.Still() })
	return k
}

// TestAReleaseLeavesTheSetUpAlone while somebody types: the first one comes at a moment
// of its own, and neither what was typed nor the signs of the keyboard may go with it.
func TestAReleaseLeavesTheSetUpAlone(t *testing.T) {
	k := founded(t, model.SetUpRoot)
	k.tap("key.h", "key.u", "key.b", "key.signs")
	k.show(modeltest.New())
	k.tap("key.:", "key.8")
	k.sees("hub:8")

	k = founded(t, model.SetUpPIN)
	k.scans("4938")
	k.show(modeltest.New())
	k.scans("17")
	k.sees("Nhập lại lần nữa")
}

// TestWhatIsHalfTypedOutlastsItsPage when the page is drawn anew, in another language or
// on another form of screen.
func TestWhatIsHalfTypedOutlastsItsPage(t *testing.T) {
	k := start(t)
	k.changed(func(r *vote.Round) { r.Mode = vote.ByTicket })
	k.tap("attract", "nav.vote", "vote.round.yeu-thich-2026", "ticket.enter")
	k.scans("ABCD2")
	k.tap("nav.lang")
	k.settle()
	k.sees("ABCD – 2···")

	k = founded(t, model.SetUpName)
	k.scans("Quầy")
	wide := look.Screen{Width: 1920, Height: 1080}
	k.root.Resize(fyne.NewSize(float32(wide.Width), float32(wide.Height)))
	k.settle()
	k.sees("Quầy")
	k.shell.Step(model.SetUpRoot)
	k.until("the next step", func() bool { return k.shell.Route().Sub == model.SetUpRoot && k.shell.Still() })
	if strings.Contains(strings.Join(words(k.root), "\n"), "Quầy") {
		t.Error("what was typed in one step stands in the next")
	}
}
