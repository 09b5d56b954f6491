package ui_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hangviet/data/staff"
	"hangviet/ui/model"
	"hangviet/ui/model/modeltest"
)

// turns turns the screen on the staff's page and waits for the question.
func (k *kiosk) turns(way string) {
	k.Helper()
	k.tap("staff.turn." + way)
	k.asked()
}

// turned are the ways in which the screen was turned, one after the other.
func turned(f *modeltest.SetUp) (ways []string) {
	for _, kept := range f.Kept() {
		if way, ok := strings.CutPrefix(kept, "turned "); ok {
			ways = append(ways, way)
		}
	}
	return ways
}

// TestATurnedScreenGoesBack unless somebody says that it is right: whoever turned it
// wrongly may neither read nor touch it. Nothing is kept before.
func TestATurnedScreenGoesBack(t *testing.T) {
	for name, goBack := range map[string]func(k *kiosk){
		"nobody answers": func(k *kiosk) {
			for _, left := range []string{"15", "5"} {
				k.until("the count", func() bool { k.shell.Tick(); return k.says("quay lại như cũ sau " + left + " giây") })
				k.pass(10 * time.Second)
			}
		},
		"somebody says no":    func(k *kiosk) { k.tap("setup.turned.undo") },
		"the session is left": func(k *kiosk) { k.shell.Leave() },
	} {
		t.Run(name, func(t *testing.T) {
			k, p, f := technician(t)
			k.tap("staff.tab.display")
			k.turns("left")
			goBack(k)
			k.until("the turn back", func() bool { return slices.Equal(turned(f), []string{"left", "normal"}) })
			k.settle()
			if k.says("Giữ hướng này?") {
				t.Error("it is still asked")
			}
			k.pass(20 * time.Second)
			if done := p.Done(); slices.Contains(done, "3 screen turn left") {
				t.Errorf("it is kept: %q", done)
			}
		})
	}
}

// TestATurnedScreenIsKept once somebody says that it is right; where that cannot be kept
// it goes back and that is told.
func TestATurnedScreenIsKept(t *testing.T) {
	k, p, f := technician(t)
	k.tap("staff.tab.display")
	k.turns("inverted")
	k.tap("setup.turned.keep")
	k.until("what came of it", func() bool { return slices.Contains(p.Done(), "3 screen turn inverted") && k.says("Đã chỉnh.") })
	k.pass(20 * time.Second)
	p.Refuse = &model.TroubleError{Code: "E-DISK", Text: map[string]string{"vi": "Đĩa đầy."}, Err: staff.ErrNobody}
	k.turns("left")
	k.tap("setup.turned.keep")
	k.until("why not", func() bool { return k.says("Đĩa đầy. (E-DISK)") })
	if got, want := turned(f), []string{"inverted", "left", "inverted"}; !slices.Equal(got, want) {
		t.Errorf("turned %q, want %q", got, want)
	}
}

// TestATurnIsForgottenWithWhoMadeIt, also where the screen takes its time to turn.
func TestATurnIsForgottenWithWhoMadeIt(t *testing.T) {
	k, _, f := technician(t)
	k.tap("staff.tab.display", "staff.turn.right")
	k.shell.Leave()
	k.until("the turn back", func() bool { return slices.Equal(turned(f), []string{"right", "normal"}) })
	k.pass(time.Second)
	if k.says("Giữ hướng này?") {
		t.Error("a visitor is asked")
	}
}

// TestTurningWhileBeingSetUp: turned on before anybody answers, it goes back to where it
// was at first.
func TestTurningWhileBeingSetUp(t *testing.T) {
	k, _, f := technician(t)
	k.tap("staff.tab.system", "staff.setup", "staff.setup.yes")
	k.until("the set-up", func() bool { return k.shell.Route().Screen == model.AtSetUp && k.shell.Still() })
	for _, way := range []string{"left", "right"} {
		k.shell.TurnTo(way)
		k.until("the turn", func() bool { return slices.Contains(turned(f), way) })
	}
	k.asked()
	k.tap("setup.turned.undo")
	k.until("the turn back", func() bool { return slices.Equal(turned(f), []string{"left", "right", "normal"}) })
	k.shell.TurnTo("left")
	k.asked()
	k.tap("setup.turned.keep")
	k.until("that it is kept", func() bool { return slices.Contains(f.Kept(), "turn left") })
}

// TestTurnsFollowOneAnother: of two quick choices the second is what stays, however long
// the first takes, and is what is asked for and kept; saying no turns the screen as it
// stood before both, and once its chooser has left nothing more is begun.
func TestTurnsFollowOneAnother(t *testing.T) {
	both := []string{"left", "right"}
	cases := map[string]struct {
		then func(k *kiosk)
		want []string
		kept bool
	}{
		"kept":   {func(k *kiosk) { k.asked(); k.tap("setup.turned.keep") }, both, true},
		"undone": {func(k *kiosk) { k.asked(); k.tap("setup.turned.undo") }, append(slices.Clone(both), "normal"), false},
		"left":   {func(k *kiosk) { k.shell.LeaveSetUp() }, []string{"left", "normal"}, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			k, _, f := technician(t)
			k.tap("staff.tab.system", "staff.setup", "staff.setup.yes")
			k.until("the set-up", func() bool { return k.shell.Route().Screen == model.AtSetUp && k.shell.Still() })
			first, slow := true, make(chan struct{})
			f.Turning = func() {
				if first {
					first = false
					<-slow
				}
			}
			k.shell.TurnTo("left")
			k.shell.TurnTo("right")
			time.AfterFunc(200*time.Millisecond, func() { close(slow) })
			c.then(k)
			k.until("the last turn", func() bool { return slices.Equal(turned(f), c.want) })
			k.until("what is kept", func() bool { return slices.Contains(f.Kept(), "turn right") == c.kept })
			if slices.Contains(f.Kept(), "turn left") {
				t.Errorf("kept %q", f.Kept())
			}
		})
	}
}

// asked waits for the question whether the screen stands right.
func (k *kiosk) asked() {
	k.Helper()
	k.until("the question", func() bool { k.shell.Tick(); return k.says("Giữ hướng này?") })
}
