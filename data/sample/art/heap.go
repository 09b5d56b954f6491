package art

import (
	"image/color"
	"math"

	"hangviet/data/sample/paint"
)

// piece draws one of many things, about x, y, of radius r.
type piece func(e *easel, x, y, r float64)

// heaped is a good that lies in a bowl, on a plate, in a basket or on a leaf.
type heaped struct {
	dish  string
	piece piece
	size  float64 // radius of one piece in units
}

func (h heaped) draw(e *easel) {
	e.View(500, 500, 1)
	k := 1.0
	if e.take == 2 {
		k = 1.35
	}
	w := 375 * k
	cx, cy := 500.0, 700.0
	if e.take == 1 {
		cx, cy = 470, 720
	}
	h.back(e, cx, cy, w)
	h.pile(e, cx, cy, w)
	h.front(e, cx, cy, w)
	if e.take == 1 {
		for i := range 4 {
			x, y := 760+float64(i%2)*80, 860+float64(i/2)*55
			e.Shadow(paint.Disc(x, y, h.size*0.8), 10, 14, 14, 0.3)
			h.piece(e, x, y, h.size)
		}
	}
}

// back draws what the pieces lie in, as far as it is behind them.
func (h heaped) back(e *easel, cx, cy, w float64) {
	switch h.dish {
	case "bowl":
		e.stands(cx-w*0.55, cy+w*0.62, w*1.1)
		e.solid(paint.Oval(cx, cy, w, w*0.27), paint.Darker(e.dish(), 0.25), cx-w, cy-w*0.3, 2*w, w*0.6)
	case "basket":
		e.stands(cx-w*0.75, cy+w*0.58, w*1.5)
		e.solid(paint.Oval(cx, cy, w*1.05, w*0.30), paint.Darker(straw, 0.38), cx-w, cy-w*0.3, 2*w, w*0.6)
	case "plate":
		e.stands(cx-w*1.1, cy+w*0.36, w*2.2)
		e.solid(paint.Oval(cx, cy+w*0.14, w*1.28, w*0.40), e.dish(), cx-w, cy-w*0.3, 2*w, w*0.8)
		e.Fill(paint.Oval(cx, cy+w*0.12, w*1.02, w*0.29), paint.Flat(paint.Darker(e.dish(), 0.10)))
	case "leaf":
		for i, a := range []float64{196, -14, 172, 8} {
			p := paint.Leaf(cx, cy+w*0.28, w*1.35, w*0.62, a)
			if i < 2 {
				e.Shadow(p, 10, 16, 26, 0.25)
			}
			e.solid(p, paint.Darker(leafy, 0.10+0.08*float64(i%2)), cx-w, cy, 2*w, w*0.5)
		}
		e.Stroke(paint.Path{}.Move(cx-w*1.2, cy+w*0.20).Quad(cx, cy+w*0.36, cx+w*1.2, cy+w*0.20), 4, paint.Flat(paint.Fade(paint.Lighter(leafy, 0.5), 0.6)))
	}
}

// pile lays the pieces from the back to the front, higher in the middle.
func (h heaped) pile(e *easel, cx, cy, w float64) {
	width, low := w*0.90, 0.0
	switch h.dish {
	case "plate", "leaf":
		width, low = w*0.86, w*0.20
	}
	step := h.size * 1.25
	rows := max(3, int(w*0.62/(h.size*0.82)))
	for row := range rows {
		t := float64(row) / float64(rows-1) // 0 at the top of the heap
		half := width * math.Sqrt(1-(1-t)*(1-t)*0.97)
		if t == 1 {
			half = width * 0.96
		}
		y := cy + low - w*0.42*(1-t) + w*0.10*t
		for x := -half; x <= half; x += step {
			sag := (x / width) * (x / width) * w * 0.14 * (1 - t*0.3)
			h.piece(e, cx+x+e.between(-step, step)*0.22, y+sag*(1-t)-t*sag*0.6+e.between(-step, step)*0.14, h.size*e.between(0.9, 1.1))
		}
	}
}

