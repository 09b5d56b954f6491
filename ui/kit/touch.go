package kit

import "fyne.io/fyne/v2"

// Touch makes a widget something a finger can tap. Widgets embed it; the
// [Stage] finds it and works it.
type Touch struct {
	ID    string // stable name in the list of targets; "" is not listed
	OnTap func() // called on release inside; nil swallows the tap
	Off   bool   // true: takes no touch and is not listed

	feedback func(down bool)
}

// Touchable is a widget that embeds [Touch].
type Touchable interface {
	fyne.CanvasObject
	TargetID() string
	touch() *Touch
}

// TargetID is the stable name of this target.
func (t *Touch) TargetID() string { return t.ID }

func (t *Touch) touch() *Touch { return t }

func (t *Touch) press(down bool) {
	if t.feedback != nil {
		t.feedback(down)
	}
}

func (t *Touch) tap() {
	if t.OnTap != nil && !t.Off {
		t.OnTap()
	}
}
