package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// ground is what one sees of a picture until it is there, and what then fades
// away over it: for a card, of which there are many, a plate; for a large picture
// Fyne's rectangle, which takes no memory.
type ground struct {
	fyne.CanvasObject
	plate *plate
	rect  *canvas.Rectangle
	tone  color.NRGBA
	hair  float32
}

func newGround(l *look.Look, corners Corners) *ground {
	g := &ground{tone: l.Palette.Sunken, hair: l.Hair}
	if corners == TopCorners {
		g.plate = newPlate(l, g.tone, upperEdge)
		g.CanvasObject = g.plate.Image
		return g
	}
	g.rect = canvas.NewRectangle(g.tone)
	g.rect.StrokeColor = l.Palette.Line
	if corners == AllCorners {
		g.rect.CornerRadius = l.Radius
	}
	g.CanvasObject = g.rect
	return g
}

func (g *ground) resize(size fyne.Size) {
	if g.plate != nil {
		g.plate.put(0, 0, size.Width, size.Height)
		return
	}
	g.rect.Resize(size)
}

// whole shows the ground as it is before a picture comes.
func (g *ground) whole() {
	g.fade(1)
	if g.rect != nil {
		g.rect.StrokeWidth = g.hair
	}
	g.Show()
}

// fade leaves so much of the ground, from 1 to 0. The next frame shows it.
func (g *ground) fade(left float64) {
	if g.plate != nil {
		g.plate.Translucency = 1 - left
		return
	}
	tone := g.tone
	tone.A = uint8(255 * left)
	g.rect.FillColor, g.rect.StrokeWidth = tone, 0
}
