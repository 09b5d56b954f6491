package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Ribbon is a short remark on a picture: "Dữ liệu mẫu". Without words it is
// not there.
type Ribbon struct {
	Base
	look   *look.Look
	ground *canvas.Rectangle
	label  *Text
}

// NewRibbon makes a ribbon.
func NewRibbon(l *look.Look, text string) *Ribbon {
	r := &Ribbon{look: l, ground: canvas.NewRectangle(l.Palette.GoldTint)}
	r.ground.CornerRadius = l.RadiusSmall
	r.ground.StrokeColor, r.ground.StrokeWidth = l.Palette.Line, l.Hair
	r.label = NewText(l, l.Caption, text).Most(2)
	r.form(r, r.layout, r.least, r.ground, r.label)
	r.SetText(text)
	return r
}

// SetText shows other words.
func (r *Ribbon) SetText(text string) {
	r.Hidden = text == ""
	r.label.SetText(text)
}

func (r *Ribbon) least() fyne.Size {
	return fyne.NewSize(r.label.MinSize().Width+2*r.look.Tight, r.look.Caption.Line+r.look.Tight/2)
}

// HeightFor implements [Sized].
func (r *Ribbon) HeightFor(width float32) float32 {
	return r.label.HeightFor(width-2*r.look.Tight) + r.look.Tight/2
}

func (r *Ribbon) layout(size fyne.Size) {
	r.ground.Resize(size)
	place(r.label, r.look.Tight, 0, size.Width-2*r.look.Tight, size.Height)
}

// tick says that a card is chosen.
type tick struct {
	Base
	ground *canvas.Circle
	mark   *canvas.Image
}

func newTick(l *look.Look) *tick {
	t := &tick{ground: canvas.NewCircle(l.Palette.Lacquer), mark: newIcon(l, "check", l.Palette.OnLacquer, l.Icon)}
	t.form(t, t.layout, func() fyne.Size { return fyne.NewSquareSize(l.Touch * 0.8) }, t.ground, t.mark)
	return t
}

func (t *tick) layout(size fyne.Size) {
	t.ground.Resize(size)
	inset := round(size.Width * 0.2)
	place(t.mark, inset, inset, size.Width-2*inset, size.Height-2*inset)
}
