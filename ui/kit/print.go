package kit

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// print shows objects that seldom change as one picture of them, drawn when it
// comes into sight. A screen without a graphics processor pays for every pixel that
// is drawn, and drawn over; the words on a card are thus paid for once. The objects
// are still its parts, each at its place, for those who inspect the page.
type print struct {
	Base
	pen    *look.Pen
	raster *canvas.Raster
	pixels *image.RGBA // while they are drawn
	live   bool        // the parts cannot be printed: Fyne draws each
}

// newPrint prints objects over each other: pictures in their own size, plain
// areas and texts.
func newPrint(pen *look.Pen, arrange func(fyne.Size), parts ...fyne.CanvasObject) *print {
	p := &print{pen: pen}
	p.raster = canvas.NewRaster(p.drawn)
	p.raster.ScaleMode = canvas.ImageScalePixels
	p.form(p, func(size fyne.Size) {
		arrange(size)
		p.raster.Resize(size)
		p.live = !printable(p.parts)
	}, func() fyne.Size { return fyne.NewSize(1, 1) }, parts...)
	return p
}

// again prints anew, after the parts have changed.
func (p *print) again() {
	p.relayout()
	p.raster.Refresh()
}

// Rest gives the picture back, of a print that is thrown away.
func (p *print) Rest() { p.raster.Refresh() }

// CreateRenderer implements fyne.Widget.
func (p *print) CreateRenderer() fyne.WidgetRenderer { return renderer{&p.Base, p.handed} }

// handed is what Fyne draws: the picture alone.
func (p *print) handed() []fyne.CanvasObject {
	if p.live {
		return p.parts
	}
	return []fyne.CanvasObject{p.raster}
}

// printable tells whether a print can draw objects as Fyne does.
func printable(objects []fyne.CanvasObject) bool {
	for _, o := range objects {
		able := true
		switch o := o.(type) {
		case *canvas.Text:
			_, able = look.FontOf(o.FontSource, o.TextSize)
			able = able || o.Text == ""
		case *canvas.Image:
			able = o.Image == nil || o.Image.Bounds().Size() == image.Pt(int(o.Size().Width), int(o.Size().Height))
		case *canvas.Rectangle:
			able = o.StrokeWidth == 0 && o.CornerRadius == 0
		case Composite:
			able = printable(o.Parts())
		default:
			able = false
		}
		if !able && o.Visible() {
			return false
		}
	}
	return true
}

// drawn draws the parts; Fyne asks for it when it needs the picture.
func (p *print) drawn(width, height int) image.Image {
	p.pixels = image.NewRGBA(image.Rect(0, 0, width, height))
	defer func() { p.pixels = nil }()
	for _, part := range p.parts {
		p.lay(part, fyne.Position{})
	}
	return p.pixels
}

// lay draws an object whose parent stands at a point.
func (p *print) lay(o fyne.CanvasObject, origin fyne.Position) {
	if !o.Visible() {
		return
	}
	at := origin.Add(o.Position())
	switch o := o.(type) {
	case *canvas.Text:
		p.write(o, at)
	case *canvas.Image:
		p.paste(o, at)
	case *canvas.Rectangle:
		p.fill(o, at)
	}
	for _, part := range partsOf(o) {
		p.lay(part, at)
	}
}

// write draws a text in the middle of its box, as Fyne does.
func (p *print) write(t *canvas.Text, at fyne.Position) {
	if t.Text == "" {
		return
	}
	font, _ := look.FontOf(t.FontSource, t.TextSize)
	y := at.Y + max(0, t.Size().Height-t.MinSize().Height)/2
	p.pen.Write(p.pixels, font, t.Color, t.Text, int(round(at.X)), int(round(y)))
}

// paste draws a picture. One as large as the print is its ground, and stands
// first.
func (p *print) paste(m *canvas.Image, at fyne.Position) {
	if m.Image == nil {
		return
	}
	box, op := p.box(m, at), draw.Over
	if box == p.pixels.Rect {
		op = draw.Src
	}
	draw.Draw(p.pixels, box, m.Image, m.Image.Bounds().Min, op)
}

// fill draws a plain rectangle.
func (p *print) fill(r *canvas.Rectangle, at fyne.Position) {
	draw.Draw(p.pixels, p.box(r, at), image.NewUniform(r.FillColor), image.Point{}, draw.Over)
}

// box is where an object stands, in pixels.
func (p *print) box(o fyne.CanvasObject, at fyne.Position) image.Rectangle {
	size := image.Rect(0, 0, int(o.Size().Width), int(o.Size().Height))
	return size.Add(image.Pt(int(round(at.X)), int(round(at.Y))))
}
