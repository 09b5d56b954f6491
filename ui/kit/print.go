package kit

import (
	"image"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// print shows objects that seldom change as one picture of them. A screen without
// a graphics processor pays for every pixel that is drawn, and drawn over; the
// words on a card are thus paid for once. The objects are still its parts, each
// at its place, for those who inspect the page.
type print struct {
	Base
	pen    *look.Pen
	image  *canvas.Image
	pixels *image.RGBA
	stale  bool // the parts look different since
	live   bool // they cannot be printed: Fyne draws each
}

// newPrint prints objects over each other: pictures in their own size, plain
// areas and texts.
func newPrint(pen *look.Pen, arrange func(fyne.Size), parts ...fyne.CanvasObject) *print {
	p := &print{pen: pen, image: &canvas.Image{ScaleMode: canvas.ImageScalePixels}, stale: true}
	p.form(p, func(size fyne.Size) {
		arrange(size)
		p.draw(size)
	}, func() fyne.Size { return fyne.NewSize(1, 1) }, parts...)
	return p
}

// again prints anew, after the parts have changed.
func (p *print) again() {
	p.stale = true
	p.relayout()
}

// Rest gives the picture back, of a print that is thrown away.
func (p *print) Rest() {
	p.pixels, p.image.Image, p.stale = nil, nil, true
	canvas.Refresh(p.image)
}

// CreateRenderer implements fyne.Widget.
func (p *print) CreateRenderer() fyne.WidgetRenderer { return printRenderer{renderer{&p.Base}, p} }

// printRenderer lets Fyne draw the picture alone.
type printRenderer struct {
	renderer
	print *print
}

func (r printRenderer) Objects() []fyne.CanvasObject {
	if r.print.live {
		return r.print.parts
	}
	return []fyne.CanvasObject{r.print.image}
}

func (p *print) draw(size fyne.Size) {
	bounds := image.Rect(0, 0, int(size.Width), int(size.Height))
	if p.pixels == nil || p.pixels.Rect != bounds {
		p.pixels, p.stale = image.NewRGBA(bounds), true
	}
	if !p.stale {
		return
	}
	clear(p.pixels.Pix)
	p.stale, p.live = false, false
	for _, part := range p.parts {
		p.live = p.live || !p.lay(part, fyne.Position{})
	}
	p.image.Resize(size)
	p.image.Image = p.pixels
	p.image.Refresh()
}

// lay draws an object whose parent stands at a point, and tells whether it could.
func (p *print) lay(o fyne.CanvasObject, origin fyne.Position) bool {
	if !o.Visible() {
		return true
	}
	at := origin.Add(o.Position())
	switch o := o.(type) {
	case *canvas.Text:
		return p.write(o, at)
	case *canvas.Image:
		return p.paste(o, at)
	case *canvas.Rectangle:
		return p.area(o, at)
	}
	parts := partsOf(o)
	for _, part := range parts {
		if !p.lay(part, at) {
			return false
		}
	}
	return parts != nil
}

// write draws a text in the middle of its box, as Fyne does.
func (p *print) write(t *canvas.Text, at fyne.Position) bool {
	if t.Text == "" {
		return true
	}
	font, ours := look.FontOf(t.FontSource, t.TextSize)
	if ours {
		y := at.Y + max(0, t.Size().Height-t.MinSize().Height)/2
		p.pen.Write(p.pixels, font, t.Color, t.Text, int(round(at.X)), int(round(y)))
	}
	return ours
}

// paste draws a picture that has its own size. One as large as the print is its
// ground, and stands first.
func (p *print) paste(m *canvas.Image, at fyne.Position) bool {
	if m.Image == nil {
		return true
	}
	size := m.Image.Bounds().Size()
	if size != image.Pt(int(m.Size().Width), int(m.Size().Height)) {
		return false
	}
	box := image.Rectangle{Max: size}.Add(image.Pt(int(round(at.X)), int(round(at.Y))))
	op := draw.Over
	if box == p.pixels.Rect {
		op = draw.Src
	}
	draw.Draw(p.pixels, box, m.Image, m.Image.Bounds().Min, op)
	return true
}
