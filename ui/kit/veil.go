package kit

import (
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// veil is the shade over a widget while it is pressed.
type veil struct{ rect *canvas.Rectangle }

func newVeil(l *look.Look) *veil {
	rect := canvas.NewRectangle(l.Palette.Press)
	rect.Hide()
	return &veil{rect}
}

func (v *veil) press(down bool) {
	if down {
		v.rect.Show()
		return
	}
	v.rect.Hide()
}
