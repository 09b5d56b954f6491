package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Pad keeps room around an object.
type Pad struct {
	culled
	item                     fyne.CanvasObject
	left, top, right, bottom float32
}

// NewPad keeps the same room left and right, and above and below.
func NewPad(item fyne.CanvasObject, sides, ends float32) *Pad {
	return NewPadding(item, sides, ends, sides, ends)
}

// NewPadding keeps different room on each side.
func NewPadding(item fyne.CanvasObject, left, top, right, bottom float32) *Pad {
	p := &Pad{item: item, left: left, top: top, right: right, bottom: bottom}
	p.form(p, p.layout, p.least, item)
	return p
}

// HeightFor implements [Sized].
func (p *Pad) HeightFor(width float32) float32 {
	return HeightFor(p.item, max(0, width-p.left-p.right)) + p.top + p.bottom
}

func (p *Pad) least() fyne.Size {
	return p.item.MinSize().AddWidthHeight(p.left+p.right, p.top+p.bottom)
}

func (p *Pad) layout(size fyne.Size) {
	place(p.item, p.left, p.top, max(0, size.Width-p.left-p.right), max(0, size.Height-p.top-p.bottom))
}

// Middle centres an object at its own size; a wider object is as wide as there
// is room, or as the limit.
type Middle struct {
	culled
	item  fyne.CanvasObject
	limit float32
}

// NewMiddle centres an object both ways.
func NewMiddle(item fyne.CanvasObject) *Middle { return newMiddle(item, 0) }

// NewMeasure centres an object that takes the whole width up to a limit, as
// running text does on a wide screen.
func NewMeasure(item fyne.CanvasObject, limit float32) *Middle { return newMiddle(item, limit) }

func newMiddle(item fyne.CanvasObject, limit float32) *Middle {
	m := &Middle{item: item, limit: limit}
	m.form(m, m.layout, item.MinSize, item)
	return m
}

// HeightFor implements [Sized].
func (m *Middle) HeightFor(width float32) float32 { return HeightFor(m.item, m.wide(width)) }

func (m *Middle) wide(width float32) float32 {
	if m.limit > 0 {
		return min(width, m.limit)
	}
	return min(width, m.item.MinSize().Width)
}

func (m *Middle) layout(size fyne.Size) {
	width := m.wide(size.Width)
	height := min(HeightFor(m.item, width), size.Height)
	place(m.item, round((size.Width-width)/2), round((size.Height-height)/2), width, height)
}

// Foot keeps an object at the lower end of the room there is.
type Foot struct {
	culled
	item fyne.CanvasObject
}

// NewFoot makes one; it is as high as the object where it may be.
func NewFoot(item fyne.CanvasObject) *Foot {
	f := &Foot{item: item}
	f.form(f, f.layout, item.MinSize, item)
	return f
}

// HeightFor implements [Sized].
func (f *Foot) HeightFor(width float32) float32 { return HeightFor(f.item, width) }

func (f *Foot) layout(size fyne.Size) {
	height := HeightFor(f.item, size.Width)
	place(f.item, 0, size.Height-height, size.Width, height)
}

// Fixed gives an object a width of its own, whatever it would like.
type Fixed struct {
	culled
	item  fyne.CanvasObject
	width float32
}

// NewFixed makes an object so wide.
func NewFixed(item fyne.CanvasObject, width float32) *Fixed {
	f := &Fixed{item: item, width: width}
	f.form(f, f.layout, func() fyne.Size { return fyne.NewSize(width, f.HeightFor(width)) }, item)
	return f
}

// HeightFor implements [Sized].
func (f *Fixed) HeightFor(float32) float32 { return HeightFor(f.item, f.width) }

func (f *Fixed) layout(size fyne.Size) {
	place(f.item, round((size.Width-f.width)/2), 0, f.width, size.Height)
}

// Panel is a surface with round corners under an object.
type Panel struct {
	culled
	item   fyne.CanvasObject
	ground *canvas.Rectangle
	pad    float32
}

// NewPanel makes a surface in a colour with room around the object inside. In
// high contrast, where all surfaces are alike, a line shows where it ends.
func NewPanel(l *look.Look, fill color.Color, pad float32, item fyne.CanvasObject) *Panel {
	p := &Panel{item: item, ground: canvas.NewRectangle(fill), pad: pad}
	p.ground.CornerRadius = l.Radius
	if l.Scheme == look.Contrast {
		p.Outlined(l)
	}
	p.form(p, p.layout, p.least, p.ground, item)
	return p
}

// Outlined draws a hairline around the panel; it returns the panel.
func (p *Panel) Outlined(l *look.Look) *Panel {
	p.ground.StrokeColor, p.ground.StrokeWidth = l.Palette.Line, l.Hair
	return p
}

// HeightFor implements [Sized].
func (p *Panel) HeightFor(width float32) float32 {
	return HeightFor(p.item, max(0, width-2*p.pad)) + 2*p.pad
}

func (p *Panel) least() fyne.Size { return p.item.MinSize().AddWidthHeight(2*p.pad, 2*p.pad) }

func (p *Panel) layout(size fyne.Size) {
	p.ground.Resize(size)
	place(p.item, p.pad, p.pad, max(0, size.Width-2*p.pad), max(0, size.Height-2*p.pad))
}

// Backdrop is a ground from edge to edge under an object.
type Backdrop struct {
	culled
	item   fyne.CanvasObject
	ground *canvas.Rectangle
}

// NewBackdrop puts an object on a ground.
func NewBackdrop(fill color.Color, item fyne.CanvasObject) *Backdrop {
	b := &Backdrop{item: item, ground: canvas.NewRectangle(fill)}
	b.form(b, b.layout, item.MinSize, b.ground, item)
	return b
}

// HeightFor implements [Sized].
func (b *Backdrop) HeightFor(width float32) float32 { return HeightFor(b.item, width) }

func (b *Backdrop) layout(size fyne.Size) {
	b.ground.Resize(size)
	b.item.Resize(size)
}

// Space is empty room of a height; in a row, of a width.
func Space(length float32) fyne.CanvasObject {
	space := canvas.NewRectangle(color.Transparent)
	space.SetMinSize(fyne.NewSquareSize(length))
	return space
}

// NewMark is one step of a few in a colour, filled or hollow.
func NewMark(l *look.Look, ink color.Color, filled bool) fyne.CanvasObject {
	mark := canvas.NewRectangle(color.Transparent)
	if filled {
		mark.FillColor = ink
	}
	mark.StrokeColor, mark.StrokeWidth, mark.CornerRadius = ink, l.Hair, l.Small1/2
	mark.SetMinSize(fyne.NewSize(l.Wide, l.Small1))
	return mark
}

// Rule is a hairline across.
func Rule(l *look.Look) fyne.CanvasObject {
	rule := canvas.NewRectangle(l.Palette.Line)
	rule.SetMinSize(fyne.NewSize(0, l.Hair))
	return rule
}
