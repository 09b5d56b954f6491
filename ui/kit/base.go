package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Composite is a widget that shows the objects it is made of, in drawing
// order, so that touches find them.
type Composite interface {
	fyne.CanvasObject
	Parts() []fyne.CanvasObject
}

// Sized is an object whose height follows from its width.
type Sized interface {
	HeightFor(width float32) float32
}

// HeightFor is the height an object wants at a width in pixels.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	if s, ok := o.(Sized); ok {
		return s.HeightFor(width)
	}
	return o.MinSize().Height
}

// Base is what the widgets of kit have in common: parts, and two functions
// that place and measure them.
type Base struct {
	widget.BaseWidget
	size    fyne.Size
	parts   []fyne.CanvasObject
	arrange func(size fyne.Size)
	minimum func() fyne.Size
}

// form is called once by a constructor, with the finished widget.
func (b *Base) form(self fyne.Widget, arrange func(fyne.Size), minimum func() fyne.Size, parts ...fyne.CanvasObject) {
	b.arrange, b.minimum, b.parts = arrange, minimum, parts
	b.ExtendBaseWidget(self)
}

// Parts implements [Composite].
func (b *Base) Parts() []fyne.CanvasObject { return b.parts }

// MinSize is the smallest size that shows everything.
func (b *Base) MinSize() fyne.Size { return b.minimum() }

// Size is the size that the widget has, in pixels.
func (b *Base) Size() fyne.Size { return b.size }

// Resize gives the widget a size and places its parts. Fyne's own way is to make a
// renderer for that and to remember it, in a table that never shrinks, also for what is
// never drawn by itself, as the words of a card, which its print draws: two of five on
// the pages of the tour.
func (b *Base) Resize(size fyne.Size) {
	if size == b.size {
		return
	}
	b.size = size
	b.arrange(size)
}

// Refresh places the parts anew, and has them drawn. Fyne's own refresh of a widget
// throws away the drawn texts and pictures of everything inside it; here each part that
// changed has refreshed itself.
func (b *Base) Refresh() {
	b.relayout()
	b.repaint()
}

// CreateRenderer implements fyne.Widget.
func (b *Base) CreateRenderer() fyne.WidgetRenderer { return renderer{b, b.Parts} }

// relayout places the parts again after something inside changed.
func (b *Base) relayout() {
	if !b.size.IsZero() {
		b.arrange(b.size)
	}
}

// renderer lets Fyne draw some objects of a widget.
type renderer struct {
	base   *Base
	handed func() []fyne.CanvasObject
}

func (r renderer) Layout(size fyne.Size)        { r.base.arrange(size) }
func (r renderer) MinSize() fyne.Size           { return r.base.minimum() }
func (r renderer) Objects() []fyne.CanvasObject { return r.handed() }
func (r renderer) Refresh()                     { r.base.Refresh() }
func (r renderer) Destroy()                     {}

// repaint asks for another frame. A move there and back does just that.
func (b *Base) repaint() {
	at := b.Position()
	b.Move(at.AddXY(1, 0))
	b.Move(at)
}

// clipRenderer hides what lies outside the widget.
type clipRenderer struct{ renderer }

// IsClip tells Fyne's painters to clip.
func (clipRenderer) IsClip() {}

// clipped is the renderer of a widget that hides what lies outside it.
func (b *Base) clipped() fyne.WidgetRenderer { return clipRenderer{renderer{b, b.Parts}} }

func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}
