package kit

import "fyne.io/fyne/v2"

// Touch makes a widget something a finger can tap. Widgets embed it; the
// [Stage] finds it and works it.
type Touch struct {
	ID    string // stable name in the list of targets; "" is not listed
	OnTap func() // called on release inside; nil swallows the tap
	Off   bool   // true: takes no touch and is not listed

	// Lasts says that it means the same on every page that has it: a finger that
	// pressed it taps it though another page has come up meanwhile.
	Lasts bool

	// Repeats says that two quick taps are two taps, as on a key; else the
	// second is taken for the other half of a double tap.
	Repeats  bool
	OnHold   func() // called once a finger has rested on it; its release then taps nothing. May be nil, and is never the only way
	feedback func(down bool)
	down     bool
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

// press shows the shade of a press at once, in the frame that is about to be drawn.
// It lifts it after what is under way: a tap has then asked for its page already,
// and the page and the lifted shade come in one frame instead of two.
func (t *Touch) press(down bool) {
	t.down = down
	switch {
	case t.feedback == nil:
	case down:
		t.feedback(true)
	default:
		Post(func() { t.feedback(t.down) })
	}
}

func (t *Touch) tap() {
	if t.OnTap != nil && !t.Off {
		t.OnTap()
	}
}