// front draws the near side of the dish over the foot of the heap.
func (h heaped) front(e *easel, cx, cy, w float64) {
	switch h.dish {
	case "bowl":
		c := e.dish()
		p := paint.Path{}.Move(cx-w, cy).Cube(cx-w*0.8, cy+w*0.36, cx+w*0.8, cy+w*0.36, cx+w, cy).
			Cube(cx+w*0.95, cy+w*0.38, cx+w*0.6, cy+w*0.60, cx+w*0.42, cy+w*0.62).
			Line(cx-w*0.42, cy+w*0.62).Cube(cx-w*0.6, cy+w*0.60, cx-w*0.95, cy+w*0.38, cx-w, cy)
		e.solid(p, c, cx-w, cy, 2*w, w*0.7)
		e.Stroke(paint.Path{}.Move(cx-w*0.985, cy+2).Cube(cx-w*0.8, cy+w*0.36, cx+w*0.8, cy+w*0.36, cx+w*0.985, cy+2), 9, paint.Flat(paint.Lighter(c, 0.45)))
		e.Inside(p, func() {
			e.gleam(paint.Oval(cx-w*0.58, cy+w*0.33, w*0.06, w*0.15).Turn(cx-w*0.58, cy+w*0.33, -28), 0.5)
			e.Stroke(paint.Path{}.Move(cx-w*0.9, cy+w*0.27).Cube(cx-w*0.6, cy+w*0.54, cx+w*0.6, cy+w*0.54, cx+w*0.9, cy+w*0.27), 7, paint.Flat(paint.Fade(paint.Hex("#3C6E9C"), 0.75)))
		})
	case "basket":
		h.weave(e, cx, cy, w)
	}
}

// weave draws the wickerwork of a basket's near side.
func (h heaped) weave(e *easel, cx, cy, w float64) {
	p := paint.Path{}.Move(cx-w*1.05, cy).Cube(cx-w*0.8, cy+w*0.40, cx+w*0.8, cy+w*0.40, cx+w*1.05, cy).
		Line(cx+w*0.82, cy+w*0.46).Quad(cx, cy+w*0.76, cx-w*0.82, cy+w*0.46)
	e.solid(p, straw, cx-w, cy, 2*w, w*0.7)
	e.Inside(p, func() {
		for row := range 5 {
			for col := range 22 {
				x := cx - w*1.1 + float64(col)*w*0.105 + float64(row%2)*w*0.052
				u := (x - cx) / w
				y := cy + w*(0.10+float64(row)*0.115) + w*0.21*(1-u*u)*0.9 - w*0.03
				b := paint.Round(x, y, w*0.085, w*0.075, w*0.03)
				e.solid(b, paint.Mix(straw, wood, 0.15+0.35*float64((row+col)%2)), x, y, w*0.085, w*0.075)
			}
		}
	})
	e.Stroke(paint.Path{}.Move(cx-w*1.05, cy).Cube(cx-w*0.8, cy+w*0.40, cx+w*0.8, cy+w*0.40, cx+w*1.05, cy), 22, paint.Flat(paint.Darker(straw, 0.15)))
	e.Stroke(paint.Path{}.Move(cx-w*1.05, cy-5).Cube(cx-w*0.8, cy+w*0.39, cx+w*0.8, cy+w*0.39, cx+w*1.05, cy-5), 7, paint.Flat(paint.Lighter(straw, 0.35)))
}

// dish is the colour of the crockery: celadon, or cream under pale goods.
func (e *easel) dish() color.NRGBA {
	if near(e.tone, paint.Hex("#DDE7DC")) {
		return paint.Hex("#4F7C87")
	}
	return paint.Hex("#EEF0E6")
}

func ballOf(c string, shine float64) piece {
	return func(e *easel, x, y, r float64) {
		e.Shadow(paint.Disc(x, y, r*0.95), r*0.1, r*0.16, r*0.5, 0.25)
		e.ball(paint.Disc(x, y, r), paint.Hex(c), x, y, r)
		e.gleam(paint.Oval(x-r*0.35, y-r*0.4, r*0.22, r*0.13).Turn(x-r*0.35, y-r*0.4, -35), shine)
	}
}

// scaled is a ball with a rough skin, such as a lychee.
func scaled(c string) piece {
	return func(e *easel, x, y, r float64) {
		ballOf(c, 0.25)(e, x, y, r)
		for i := range 12 {
			s, k := math.Sincos(float64(i) * 2.4)
			d := r * 0.82 * math.Sqrt(float64(i)/12)
			e.Fill(paint.Disc(x+k*d, y+s*d, r*0.10), paint.Flat(paint.Fade(paint.Lighter(paint.Hex(c), 0.35), 0.55)))
		}
	}
}

func crescent(c string) piece {
	return func(e *easel, x, y, r float64) {
		turn := e.between(-60, 200)
		p := paint.Path{}.Move(x-r, y-r*0.1).Cube(x-r*0.7, y-r*0.95, x+r*0.8, y-r*0.85, x+r, y+r*0.2).
			Cube(x+r*0.9, y+r*0.7, x+r*0.35, y+r*0.55, x+r*0.2, y+r*0.1).
			Cube(x, y-r*0.15, x-r*0.35, y, x-r*0.45, y+r*0.3).
			Cube(x-r*0.6, y+r*0.6, x-r*1.05, y+r*0.4, x-r, y-r*0.1).Turn(x, y, turn)
		e.Shadow(p, 2, 4, r*0.3, 0.28)
		e.ball(p, paint.Hex(c), x, y, r*1.1)
	}
}

