package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Pointerless fills the window with an object and shows no mouse pointer over
// it: on a touchscreen the pointer lies where one touched last.
type Pointerless struct{ Base }

// NewPointerless hides the pointer over an object.
func NewPointerless(item fyne.CanvasObject) *Pointerless {
	p := &Pointerless{}
	p.form(p, item.Resize, item.MinSize, item)
	return p
}

// Cursor implements desktop.Cursorable.
func (p *Pointerless) Cursor() desktop.Cursor { return desktop.HiddenCursor }
