package kit

import (
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// veil is the shade over a widget while it is pressed.
type veil struct {
	rect  *canvas.Rectangle
	owner *Base
}

func newVeil(l *look.Look, owner *Base) *veil {
	rect := canvas.NewRectangle(l.Palette.Press)
	rect.Hide()
	return &veil{rect, owner}
}

// press shows or lifts the shade. Fyne does not know yet where an object stands
// that was hidden from the start, so the owner asks for the frame.
func (v *veil) press(down bool) {
	v.rect.Hidden = !down
	v.owner.repaint()
}
