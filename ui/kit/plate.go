package kit

import (
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// plate is a surface with round corners and an outline, drawn once into a
// picture. On screens without a graphics processor a picture is drawn at half
// the cost of Fyne's rounded rectangle, and a list has many.
type plate struct {
	*canvas.Image
	fill, line color.NRGBA
	width      float32 // of the outline
	radius     float32
	bottom     bool // only the lower corners are round, and the top is open
}

func newPlate(fill, line color.NRGBA, width, radius float32) *plate {
	return &plate{
		Image: &canvas.Image{ScaleMode: canvas.ImageScaleFastest}, fill: fill, line: line, width: width, radius: radius,
	}
}

// put places the plate and draws it anew when its size is new.
func (p *plate) put(x, y, width, height float32) {
	if size := fyne.NewSize(round(width), round(height)); size != p.Size() {
		p.Image.Image = p.drawn(int(size.Width), int(size.Height))
		p.Resize(size)
		p.Refresh()
	}
	p.Move(fyne.NewPos(x, y))
}

// drawn works out the pixels near the edge; the rest repeats its neighbours.
func (p *plate) drawn(width, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	edge := int(math.Ceil(float64(max(p.radius, p.width)))) + 1
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
			out.SetRGBA(x, y, p.at(x, y, width, height))
		}
	}
	return out
}

// at is the colour of a pixel, by its depth under the plate's edge.
func (p *plate) at(x, y, width, height int) color.RGBA {
	depth := p.depth(float64(x)+0.5, float64(y)+0.5, float64(width), float64(height))
	cover := min(max(depth+0.5, 0), 1)
	inner := min(max(depth-float64(p.width)+0.5, 0), 1)
	mix := func(line, fill uint8) uint8 {
		return uint8((float64(line)*(1-inner)+float64(fill)*inner)*cover + 0.5)
	}
	return color.RGBA{mix(p.line.R, p.fill.R), mix(p.line.G, p.fill.G), mix(p.line.B, p.fill.B), uint8(255*cover + 0.5)}
}

// depth is how far a point lies inside the edge, negative outside.
func (p *plate) depth(x, y, width, height float64) float64 {
	r := float64(p.radius)
	left, top := min(x, width-x), min(y, height-y)
	if p.bottom {
		top = height - y
	}
	if left < r && top < r {
		return r - math.Hypot(r-left, r-top)
	}
	return min(left, top)
}
