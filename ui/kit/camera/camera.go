package camera

import (
	"image"
	"math"
	"math/rand/v2"
)

// Camera is a camera whose picture is as large as it has to be.
type Camera struct {
	PerRadian float64 // pixels that see a radian in the middle of the picture
	Spread    float64 // of a point that is in focus: a Gaussian's sigma, in pixels
}

// Phone is the least favourable of the usual ones, see the package comment.
var Phone = Camera{PerRadian: 1332, Spread: 0.7}

// View is from where, and how well, the camera sees the screen.
type View struct {
	Distance    float64 // from the lens to the middle of what is seen, in mm
	Turn        float64 // about the line of sight, in radians
	Lean, Swing float64 // of the screen, its top and its right side nearer, in radians
	Right, Down float64 // of the middle of the picture, in pixels of it
	Blur        float64 // beside the camera's own, a Gaussian's sigma in pixels
	Haze        float64 // light reflected by the pane, 1 as bright as the screen's white
	Noise       float64 // of a pixel, a Gaussian's sigma, of 255
}

// Surround is what stands beside the screen that is seen, a middling gray.
const Surround = 0x60

// The curve of files, and how bright an exposure makes the screen's white.
const (
	gamma = 2.2
	white = 235
)

// Take takes a picture of a screen that has that many pixels in a millimetre.
func (c Camera) Take(screen *image.Gray, perMM float64, v View, random *rand.Rand) *image.Gray {
	plane := newPlane(c, v, screen, perMM)
	light := plane.light()
	seen := light.seen(math.Hypot(c.Spread, v.Blur))
	out := image.NewGray(image.Rect(0, 0, seen.wide, seen.high))
	for i, value := range seen.values {
		level := white*math.Pow((float64(value)+v.Haze)/(1+v.Haze), 1/gamma) + random.NormFloat64()*v.Noise
		out.Pix[i] = uint8(min(max(level+0.5, 0), 255))
	}
	return out
}

// plane is the screen where it stands before the camera.
type plane struct {
	screen     *image.Gray
	perMM      float64
	focal      float64
	view       View
	axes       [3][3]float64 // of the screen, right, down and away, as the camera sees them
	wide, high int           // of the picture, in pixels
}

func newPlane(c Camera, v View, screen *image.Gray, perMM float64) *plane {
	p := &plane{screen: screen, perMM: perMM, focal: c.PerRadian, view: v}
	turnSin, turnCos := math.Sincos(v.Turn)
	leanSin, leanCos := math.Sincos(v.Lean)
	swingSin, swingCos := math.Sincos(v.Swing)
	place := func(x, y, z float64) [3]float64 {
		y, z = y*leanCos-z*leanSin, y*leanSin+z*leanCos
		x, z = x*swingCos+z*swingSin, -x*swingSin+z*swingCos
		return [3]float64{x*turnCos - y*turnSin, x*turnSin + y*turnCos, z}
	}
	p.axes = [3][3]float64{place(1, 0, 0), place(0, 1, 0), place(0, 0, 1)}
	p.frame()
	return p
}

// frame makes the picture as large as the screen is seen.
func (p *plane) frame() {
	b := p.screen.Bounds()
	x, y := float64(b.Dx())/2/p.perMM, float64(b.Dy())/2/p.perMM
	var wide, high float64
	for _, corner := range [][2]float64{{-x, -y}, {x, -y}, {-x, y}, {x, y}} {
		right, down := p.project(corner[0], corner[1])
		wide, high = max(wide, math.Abs(right)), max(high, math.Abs(down))
	}
	const margin = 6
	p.wide, p.high = 2*int(wide+margin), 2*int(high+margin)
}

// project is where the camera sees a place on the screen, in pixels from the middle.
func (p *plane) project(x, y float64) (right, down float64) {
	var at [3]float64
	for i := range at {
		at[i] = x*p.axes[0][i] + y*p.axes[1][i]
	}
	scale := p.focal / (p.view.Distance + at[2])
	return at[0] * scale, at[1] * scale
}

// trace is the place on the screen, in its pixels, that a place of the picture sees.
func (p *plane) trace(right, down float64) (x, y float64) {
	ray := [3]float64{right / p.focal, down / p.focal, 1}
	away := p.axes[2]
	reach := p.view.Distance * away[2] / (ray[0]*away[0] + ray[1]*away[1] + ray[2]*away[2])
	for i := range ray {
		ray[i] *= reach
	}
	ray[2] -= p.view.Distance
	for i := range ray {
		x += ray[i] * p.axes[0][i]
		y += ray[i] * p.axes[1][i]
	}
	b := p.screen.Bounds()
	return x*p.perMM + float64(b.Min.X+b.Max.X)/2, y*p.perMM + float64(b.Min.Y+b.Max.Y)/2
}

// fine is how much finer the grid of rays is than the picture, each way.
const fine = 3

// light follows the rays.
func (p *plane) light() *field {
	out := newField(p.wide*fine, p.high*fine)
	var linear [256]float32
	for i := range linear {
		linear[i] = float32(math.Pow(float64(i)/255, gamma))
	}
	b := p.screen.Bounds()
	for row := range out.high {
		down := (float64(row)+0.5)/fine - float64(p.high)/2 - p.view.Down
		for column := range out.wide {
			x, y := p.trace((float64(column)+0.5)/fine-float64(p.wide)/2-p.view.Right, down)
			level := byte(Surround)
			if at := image.Pt(int(math.Floor(x)), int(math.Floor(y))); at.In(b) {
				level = p.screen.Pix[p.screen.PixOffset(at.X, at.Y)]
			}
			out.values[row*out.wide+column] = linear[level]
		}
	}
	return out
}
