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
	ground *plate
	veil   *veil
	icon   *canvas.Image // may be nil
	name   *Text
	count  *Text
	inset  float32
}

// NewTile makes a tile; icon and count may be "".
func NewTile(l *look.Look, id, icon, name, count string, tint look.Tint, onTap func()) *Tile {
	t := &Tile{look: l, inset: l.Small1}
	t.veil = newVeil(l, &t.Base)
	t.ID, t.OnTap, t.feedback = id, onTap, t.veil.press
	t.ground = newPlate(tint.Ground, l.Palette.Line, l.Hair, l.Radius)
	t.veil.rect.CornerRadius = l.Radius
	lines := 1
	if icon != "" {
		lines, t.inset = 3, l.Gap
	}
	t.name = NewText(l, l.Strong, name).Most(lines).In(tint.Ink)
	t.count = NewText(l, l.Small, count).Most(1).In(tint.Ink)
	parts := []fyne.CanvasObject{t.ground.Image, t.name, t.count}
	if icon != "" {
		t.icon = Icon(icon, tint.Ink, l.IconBig)
		parts = append(parts, t.icon)
	}
	t.form(t, t.layout, t.least, append(parts, t.veil.rect)...)
	return t
}

// HeightFor implements [Sized].
func (t *Tile) HeightFor(width float32) float32 {
	l := t.look
	height := 2*t.inset + t.name.HeightFor(width-2*t.inset)
	if t.count.text != "" {
		height += l.Small.Line
	}
	if t.icon != nil {
		height += l.IconBig + l.Gap
	}
	return max(height, l.Touch)
}

func (t *Tile) least() fyne.Size {
	width := t.name.MinSize().Width + 2*t.inset
	return fyne.NewSize(width, t.HeightFor(width))
}

func (t *Tile) layout(size fyne.Size) {
	l := t.look
	t.ground.put(0, 0, size.Width, size.Height)
	t.veil.rect.Resize(size)
	x, width := t.inset, size.Width-2*t.inset
	if t.icon != nil {
		place(t.icon, x, l.Gap, l.IconBig, l.IconBig)
	}
	t.fit(width)
	height := t.name.HeightFor(width)
	y := size.Height - t.inset - height
	if t.count.text != "" {
		y -= l.Small.Line
	}
	place(t.name, x, y, width, height)
	place(t.count, x, y+height, width, l.Small.Line)
}

// fit sets the name of a place smaller where it is too long for its one line.
func (t *Tile) fit(width float32) {
	l := t.look
	for _, smaller := range []look.Font{l.Small.At(l.Strong.Weight), l.Caption.At(l.Strong.Weight)} {
		if t.icon == nil && l.Width(t.name.font, t.name.text) > width {
			t.name.font, t.name.width = smaller, 0
		}
	}
}
