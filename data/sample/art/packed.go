package art

import (
	"image/color"

	"hangviet/data/sample/paint"
)

// packed is a good in a vessel: which vessel, which sign on its label, and what
// lies beside it.
type packed struct {
	vessel string
	sign   emblem
	beside func(e *easel)
}

// draw places one vessel, or on further pictures a pair or a close view.
func (p packed) draw(e *easel) {
	e.View(500, 500, 1)
	switch e.take {
	case 1:
		p.one(e, 235, 850, 0.80)
		p.one(e, 520, 875, 0.92)
	case 2:
		p.one(e, 330, 930, 1.28)
	default:
		p.one(e, 390, 850, 1)
	}
	if p.beside != nil {
		p.beside(e)
	}
}

// one draws the vessel about a third of the way from x, at foot, scaled by k.
func (p packed) one(e *easel, x, foot, k float64) {
	paper, sign := cream, func(cx, cy, r float64) { p.sign(e, cx, cy, r) }
	at := func(w, h float64) shape { return shape{x + 110*k - w*k/2, foot, w * k, h * k} }
	switch p.vessel {
	case "jar":
		s := at(390, 500)
		e.jar(s, e.tone, paint.Hex("#C9A86A"))
		e.label(s.mid(), s.foot-s.h*0.36, s.w*0.62, s.h*0.40, paper, sign)
	case "crock":
		p.crock(e, at(450, 500), sign)
	case "bottle", "tall":
		s, low := at(240, 660), 0.36
		if p.vessel == "tall" {
			s, low = at(210, 670), 0.42
		}
		e.bottle(s, e.tone, paint.Darker(leafy, 0.2), low)
		e.label(s.mid(), s.foot-s.h*0.29, s.w*0.80, s.h*0.32, paper, sign)
	case "vial":
		s := at(250, 500)
		e.bottle(s, e.tone, paint.Hex("#3A332E"), 0.40)
		e.label(s.mid(), s.foot-s.h*0.25, s.w*0.76, s.h*0.36, paper, sign)
	case "box":
		s := at(430, 470)
		e.box(s, e.tone)
		e.label(s.mid(), s.foot-s.h*0.52, s.w*0.62, s.h*0.60, paper, sign)
	case "flat":
		s := at(560, 330)
		e.box(s, e.tone)
		e.label(s.mid(), s.foot-s.h*0.5, s.w*0.44, s.h*0.72, paper, sign)
	case "pouch":
		s := at(410, 580)
		e.pouch(s, e.tone)
		e.label(s.mid(), s.foot-s.h*0.44, s.w*0.66, s.h*0.44, paper, sign)
	case "sack":
		s := at(480, 540)
		e.sack(s, e.tone)
		e.label(s.mid(), s.foot-s.h*0.34, s.w*0.46, s.h*0.36, paper, sign)
	case "can":
		p.can(e, at(280, 520), sign)
	case "tin":
		p.tin(e, at(480, 220), sign)
	}
}

// can draws a drinks can.
func (p packed) can(e *easel, s shape, sign func(cx, cy, r float64)) {
	metal := paint.Hex("#C3CACC")
	e.stands(s.x, s.foot, s.w)
	y := s.top()
	e.solid(paint.Round(s.x+s.w*0.06, y, s.w*0.88, s.h, s.w*0.12), metal, s.x, y, s.w, s.h)
	body := paint.Round(s.x, y+s.h*0.055, s.w, s.h*0.89, s.w*0.10)
	e.Fill(body, paint.Linear(s.x, 0, paint.Lighter(e.tone, 0.28), s.x+s.w, 0, paint.Darker(e.tone, 0.30)))
	e.Inside(body, func() {
		e.gleam(paint.Rect(s.x+s.w*0.12, y, s.w*0.09, s.h), 0.35)
		e.Fill(paint.Oval(s.mid(), s.foot, s.w*0.9, s.h*0.22), paint.Flat(paint.Fade(cream, 0.35)))
	})
	e.Fill(paint.Oval(s.mid(), y+s.h*0.02, s.w*0.40, s.h*0.022), paint.Flat(paint.Lighter(metal, 0.5)))
	e.Fill(paint.Disc(s.mid(), s.foot-s.h*0.5, s.w*0.36), paint.Flat(cream))
	sign(s.mid(), s.foot-s.h*0.5, s.w*0.22)
}

// tin draws a low round tin, seen from above its rim.
func (p packed) tin(e *easel, s shape, sign func(cx, cy, r float64)) {
	e.stands(s.x, s.foot, s.w)
	y := s.top()
	side := paint.Path{}.Move(s.x, y+s.h*0.25).Line(s.x, s.foot-s.h*0.22).
		Quad(s.mid(), s.foot+s.h*0.28, s.x+s.w, s.foot-s.h*0.22).Line(s.x+s.w, y+s.h*0.25)
	e.Fill(side, paint.Linear(s.x, 0, paint.Lighter(e.tone, 0.1), s.x+s.w, 0, paint.Darker(e.tone, 0.3)))
	e.solid(paint.Oval(s.mid(), y+s.h*0.25, s.w/2, s.h*0.48), paint.Lighter(e.tone, 0.25), s.x, y, s.w, s.h)
	e.Fill(paint.Oval(s.mid(), y+s.h*0.25, s.w*0.42, s.h*0.39), paint.Flat(cream))
	sign(s.mid(), y+s.h*0.22, s.h*0.26)
}

