package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// badge is a small number on an icon; 0 is not there.
type badge struct {
	Base
	look   *look.Look
	ground *canvas.Rectangle
	label  *Text
}

func newBadge(l *look.Look, count int) *badge {
	b := &badge{look: l, ground: canvas.NewRectangle(l.Palette.Lacquer)}
	b.label = NewText(l, l.Caption.At(look.Bold), "").Most(1).Centre().In(l.Palette.OnLacquer)
	b.form(b, b.layout, b.least, b.ground, b.label)
	b.set(count)
	return b
}

func (b *badge) set(count int) {
	b.Hidden = count == 0
	b.label.SetText(strconv.Itoa(count))
	b.Refresh()
}

func (b *badge) least() fyne.Size {
	height := b.look.Caption.Line
	return fyne.NewSize(max(height, b.label.MinSize().Width+b.look.Tight), height)
}

func (b *badge) layout(size fyne.Size) {
	b.ground.CornerRadius = size.Height / 2
	b.ground.Resize(size)
	b.label.Resize(size)
}