func slab(c string, long, thick float64) piece {
	return func(e *easel, x, y, r float64) {
		turn := e.between(-40, 40)
		p := paint.Round(x-r*long, y-r*thick, 2*r*long, 2*r*thick, r*0.3).Turn(x, y, turn)
		e.Shadow(p, 3, 5, r*0.4, 0.30)
		e.solid(p, paint.Mix(paint.Hex(c), e.tone, 0.15), x-r, y-r, 2*r, 2*r)
		e.gleam(paint.Round(x-r*long*0.8, y-r*thick*0.75, r*long*1.2, r*thick*0.3, r*0.1).Turn(x, y, turn), 0.22)
	}
}

func clove(e *easel, x, y, r float64) {
	p := paint.Path{}.Move(x, y-r*1.25).Cube(x+r*0.15, y-r*0.6, x+r, y-r*0.5, x+r, y+r*0.25).
		Cube(x+r, y+r*0.9, x-r, y+r*0.9, x-r, y+r*0.25).Cube(x-r, y-r*0.5, x-r*0.15, y-r*0.6, x, y-r*1.25)
	c := paint.Mix(paint.Hex("#F6EFE4"), e.tone, 0.55)
	e.Shadow(p, r*0.1, r*0.15, r*0.4, 0.25)
	e.ball(p, c, x, y, r*1.1)
	for _, d := range []float64{-0.45, 0, 0.45} {
		e.Stroke(paint.Path{}.Move(x, y-r*1.0).Quad(x+d*r*1.7, y-r*0.1, x+d*r*0.7, y+r*0.70), r*0.05, paint.Flat(paint.Fade(paint.Hex("#A98AA0"), 0.6)))
	}
}

func cap(e *easel, x, y, r float64) {
	c := paint.Mix(e.tone, paint.Hex("#9A6B45"), 0.5)
	e.solid(paint.Round(x-r*0.28, y, r*0.56, r*0.85, r*0.25), paint.Hex("#F1E4CC"), x-r*0.3, y, r*0.6, r)
	p := paint.Path{}.Move(x-r, y+r*0.15).Cube(x-r, y-r*0.95, x+r, y-r*0.95, x+r, y+r*0.15).Quad(x, y+r*0.5, x-r, y+r*0.15)
	e.Shadow(p, 2, 5, r*0.3, 0.25)
	e.ball(p, c, x, y-r*0.2, r)
	for _, d := range [][2]float64{{-0.4, -0.2}, {0.1, -0.4}, {0.45, -0.1}, {-0.05, 0}} {
		e.Fill(paint.Star(x+d[0]*r, y+d[1]*r, r*0.14, r*0.05, 4), paint.Flat(paint.Fade(cream, 0.7)))
	}
}

func prawn(e *easel, x, y, r float64) {
	turn := e.between(-30, 60)
	c := paint.Hex("#EE7F5C")
	arc := paint.Path{}.Move(x-r*0.8, y+r*0.5).Cube(x-r, y-r*0.7, x+r*0.6, y-r*0.9, x+r*0.8, y+r*0.1).Turn(x, y, turn)
	e.Stroke(arc.Shift(3, 5), r*0.5, paint.Flat(paint.Fade(ink, 0.18)))
	e.Stroke(arc, r*0.5, paint.Flat(c))
	e.Stroke(arc.Shift(-r*0.04, -r*0.08), r*0.2, paint.Flat(paint.Lighter(c, 0.4)))
	tail := paint.Leaf(x-r*0.8, y+r*0.5, r*0.5, r*0.3, 110).Join(paint.Leaf(x-r*0.8, y+r*0.5, r*0.5, r*0.3, 60)).Turn(x, y, turn)
	e.Fill(tail, paint.Flat(paint.Darker(c, 0.12)))
}

func thread(c string) piece {
	return func(e *easel, x, y, r float64) {
		tone := paint.Mix(paint.Hex(c), cream, e.between(0, 0.3))
		for range 3 {
			dx := e.between(-r, r)
			p := paint.Path{}.Move(x-r*1.5, y+dx*0.4).Cube(x-r*0.5, y-r+dx, x+r*0.5, y+r*0.6+dx*0.5, x+r*1.5, y-dx*0.4)
			e.Stroke(p.Shift(1, 3), r*0.17, paint.Flat(paint.Fade(ink, 0.15)))
			e.Stroke(p, r*0.15, paint.Flat(tone))
		}
	}
}

