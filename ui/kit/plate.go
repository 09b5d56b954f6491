package kit

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// plate is a surface with round corners and an outline, drawn once into a
// picture. On screens without a graphics processor a picture is drawn at half
// the cost of Fyne's rounded rectangle, and a list has many.
type plate struct {
	*canvas.Image
	look  *look.Look
	shape plateShape
}

// plateShape is what a plate is drawn by, beside its size.
type plateShape struct {
	fill, line color.NRGBA
	width      float32 // of the outline
	radius     float32
	edge       plateEdge
}

type plateEdge int

const (
	wholeEdge  plateEdge = iota // every corner is round
	upperEdge                   // only the upper corners are
	lowerEdge                   // only the lower ones, and the top is open
	squareEdge                  // none is
)

// newPlate is a plate with the look's hairline around it.
func newPlate(l *look.Look, fill color.NRGBA, edge plateEdge) *plate {
	shape := plateShape{fill, l.Palette.Line, l.Hair, l.Radius, edge}
	return &plate{&canvas.Image{ScaleMode: canvas.ImageScalePixels}, l, shape}
}

// put places the plate and draws it anew when its size is new.
func (p *plate) put(x, y, width, height float32) {
	if size := fyne.NewSize(round(width), round(height)); size != p.Size() {
		p.Image.Image = p.shape.drawing(p.look, int(size.Width), int(size.Height))
		p.Resize(size)
		p.Refresh()
	}
	p.Move(fyne.NewPos(x, y))
}

// drawing is the plate of a size; those of one look share it.
func (s plateShape) drawing(l *look.Look, width, height int) *image.RGBA {
	type key struct {
		plateShape
		width, height int
	}
	return l.Drawn(key{s, width, height}, func() *image.RGBA { return s.drawn(width, height) })
}

// drawn works out the pixels near the edge; the rest repeats its neighbours.
func (s plateShape) drawn(width, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	edge := int(math.Ceil(float64(max(s.radius, s.width)))) + 1
	for y := range height {
		row := out.Pix[y*out.Stride : (y+1)*out.Stride]
		if y > edge && y < height-edge {
			copy(row, out.Pix[(y-1)*out.Stride:])
			continue
		}
		for x := range width {
			if x > edge && x < width-edge {
				copy(row[4*x:4*x+4], row[4*x-4:])
				continue
			}
			out.SetRGBA(x, y, s.at(x, y, width, height))
		}
	}
	return out
}

// at is the colour of a pixel, by its depth under the plate's edge.
func (s plateShape) at(x, y, width, height int) color.RGBA {
	depth := s.depth(float64(x)+0.5, float64(y)+0.5, float64(width), float64(height))
	cover := min(max(depth+0.5, 0), 1)
	inner := min(max(depth-float64(s.width)+0.5, 0), 1)
	mix := func(line, fill uint8) uint8 {
		return uint8((float64(line)*(1-inner)+float64(fill)*inner)*cover + 0.5)
	}
	return color.RGBA{mix(s.line.R, s.fill.R), mix(s.line.G, s.fill.G), mix(s.line.B, s.fill.B), uint8(255*cover + 0.5)}
}

// depth is how far a point lies inside the edge, negative outside.
func (s plateShape) depth(x, y, width, height float64) float64 {
	left, top := min(x, width-x), y
	upper := y < height/2 && s.edge != lowerEdge
	if !upper {
		top = height - y
	}
	r := float64(s.radius)
	if s.rounds(upper) && left < r && top < r {
		return r - math.Hypot(r-left, r-top)
	}
	return min(left, top)
}

// rounds tells whether the upper or the lower corners are round.
func (s plateShape) rounds(upper bool) bool {
	return s.edge == wholeEdge || s.edge == upperEdge && upper || s.edge == lowerEdge && !upper
}
