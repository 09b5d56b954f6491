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
	face   *print // the ground with all that is on it
	ground *plate
	veil   *veil
	icon   *canvas.Image // may be nil
	name   *Text
	count  *Text
	font   look.Font // of a name that fits
	inset  float32
	large  bool
}

// NewTile makes a tile; icon and count may be "".
func NewTile(l *look.Look, id, icon, name, count string, tint look.Tint, onTap func()) *Tile {
	t := &Tile{look: l, inset: l.Small1, font: l.Strong}
	t.veil = newVeil(l, &t.Base)
	t.ID, t.OnTap, t.feedback = id, onTap, t.veil.press
	t.ground = newPlate(l, tint.Ground, wholeEdge)
	t.veil.rect.CornerRadius = l.Radius
	lines := 2
	if icon != "" {
		lines, t.inset = 4, l.Gap
	}
	t.name = NewText(l, t.font, name).Most(lines).In(tint.Ink)
	t.count = NewText(l, l.Small, count).Most(1).In(tint.Ink)
	parts := []fyne.CanvasObject{t.ground.Image, t.name, t.count}
	if icon != "" {
		t.icon = newIcon(l, icon, tint.Ink, l.IconBig)
		parts = append(parts, t.icon)
	}
	t.face = newPrint(l.Pen(), t.layoutFace, parts...)
	t.form(t, t.layout, t.least, t.face, t.veil.rect)
	return t
}

// Large makes a tile that stands among few: larger words beside its icon. It
// returns the tile.
func (t *Tile) Large() *Tile {
	t.large, t.font = true, t.look.Lead
	return t
}

// HeightFor implements [Sized].
func (t *Tile) HeightFor(width float32) float32 {
	l := t.look
	_, wide := t.words(width)
	t.fit(wide)
	height := 2*t.inset + t.name.HeightFor(wide)
	if t.count.text != "" {
		height += l.Small.Line
	}
	switch {
	case t.large:
		height = max(height, l.IconBig+2*t.inset, l.TouchBig*1.5)
	case t.icon != nil:
		height += l.IconBig + l.Gap
	}
	return max(height, l.Touch)
}

// words is where they begin and how wide they may be.
func (t *Tile) words(width float32) (x, wide float32) {
	x = t.inset
	if t.large && t.icon != nil {
		x += t.look.IconBig + t.look.Gap
	}
	return x, width - x - t.inset
}

func (t *Tile) least() fyne.Size {
	width := t.name.MinSize().Width + 2*t.inset
	return fyne.NewSize(width, t.HeightFor(width))
}

func (t *Tile) layout(size fyne.Size) {
	t.face.Resize(size)
	t.veil.rect.Resize(size)
}

func (t *Tile) layoutFace(size fyne.Size) {
	l := t.look
	t.ground.put(0, 0, size.Width, size.Height)
	x, width := t.words(size.Width)
	t.fit(width)
	height, below := t.name.HeightFor(width), float32(0)
	if t.count.text != "" {
		below = l.Small.Line
	}
	y, iconY := size.Height-t.inset-height-below, l.Gap
	if t.large {
		y, iconY = round((size.Height-height-below)/2), round((size.Height-l.IconBig)/2)
	}
	if t.icon != nil {
		place(t.icon, t.inset, iconY, l.IconBig, l.IconBig)
	}
	place(t.name, x, y, width, height)
	place(t.count, x, y+height, width, l.Small.Line)
}

// fit sets the name of a place smaller where it is too long for one line, and any
// name where one of its words is too long.
func (t *Tile) fit(width float32) {
	l, font := t.look, t.font
	for _, smaller := range []look.Font{l.Small.At(l.Strong.Weight), l.Caption.At(l.Strong.Weight)} {
		if t.icon == nil && l.Width(font, t.name.text) > width && smaller.Size < font.Size {
			font = smaller
		}
	}
	if font = fitWords(l, font, t.name.text, width); font != t.name.font {
		t.name.font, t.name.width = font, 0
	}
}