// crock draws a glazed stoneware jar with a tied cloth.
func (p packed) crock(e *easel, s shape, sign func(cx, cy, r float64)) {
	e.stands(s.x+s.w*0.12, s.foot, s.w*0.76)
	y := s.top()
	body := paint.Path{}.Move(s.x+s.w*0.30, y+s.h*0.14).
		Cube(s.x-s.w*0.08, y+s.h*0.28, s.x-s.w*0.02, s.foot-s.h*0.2, s.x+s.w*0.22, s.foot).
		Line(s.x+s.w*0.78, s.foot).
		Cube(s.x+s.w*1.02, s.foot-s.h*0.2, s.x+s.w*1.08, y+s.h*0.28, s.x+s.w*0.70, y+s.h*0.14)
	e.Fill(body, paint.Radial(s.x+s.w*0.28, y+s.h*0.35, s.w, paint.Lighter(e.tone, 0.30), paint.Darker(e.tone, 0.38)))
	e.Inside(body, func() {
		e.gleam(paint.Oval(s.x+s.w*0.24, y+s.h*0.45, s.w*0.05, s.h*0.16).Turn(s.x+s.w*0.24, y+s.h*0.45, 14), 0.35)
	})
	cloth := paint.Hex("#B5402F")
	e.solid(paint.Path{}.Move(s.x+s.w*0.27, y+s.h*0.02).Quad(s.mid(), y-s.h*0.10, s.x+s.w*0.73, y+s.h*0.02).
		Line(s.x+s.w*0.80, y+s.h*0.20).Quad(s.x+s.w*0.7, y+s.h*0.15, s.x+s.w*0.62, y+s.h*0.21).
		Quad(s.mid(), y+s.h*0.14, s.x+s.w*0.40, y+s.h*0.21).Quad(s.x+s.w*0.3, y+s.h*0.15, s.x+s.w*0.20, y+s.h*0.20), cloth, s.x, y, s.w, s.h*0.2)
	e.Stroke(paint.Path{}.Move(s.x+s.w*0.26, y+s.h*0.11).Quad(s.mid(), y+s.h*0.15, s.x+s.w*0.74, y+s.h*0.11), 9, paint.Flat(straw))
	e.Fill(paint.Polygon(s.mid(), s.foot-s.h*0.68, s.x+s.w*0.73, s.foot-s.h*0.42, s.mid(), s.foot-s.h*0.16, s.x+s.w*0.27, s.foot-s.h*0.42), paint.Flat(paint.Hex("#C9402F")))
	e.Stroke(paint.Polygon(s.mid(), s.foot-s.h*0.63, s.x+s.w*0.68, s.foot-s.h*0.42, s.mid(), s.foot-s.h*0.21, s.x+s.w*0.32, s.foot-s.h*0.42), 4, paint.Flat(gold))
	e.Fill(paint.Disc(s.mid(), s.foot-s.h*0.42, s.w*0.11), paint.Flat(cream))
	sign(s.mid(), s.foot-s.h*0.42, s.w*0.075)
}

// scatter lays n things over the front of the table.
func scatter(n int, one func(e *easel, x, y float64)) func(e *easel) {
	return func(e *easel) {
		for i := range n {
			x := 120 + float64(i)*(780/float64(n)) + e.between(-24, 24)
			one(e, x, e.between(885, 940))
		}
	}
}

// corner lays things at the lower left and lower right, clear of the vessel.
func corner(n int, one func(e *easel, x, y float64)) func(e *easel) {
	return func(e *easel) {
		for i := range n {
			x := e.between(90, 270)
			if i%2 == 1 {
				x = e.between(730, 900)
			}
			one(e, x, 800+float64(i)*120/float64(n)+e.between(-10, 10))
		}
	}
}

func leaves(e *easel, x, y float64) {
	a := e.between(-60, 20)
	p := paint.Leaf(x, y, 110, 56, a)
	e.Shadow(p, 8, 10, 14, 0.25)
	e.solid(p, leafy, x, y-60, 110, 80)
	e.Stroke(paint.Path{}.Move(x+6, y).Line(x+92, y).Turn(x, y, a), 3, paint.Flat(paint.Fade(paint.Lighter(leafy, 0.6), 0.7)))
}

// grains drops small ovals of that size and colour.
func grains(r float64, c color.NRGBA) func(e *easel, x, y float64) {
	return func(e *easel, x, y float64) {
		for range 5 {
			gx, gy := x+e.between(-46, 46), y+e.between(-26, 26)
			p := paint.Oval(gx, gy, r, r*0.62).Turn(gx, gy, e.between(0, 180))
			e.Shadow(p, 3, 4, 6, 0.25)
			e.ball(p, c, gx, gy, r)
		}
	}
}
