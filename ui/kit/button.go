package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Kind says how much a button asks to be pressed.
type Kind int

// The kinds of buttons.
const (
	Primary Kind = iota // tea: the one thing to do
	Vote                // lacquer: a vote
	Outline             // something else to do
	Quiet               // no ground: the way out
)

// Button is a word, an icon, or both, that does something at a tap.
type Button struct {
	Base
	Touch
	look   *look.Look
	kind   Kind
	height float32
	ground *canvas.Rectangle
	veil   *veil
	icon   *canvas.Image
	name   string
	label  *Text
}

// NewButton makes a button; icon may be "" and so may text.
func NewButton(l *look.Look, id string, kind Kind, icon, text string, onTap func()) *Button {
	b := &Button{look: l, kind: kind, height: l.Touch, name: icon}
	b.ID, b.OnTap = id, onTap
	b.ground, b.veil = canvas.NewRectangle(color.Transparent), newVeil(l, &b.Base)
	b.label = NewText(l, l.Strong, text).Most(2).Centre()
	parts := []fyne.CanvasObject{b.ground, b.label}
	if icon != "" {
		b.icon = newDrawing(l.Icon, l.Icon)
		parts = append(parts, b.icon)
	}
	b.feedback = b.veil.press
	b.form(b, b.layout, b.least, append(parts, b.veil.rect)...)
	b.dress()
	return b
}

// Big makes the button as high as primary actions are; it returns the button.
func (b *Button) Big() *Button {
	b.height = b.look.TouchBig
	b.Refresh()
	return b
}

// SetText shows another word.
func (b *Button) SetText(text string) {
	b.label.SetText(text)
	b.Refresh()
}

// SetIcon shows another icon, on a button that has one.
func (b *Button) SetIcon(name string) {
	b.name = name
	b.dress()
}

// Enable says whether the button can be pressed; when not it is pale.
func (b *Button) Enable(can bool) {
	b.Off = !can
	b.dress()
	b.Refresh()
}

// dress puts on the colours of the kind.
func (b *Button) dress() {
	p := b.look.Palette
	fill, ink, edge := color.Color(p.Tea), color.Color(p.OnTea), color.Color(color.Transparent)
	switch b.kind {
	case Vote:
		fill, ink = p.Lacquer, p.OnLacquer
	case Outline:
		fill, ink, edge = p.Surface, p.Tea, p.Outline
	case Quiet:
		fill, ink = color.Transparent, p.Tea
	}
	if b.Off {
		fill, ink, edge = p.Sunken, p.InkSoft, p.Line
	}
	b.ground.FillColor, b.ground.StrokeColor, b.ground.StrokeWidth = fill, edge, b.look.Hair
	b.label.In(ink)
	if b.icon != nil {
		dye(b.look, b.icon, b.name, ink)
	}
}

func (b *Button) least() fyne.Size {
	width := b.contentWidth() + 2*b.side()
	return fyne.NewSize(max(width, b.height), b.height)
}

func (b *Button) side() float32 {
	if b.label.text == "" || b.kind == Quiet {
		return b.look.Small1
	}
	return b.look.Wide
}

func (b *Button) contentWidth() float32 {
	var width float32
	if b.label.text != "" {
		width = b.label.MinSize().Width
	}
	if b.icon != nil {
		width += b.look.Icon
	}
	if b.icon != nil && b.label.text != "" {
		width += b.look.Tight
	}
	return width
}

// HeightFor implements [Sized]: where the words have no room they take two lines.
func (b *Button) HeightFor(width float32) float32 {
	_, words := b.arrangement(width)
	return max(b.height, b.label.HeightFor(words)+2*b.look.Tight)
}

// arrangement is how wide icon and words are together, and the words alone.
func (b *Button) arrangement(width float32) (all, words float32) {
	all = min(b.contentWidth(), width-2*b.look.Small1)
	words = all
	if b.icon != nil {
		words -= b.look.Icon + b.look.Tight
	}
	return all, max(0, words)
}

func (b *Button) layout(size fyne.Size) {
	l := b.look
	radius := min(size.Height/2, l.RadiusBig*1.5)
	b.ground.CornerRadius, b.veil.rect.CornerRadius = radius, radius
	b.ground.Resize(size)
	b.veil.rect.Resize(size)
	width, words := b.arrangement(size.Width)
	x := round((size.Width - width) / 2)
	if b.icon != nil {
		if b.label.text == "" {
			x = round((size.Width - l.Icon) / 2)
		}
		place(b.icon, x, round((size.Height-l.Icon)/2), l.Icon, l.Icon)
		x += l.Icon + l.Tight
	}
	place(b.label, x, 0, words, size.Height)
}
