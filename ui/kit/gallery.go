package kit

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Gallery shows the photos of one thing one at a time, with dots that say which
// and buttons to the next and the one before. Its buttons are the targets
// <id>.next and <id>.prev.
type Gallery struct {
	Base
	look     *look.Look
	picture  *Picture
	dots     []*canvas.Circle
	next     *Button
	previous *Button
	ground   *canvas.Rectangle
	keys     []string
	shapes   []float32 // width by height of each photo; nil: every photo fills the frame
	at       int
	sector   int // for the drawing where there is no photo
	aspect   float32
}

// NewGallery makes a gallery of photos by key.
func NewGallery(l *look.Look, loader Loader, id string, keys []string) *Gallery {
	g := &Gallery{look: l, picture: NewPicture(l, loader).Round(AllCorners), keys: keys, aspect: 4.0 / 3}
	g.ground = canvas.NewRectangle(l.Palette.Sunken)
	g.ground.CornerRadius = l.Radius
	g.previous = NewButton(l, id+".prev", Outline, "left", "", func() { g.Turn(-1) })
	g.next = NewButton(l, id+".next", Outline, "right", "", func() { g.Turn(1) })
	g.previous.Repeats, g.next.Repeats = true, true
	parts := []fyne.CanvasObject{g.ground, g.picture, g.previous, g.next}
	if len(keys) > 1 {
		for range keys {
			dot := canvas.NewCircle(l.Palette.Line)
			dot.StrokeColor, dot.StrokeWidth = l.Palette.Outline, l.Hair
			g.dots = append(g.dots, dot)
			parts = append(parts, dot)
		}
	}
	g.form(g, g.layout, g.least, parts...)
	g.Turn(0)
	return g
}

// Aspect makes the photos so many times as wide as high; it returns the
// gallery.
func (g *Gallery) Aspect(widthByHeight float32) *Gallery {
	g.aspect = widthByHeight
	return g
}

// Whole shows the photos uncut: shapes are their widths by their heights, one
// for each, 0 when unknown. It returns the gallery.
func (g *Gallery) Whole(shapes []float32) *Gallery {
	g.shapes = shapes
	g.relayout()
	return g
}

// Of says of what sector the goods are, 1 to 6; where there is no photo its drawing
// is shown. It returns the gallery.
func (g *Gallery) Of(sector int) *Gallery {
	g.sector = sector
	g.Turn(0)
	return g
}

// Turn shows the photo so many further on; after the last comes the first.
func (g *Gallery) Turn(by int) {
	many := len(g.keys)
	g.next.Hidden, g.previous.Hidden = many < 2, many < 2
	if many == 0 {
		g.picture.SetOf("", g.sector)
		return
	}
	g.at = ((g.at+by)%many + many) % many
	g.picture.Rest()
	g.relayout()
	g.picture.SetOf(g.keys[g.at], g.sector)
	for i, dot := range g.dots {
		dot.FillColor = g.look.Palette.Surface
		if i == g.at {
			dot.FillColor = g.look.Palette.Tea
		}
		dot.Refresh()
	}
}

// At is the number of the photo that is shown, from 0.
func (g *Gallery) At() int { return g.at }

// HeightFor implements [Sized].
func (g *Gallery) HeightFor(width float32) float32 { return round(width/g.aspect) + g.dotRoom() }

func (g *Gallery) dotRoom() float32 {
	if len(g.dots) == 0 {
		return 0
	}
	return g.look.Wide + g.look.Tight
}

func (g *Gallery) least() fyne.Size {
	return fyne.NewSize(g.look.Touch*4, g.HeightFor(g.look.Touch*4))
}

func (g *Gallery) layout(size fyne.Size) {
	l, height := g.look, size.Height-g.dotRoom()
	place(g.ground, 0, 0, size.Width, height)
	g.placePhoto(size.Width, height)
	y := round((height - l.Touch) / 2)
	place(g.previous, l.Small1, y, l.Touch, l.Touch)
	place(g.next, size.Width-l.Touch-l.Small1, y, l.Touch, l.Touch)
	side := l.Small1
	x := round((size.Width - float32(len(g.dots))*(side+l.Tight) + l.Tight) / 2)
	for _, dot := range g.dots {
		place(dot, x, height+l.Small1, side, side)
		x += side + l.Tight
	}
}

// placePhoto fills the frame, or as much of it as the photo's shape allows.
func (g *Gallery) placePhoto(width, height float32) {
	wide, high := width, height
	if g.at < len(g.shapes) && g.shapes[g.at] > 0 {
		wide = min(width, round(height*g.shapes[g.at]))
		high = min(height, round(width/g.shapes[g.at]))
	}
	place(g.picture, round((width-wide)/2), round((height-high)/2), wide, high)
}

// String names the photo for a reader: "2/5".
func (g *Gallery) String() string { return fmt.Sprintf("%d/%d", g.at+1, len(g.keys)) }
