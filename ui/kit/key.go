package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// key is one key of a [Keyboard].
type key struct {
	Base
	Touch
	look   *look.Look
	share  float32 // width in letters
	ground *canvas.Rectangle
	veil   *veil
	label  *Text
	icon   *canvas.Image
}

func newKey(l *look.Look, id, label, icon string, share float32, onTap func()) *key {
	k := &key{look: l, share: share, ground: canvas.NewRectangle(l.Palette.Surface)}
	k.veil = newVeil(l, &k.Base)
	k.ID, k.OnTap, k.feedback, k.Repeats = id, onTap, k.veil.press, true
	k.ground.CornerRadius, k.veil.rect.CornerRadius = l.RadiusSmall, l.RadiusSmall
	k.ground.StrokeColor, k.ground.StrokeWidth = l.Palette.Line, l.Hair
	k.label = NewText(l, l.Lead.At(look.Medium), label).Most(1).Centre()
	parts := []fyne.CanvasObject{k.ground, k.label}
	if icon != "" {
		k.icon = newIcon(l, icon, l.Palette.Ink, l.Icon)
		parts = append(parts, k.icon)
	}
	k.form(k, k.layout, func() fyne.Size { return fyne.NewSquareSize(l.Touch) }, append(parts, k.veil.rect)...)
	return k
}

// main gives a key the colour of the primary action.
func (k *key) main() {
	k.ground.FillColor = k.look.Palette.Tea
	k.label.font = k.look.Strong
	k.label.In(k.look.Palette.OnTea)
}

func (k *key) layout(size fyne.Size) {
	k.ground.Resize(size)
	k.veil.rect.Resize(size)
	k.label.Resize(size)
	if k.icon != nil {
		side := k.look.Icon * 1.2
		place(k.icon, round((size.Width-side)/2), round((size.Height-side)/2), side, side)
	}
}
