package inspect

import (
	"fmt"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
)

// Kind is what is wrong.
type Kind string

// The kinds of faults.
const (
	Clipped  Kind = "clipped"  // a text that is not whole
	Overlaps Kind = "overlaps" // two targets in one place
	TooSmall Kind = "small"    // a target under its physical minimum
	Beyond   Kind = "beyond"   // a target that no finger can bring whole onto the screen
	TooFaint Kind = "faint"    // a text of too little contrast
)

// Fault is one thing that is wrong on a page.
type Fault struct {
	Kind Kind
	What string // the text or the target
	Why  string
	At   kit.Box
}

// String is the fault in one line.
func (f Fault) String() string {
	return fmt.Sprintf("%s: %q %s (at %.0f,%.0f)", f.Kind, f.What, f.Why, f.At.Left, f.At.Top)
}

// slack is how many pixels of rounding are no fault.
const slack = 1.5

// Page lists what is wrong on a page that has been laid out.
func Page(root fyne.CanvasObject, l *look.Look) []Fault {
	p := page{look: l, window: kit.Box{Right: root.Size().Width, Bottom: root.Size().Height}}
	p.things = kit.Survey(root)
	p.first = p.topmost()
	p.texts()
	p.targets()
	return p.faults
}

type page struct {
	look   *look.Look
	window kit.Box
	things []kit.Thing
	first  int // of what lies on the sheet on top, or 0
	faults []Fault
}

// topmost is where the sheet on top begins: what lies under it is neither read
// nor touched.
func (p *page) topmost() int {
	first := 0
	for i, t := range p.things {
		if _, ok := t.Object.(*kit.Sheet); ok {
			first = i
		}
	}
	return first
}

func (p *page) fault(kind Kind, what string, at kit.Box, why string, args ...any) {
	p.faults = append(p.faults, Fault{kind, what, fmt.Sprintf(why, args...), at})
}
