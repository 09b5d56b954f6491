package paint

import (
	"image"
	"image/color"
	"math"
)

// Paint tells the colour at a place of the board.
type Paint func(x, y float64) color.NRGBA

// Hex reads a colour such as "#1F6B4A"; a wrong one comes out black.
func Hex(s string) color.NRGBA {
	var v [3]uint8
	for i := range v {
		if len(s) >= 3+2*i {
			v[i] = digit(s[1+2*i])<<4 | digit(s[2+2*i])
		}
	}
	return color.NRGBA{v[0], v[1], v[2], 255}
}

func digit(c byte) uint8 {
	switch {
	case c >= '0' && c <= '9':
		return c - '0'
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10
	}
	return 0
}

// Mix returns the colour t of the way from a to b, t from 0 to 1.
func Mix(a, b color.NRGBA, t float64) color.NRGBA {
	t = min(1, max(0, t))
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*t)) }
	return color.NRGBA{m(a.R, b.R), m(a.G, b.G), m(a.B, b.B), m(a.A, b.A)}
}

// Lighter moves the colour towards white by t from 0 to 1.
func Lighter(c color.NRGBA, t float64) color.NRGBA {
	return Mix(c, color.NRGBA{255, 255, 255, c.A}, t)
}

// Darker moves the colour towards a warm black by t from 0 to 1.
func Darker(c color.NRGBA, t float64) color.NRGBA {
	return Mix(c, color.NRGBA{34, 22, 18, c.A}, t)
}

// Fade returns the colour with an opacity of 0 to 1.
func Fade(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(math.Round(opacity * 255))
	return c
}

// Flat is one colour everywhere.
func Flat(c color.NRGBA) Paint { return func(_, _ float64) color.NRGBA { return c } }

// Linear runs from one colour at x0, y0 to another at x1, y1.
func Linear(x0, y0 float64, from color.NRGBA, x1, y1 float64, to color.NRGBA) Paint {
	dx, dy := x1-x0, y1-y0
	n := dx*dx + dy*dy
	return func(x, y float64) color.NRGBA { return Mix(from, to, ((x-x0)*dx+(y-y0)*dy)/n) }
}

// Radial runs from one colour in the middle to another at radius r.
func Radial(cx, cy, r float64, from, to color.NRGBA) Paint {
	return func(x, y float64) color.NRGBA { return Mix(from, to, math.Hypot(x-cx, y-cy)/r) }
}

// source lets a Paint stand where an image is asked for.
type source struct {
	paint Paint
	scale float64
	off   Point
	area  image.Rectangle
}

func (s *source) ColorModel() color.Model { return color.NRGBAModel }
func (s *source) Bounds() image.Rectangle { return s.area }
func (s *source) At(x, y int) color.Color {
	return s.paint((float64(x)+0.5+s.off.X)/s.scale, (float64(y)+0.5+s.off.Y)/s.scale)
}

// flatten turns the path into lines of short steps, one for each outline.
func (p Path) flatten() [][]Point {
	var lines [][]Point
	var at Point
	for _, o := range p.ops {
		if o.kind == 0 {
			at = o.p[0]
			lines = append(lines, []Point{at})
			continue
		}
		line := &lines[len(lines)-1]
		const steps = 24
		for i := 1; i <= steps; i++ {
			if o.kind == 1 && i < steps {
				continue
			}
			*line = append(*line, o.at(at, float64(i)/steps))
		}
		at = (*line)[len(*line)-1]
	}
	return lines
}

// at returns the point t of the way along the step that begins at a.
func (o op) at(a Point, t float64) Point {
	u := 1 - t
	mix := func(w ...float64) Point {
		q := Point{a.X * w[0], a.Y * w[0]}
		for i, k := range w[1:] {
			q.X += o.p[i].X * k
			q.Y += o.p[i].Y * k
		}
		return q
	}
	switch o.kind {
	case 2:
		return mix(u*u, 2*u*t, t*t)
	case 3:
		return mix(u*u*u, 3*u*u*t, 3*u*t*t, t*t*t)
	}
	return mix(u, t)
}

func (p Path) bounds() (lo, hi Point) {
	lo, hi = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, line := range p.flatten() {
		for _, q := range line {
			lo = Point{min(lo.X, q.X), min(lo.Y, q.Y)}
			hi = Point{max(hi.X, q.X), max(hi.Y, q.Y)}
		}
	}
	return lo, hi
}

// blurred averages the mask over a box of that radius, both ways.
func blurred(m *image.Alpha, radius int) *image.Alpha {
	size := m.Bounds().Size()
	across := boxed(m, radius, size.X, 1, size.Y, m.Stride)
	return boxed(across, radius, size.Y, m.Stride, size.X, 1)
}

// boxed averages along lines of length pixels that stand step apart; there are
// as many lines as count, whose starts stand next apart.
func boxed(m *image.Alpha, radius, length, step, count, next int) *image.Alpha {
	out := image.NewAlpha(m.Bounds())
	for line := range count {
		at := func(i int) int { return int(m.Pix[line*next+min(length-1, max(0, i))*step]) }
		sum := 0
		for i := -radius; i <= radius; i++ {
			sum += at(i)
		}
		for i := range length {
			out.Pix[line*next+i*step] = uint8(sum / (2*radius + 1))
			sum += at(i+radius+1) - at(i-radius)
		}
	}
	return out
}
