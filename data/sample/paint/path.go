package paint

import "math"

// Point is a place on the board, in units.
type Point struct{ X, Y float64 }

// op is one step of a path: 0 move, 1 line, 2 quadratic, 3 cubic curve.
type op struct {
	kind int
	p    [3]Point
}

// Path is an outline; open ends are closed when it is filled.
type Path struct{ ops []op }

// Move begins a new outline at x, y.
func (p Path) Move(x, y float64) Path { return p.add(0, Point{x, y}) }

// Line draws a straight line to x, y.
func (p Path) Line(x, y float64) Path { return p.add(1, Point{x, y}) }

// Quad draws a curve to x, y that bends towards cx, cy.
func (p Path) Quad(cx, cy, x, y float64) Path { return p.add(2, Point{cx, cy}, Point{x, y}) }

// Cube draws a curve to x, y that leaves towards ax, ay and arrives from bx, by.
func (p Path) Cube(ax, ay, bx, by, x, y float64) Path {
	return p.add(3, Point{ax, ay}, Point{bx, by}, Point{x, y})
}

// Join returns both outlines as one path.
func (p Path) Join(q Path) Path {
	return Path{append(append([]op(nil), p.ops...), q.ops...)}
}

func (p Path) add(kind int, pts ...Point) Path {
	o := op{kind: kind}
	copy(o.p[:], pts)
	return Path{append(p.ops[:len(p.ops):len(p.ops)], o)}
}

// Map returns the path with every point moved by f.
func (p Path) Map(f func(Point) Point) Path {
	out := make([]op, len(p.ops))
	for i, o := range p.ops {
		out[i].kind = o.kind
		for j, pt := range o.p {
			out[i].p[j] = f(pt)
		}
	}
	return Path{out}
}

// Shift moves the path.
func (p Path) Shift(dx, dy float64) Path {
	return p.Map(func(q Point) Point { return Point{q.X + dx, q.Y + dy} })
}

// Turn rotates the path about cx, cy by degrees, clockwise.
func (p Path) Turn(cx, cy, degrees float64) Path {
	s, c := math.Sincos(degrees * math.Pi / 180)
	return p.Map(func(q Point) Point {
		x, y := q.X-cx, q.Y-cy
		return Point{cx + x*c - y*s, cy + x*s + y*c}
	})
}

// Polygon joins the points given as x, y pairs by straight lines.
func Polygon(xy ...float64) Path {
	p := Path{}.Move(xy[0], xy[1])
	for i := 2; i+1 < len(xy); i += 2 {
		p = p.Line(xy[i], xy[i+1])
	}
	return p.Line(xy[0], xy[1])
}

// Rect is the rectangle with that upper left corner, width and height.
func Rect(x, y, w, h float64) Path { return Polygon(x, y, x+w, y, x+w, y+h, x, y+h) }

// Round is a rectangle with corners of radius r.
func Round(x, y, w, h, r float64) Path {
	r = min(r, w/2, h/2)
	k := r * 0.5523
	return Path{}.Move(x+r, y).
		Line(x+w-r, y).Cube(x+w-r+k, y, x+w, y+r-k, x+w, y+r).
		Line(x+w, y+h-r).Cube(x+w, y+h-r+k, x+w-r+k, y+h, x+w-r, y+h).
		Line(x+r, y+h).Cube(x+r-k, y+h, x, y+h-r+k, x, y+h-r).
		Line(x, y+r).Cube(x, y+r-k, x+r-k, y, x+r, y)
}

// Oval is the ellipse about cx, cy.
func Oval(cx, cy, rx, ry float64) Path {
	kx, ky := rx*0.5523, ry*0.5523
	return Path{}.Move(cx+rx, cy).
		Cube(cx+rx, cy+ky, cx+kx, cy+ry, cx, cy+ry).
		Cube(cx-kx, cy+ry, cx-rx, cy+ky, cx-rx, cy).
		Cube(cx-rx, cy-ky, cx-kx, cy-ry, cx, cy-ry).
		Cube(cx+kx, cy-ry, cx+rx, cy-ky, cx+rx, cy)
}

// Disc is the circle about cx, cy.
func Disc(cx, cy, r float64) Path { return Oval(cx, cy, r, r) }

// Leaf is a pointed leaf from its stem at x, y, of that length and width,
// turned by degrees from pointing right.
func Leaf(x, y, length, width, degrees float64) Path {
	return Path{}.Move(x, y).
		Cube(x+length*0.25, y-width*0.7, x+length*0.7, y-width*0.55, x+length, y).
		Cube(x+length*0.7, y+width*0.55, x+length*0.25, y+width*0.7, x, y).
		Turn(x, y, degrees)
}

// Star has n points between the radii outer and inner, the first one up.
func Star(cx, cy, outer, inner float64, n int) Path {
	var p Path
	for i := range 2 * n {
		r := outer
		if i%2 == 1 {
			r = inner
		}
		s, c := math.Sincos(math.Pi * float64(i) / float64(n))
		if i == 0 {
			p = p.Move(cx, cy-r)
			continue
		}
		p = p.Line(cx+s*r, cy-c*r)
	}
	return p
}
