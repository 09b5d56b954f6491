package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Tile is a way into a part of the catalogue: a sector with its icon, or a
// province with its name only, and how many products are there.
type Tile struct {
	Base
	Touch
	look   *look.Look
	ground *canvas.Rectangle
	veil   *veil
	icon   *canvas.Image // may be nil
	name   *Text
	count  *Text
}

// NewTile makes a tile; icon and count may be "".
func NewTile(l *look.Look, id, icon, name, count string, tint look.Tint, onTap func()) *Tile {
	t := &Tile{look: l, ground: canvas.NewRectangle(tint.Ground), veil: newVeil(l)}
	t.ID, t.OnTap, t.feedback = id, onTap, t.veil.press
	t.ground.CornerRadius, t.veil.rect.CornerRadius = l.Radius, l.Radius
	t.ground.StrokeColor, t.ground.StrokeWidth = l.Palette.Line, l.Hair
	t.name = NewText(l, l.Strong, name).Most(2).In(tint.Ink)
	t.count = NewText(l, l.Small, count).Most(1).In(tint.Ink)
	parts := []fyne.CanvasObject{t.ground, t.name, t.count}
	if icon != "" {
		t.icon = Icon(icon, tint.Ink, l.IconBig)
		parts = append(parts, t.icon)
	}
	t.form(t, t.layout, t.least, append(parts, t.veil.rect)...)
	return t
}

// HeightFor implements [Sized].
func (t *Tile) HeightFor(float32) float32 {
	l := t.look
	height := 2*l.Gap + l.Strong.Line
	if t.count.text != "" {
		height += l.Small.Line
	}
	if t.icon != nil {
		height += l.IconBig + l.Small1 + l.Strong.Line
	}
	return max(height, l.Touch)
}

func (t *Tile) least() fyne.Size {
	return fyne.NewSize(t.name.MinSize().Width+2*t.look.Gap, t.HeightFor(0))
}

func (t *Tile) layout(size fyne.Size) {
	l := t.look
	t.ground.Resize(size)
	t.veil.rect.Resize(size)
	x, y, width := l.Gap, l.Gap, size.Width-2*l.Gap
	lines := float32(1)
	if t.icon != nil {
		place(t.icon, x, y, l.IconBig, l.IconBig)
		y, lines = y+l.IconBig+l.Small1, 2
	}
	height := min(t.name.HeightFor(width), lines*l.Strong.Line)
	place(t.name, x, y, width, height)
	place(t.count, x, y+height, width, l.Small.Line)
}
