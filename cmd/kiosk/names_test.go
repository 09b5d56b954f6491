package main

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2/test"

	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// TestWhatActsHasAName walks to every screen of the tour: each thing that a
// finger can act on has its name in the list of targets.
func TestWhatActsHasAName(t *testing.T) {
	tr, plan, options := testTour(t)
	for _, stop := range plan {
		v := tr.visit(stop, options, panels[0], model.DefaultLang)
		if err := v.walk(stop); err != nil {
			t.Error(err)
		}
		for _, fault := range nameless(kit.Survey(v.shell.Root())) {
			t.Errorf("%s: %s", stop.name, fault)
		}
		v.close()
	}
}

func nameless(things []kit.Thing) (faults []string) {
	for _, thing := range things {
		if thing.Nameless() {
			faults = append(faults, fmt.Sprintf("%T at %.0f has no name", thing.Object, thing.At))
		}
	}
	return faults
}

// TestNamelessBites plants a button without a name beside one that has it, one
// that does nothing and one that takes no touch.
func TestNamelessBites(t *testing.T) {
	test.NewTempApp(t)
	l := look.New(windowFlags{}.screen(defaultDiagonal))
	button := func(id string, on bool, tap func()) *kit.Button {
		b := kit.NewButton(l, id, kit.Primary, "", "Mở", tap)
		b.Enable(on)
		return b
	}
	none := func() {}
	page := kit.NewColumn(0, button("", true, none), button("named", true, none), button("", true, nil), button("", false, none))
	if faults := nameless(kit.Survey(page)); len(faults) != 1 {
		t.Errorf("found %q, planted one", faults)
	}
}