func star8(e *easel, x, y, r float64) {
	e.Shadow(paint.Disc(x, y, r*0.8), 3, 5, r*0.4, 0.28)
	e.anise(x, y, r, e.between(0, 45))
}

func bark(e *easel, x, y, r float64) {
	turn := e.between(-25, 25)
	c := paint.Hex("#9C5B33")
	p := paint.Round(x-r*1.7, y-r*0.3, r*3.4, r*0.6, r*0.3).Turn(x, y, turn)
	e.Shadow(p, 3, 6, r*0.4, 0.3)
	e.solid(p, c, x-r, y-r*0.4, 2*r, r*0.8)
	end := paint.Oval(x+r*1.55, y, r*0.16, r*0.29).Turn(x, y, turn)
	e.Fill(end, paint.Flat(paint.Darker(c, 0.4)))
	e.Stroke(paint.Path{}.Move(x-r*1.5, y-r*0.04).Line(x+r*1.4, y-r*0.04).Turn(x, y, turn), r*0.06, paint.Flat(paint.Fade(paint.Darker(c, 0.4), 0.6)))
}

func chilli(e *easel, x, y, r float64) {
	turn := e.between(-40, 40)
	p := paint.Path{}.Move(x-r*1.2, y-r*0.25).Cube(x-r*0.2, y-r*0.55, x+r*0.9, y-r*0.3, x+r*1.5, y+r*0.35).
		Cube(x+r*0.6, y+r*0.25, x-r*0.4, y+r*0.45, x-r*1.2, y+r*0.15).Turn(x, y, turn)
	e.Shadow(p, 3, 5, r*0.4, 0.3)
	e.solid(p, paint.Hex("#CF2F23"), x-r, y-r*0.5, 2*r, r)
	e.Stroke(paint.Path{}.Move(x-r*1.2, y-r*0.05).Quad(x-r*1.5, y-r*0.1, x-r*1.7, y-r*0.35).Turn(x, y, turn), r*0.13, paint.Flat(leafy))
}

func ring(c string) piece {
	return func(e *easel, x, y, r float64) {
		p := paint.Oval(x, y, r, r*0.62).Turn(x, y, e.between(-30, 30))
		e.Shadow(p, 2, 5, r*0.3, 0.28)
		e.ball(p, paint.Hex(c), x, y, r)
		for range 7 {
			e.Fill(paint.Disc(x+e.between(-0.6, 0.6)*r, y+e.between(-0.3, 0.3)*r, r*0.05), paint.Flat(ink))
		}
	}
}

func egg(e *easel, x, y, r float64) {
	p := paint.Oval(x, y, r*0.78, r).Turn(x, y, e.between(-30, 30))
	e.Shadow(p, r*0.1, r*0.15, r*0.4, 0.25)
	e.ball(p, paint.Mix(paint.Hex("#E9C7A0"), cream, e.between(0, 0.5)), x, y, r)
}

func grain(c string) piece {
	return func(e *easel, x, y, r float64) {
		p := paint.Oval(x, y, r, r*0.55).Turn(x, y, e.between(0, 180))
		e.Shadow(p, 1, 3, r*0.5, 0.22)
		e.ball(p, paint.Mix(paint.Hex(c), cream, e.between(0, 0.25)), x, y, r)
	}
}

func pepper(e *easel, x, y, r float64) {
	c := paint.Hex("#3B302B")
	if e.tone == tones["white"] {
		c = paint.Hex("#E4D7BC")
	}
	e.Shadow(paint.Disc(x, y, r*0.9), 1, 3, r*0.5, 0.25)
	e.ball(paint.Disc(x, y, r), paint.Mix(c, wood, e.between(0, 0.25)), x, y, r)
	e.Stroke(paint.Path{}.Move(x-r*0.4, y-r*0.1).Quad(x, y+r*0.3, x+r*0.5, y-r*0.2), r*0.10, paint.Flat(paint.Fade(ink, 0.35)))
}

func crystal(e *easel, x, y, r float64) {
	p := paint.Polygon(x-r, y, x-r*0.2, y-r*0.8, x+r, y-r*0.3, x+r*0.7, y+r*0.7, x-r*0.5, y+r*0.8).Turn(x, y, e.between(0, 90))
	e.Shadow(p, 1, 3, r*0.5, 0.18)
	e.solid(p, paint.Mix(paint.Hex("#E6ECEB"), e.tone, 0.2), x-r, y-r, 2*r, 2*r)
}
