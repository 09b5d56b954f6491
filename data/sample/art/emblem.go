package art

import (
	"image/color"
	"math"

	"hangviet/data/sample/paint"
)

// emblem draws a small sign on a label, about cx, cy within radius r.
type emblem func(e *easel, cx, cy, r float64)

func leafSign(e *easel, cx, cy, r float64) {
	for i, a := range []float64{-90, -35, -145} {
		l := r * []float64{1.15, 0.95, 0.95}[i]
		e.solid(paint.Leaf(cx, cy+r*0.55, l*1.3, l*0.75, a), leafy, cx-r, cy-r, 2*r, 2*r)
	}
}

func beeSign(e *easel, cx, cy, r float64) {
	e.Fill(paint.Oval(cx-r*0.15, cy-r*0.55, r*0.32, r*0.5).Turn(cx-r*0.15, cy-r*0.1, -28), paint.Flat(paint.Fade(paint.Hex("#BFD9E2"), 0.95)))
	e.Fill(paint.Oval(cx+r*0.25, cy-r*0.55, r*0.32, r*0.5).Turn(cx+r*0.25, cy-r*0.1, 24), paint.Flat(paint.Fade(paint.Hex("#D5E8EE"), 0.95)))
	body := paint.Oval(cx, cy+r*0.15, r*0.85, r*0.52)
	e.solid(body, gold, cx-r, cy-r*0.4, 2*r, r)
	e.Inside(body, func() {
		for _, x := range []float64{-0.25, 0.15, 0.55} {
			e.Fill(paint.Rect(cx+r*x, cy-r, r*0.18, 2*r), paint.Flat(ink))
		}
	})
	e.Fill(paint.Disc(cx-r*0.55, cy+r*0.05, r*0.07), paint.Flat(ink))
}

func riceSign(e *easel, cx, cy, r float64) {
	stem := paint.Path{}.Move(cx-r*0.5, cy+r).Quad(cx-r*0.1, cy-r*0.2, cx+r*0.55, cy-r*0.9)
	e.Stroke(stem, r*0.08, paint.Flat(paint.Hex("#B98F35")))
	for i := range 6 {
		t := 0.25 + float64(i)*0.14
		x, y := cx-r*0.5+r*1.05*t, cy+r-r*1.9*t
		for _, side := range []float64{-1, 1} {
			e.solid(paint.Leaf(x, y, r*0.42, r*0.24, -50+side*38), gold, cx-r, cy-r, 2*r, 2*r)
		}
	}
}

func fishSign(e *easel, cx, cy, r float64) {
	c := paint.Hex("#4C7FA3")
	e.solid(paint.Polygon(cx+r*0.5, cy, cx+r*1.1, cy-r*0.45, cx+r*0.95, cy, cx+r*1.1, cy+r*0.45), c, cx, cy-r, r, 2*r)
	e.solid(paint.Path{}.Move(cx-r*1.05, cy).Cube(cx-r*0.6, cy-r*0.75, cx+r*0.3, cy-r*0.6, cx+r*0.7, cy).Cube(cx+r*0.3, cy+r*0.6, cx-r*0.6, cy+r*0.75, cx-r*1.05, cy), c, cx-r, cy-r*0.6, 2*r, r*1.2)
	e.Fill(paint.Disc(cx-r*0.65, cy-r*0.12, r*0.09), paint.Flat(cream))
}

func beanSign(e *easel, cx, cy, r float64) {
	for i, a := range []float64{-30, 35} {
		x := cx + []float64{-0.35, 0.4}[i]*r
		e.bean(x, cy+[]float64{-0.1, 0.15}[i]*r, r*0.55, a, paint.Hex("#6B4226"))
	}
}

// bean is one roasted coffee bean.
func (e *easel) bean(x, y, r, turn float64, c color.NRGBA) {
	e.ball(paint.Oval(x, y, r, r*0.68).Turn(x, y, turn), c, x, y, r)
	e.Stroke(paint.Path{}.Move(x-r*0.85, y).Cube(x-r*0.3, y-r*0.35, x+r*0.3, y+r*0.35, x+r*0.85, y).Turn(x, y, turn), r*0.13, paint.Flat(paint.Darker(c, 0.55)))
}

func lotusSign(e *easel, cx, cy, r float64) {
	e.lotus(cx, cy+r*0.5, r, paint.Hex("#E58BA5"))
}

// lotus is an open flower whose stem would begin at cx, cy.
func (e *easel) lotus(cx, cy, r float64, c color.NRGBA) {
	for i, a := range []float64{-165, -15, -140, -40, -115, -65, -90} {
		shade := paint.Mix(paint.Lighter(c, 0.45), c, float64(i%3)*0.28)
		p := paint.Leaf(cx, cy, r*1.25, r*0.62, a)
		e.Fill(p, paint.Linear(cx, cy, paint.Lighter(shade, 0.45), cx+r*math.Cos(a*math.Pi/180), cy+r*math.Sin(a*math.Pi/180), shade))
	}
}

func starSign(e *easel, cx, cy, r float64) { e.anise(cx, cy, r, 0) }

// anise is a star of eight boat-shaped pods.
func (e *easel) anise(cx, cy, r, turn float64) {
	c := paint.Hex("#8A4B2A")
	for i := range 8 {
		a := float64(i)*45 + turn
		e.solid(paint.Leaf(cx, cy, r, r*0.40, a), c, cx-r, cy-r, 2*r, 2*r)
		s, k := math.Sincos(a * math.Pi / 180)
		e.ball(paint.Oval(cx+k*r*0.55, cy+s*r*0.55, r*0.14, r*0.085).Turn(cx+k*r*0.55, cy+s*r*0.55, a), paint.Hex("#D9A25E"), cx+k*r*0.55, cy+s*r*0.55, r*0.14)
	}
	e.ball(paint.Disc(cx, cy, r*0.12), c, cx, cy, r*0.12)
}

func drupeSign(e *easel, cx, cy, r float64) {
	e.ball(paint.Disc(cx-r*0.3, cy+r*0.25, r*0.55), e.tone, cx-r*0.3, cy+r*0.25, r*0.55)
	e.ball(paint.Disc(cx+r*0.42, cy+r*0.05, r*0.48), paint.Lighter(e.tone, 0.12), cx+r*0.42, cy+r*0.05, r*0.48)
	e.solid(paint.Leaf(cx-r*0.1, cy-r*0.35, r*0.9, r*0.42, -30), leafy, cx-r, cy-r, 2*r, 2*r)
}

func flowerSign(e *easel, cx, cy, r float64) {
	for i := range 6 {
		s, c := math.Sincos(float64(i) * math.Pi / 3)
		e.ball(paint.Oval(cx+c*r*0.55, cy+s*r*0.55, r*0.42, r*0.30).Turn(cx+c*r*0.55, cy+s*r*0.55, float64(i)*60), paint.Lighter(e.tone, 0.25), cx+c*r*0.55, cy+s*r*0.55, r*0.42)
	}
	e.ball(paint.Disc(cx, cy, r*0.24), gold, cx, cy, r*0.24)
}

func dropSign(e *easel, cx, cy, r float64) {
	p := paint.Path{}.Move(cx, cy-r).Cube(cx+r*0.3, cy-r*0.4, cx+r*0.75, cy, cx+r*0.75, cy+r*0.35).
		Cube(cx+r*0.75, cy+r*0.8, cx+r*0.35, cy+r, cx, cy+r).
		Cube(cx-r*0.35, cy+r, cx-r*0.75, cy+r*0.8, cx-r*0.75, cy+r*0.35).
		Cube(cx-r*0.75, cy, cx-r*0.3, cy-r*0.4, cx, cy-r)
	e.solid(p, e.tone, cx-r, cy-r, 2*r, 2*r)
	e.gleam(paint.Oval(cx-r*0.3, cy+r*0.35, r*0.12, r*0.28), 0.6)
}

func palmSign(e *easel, cx, cy, r float64) {
	e.Stroke(paint.Path{}.Move(cx-r*0.1, cy+r).Quad(cx+r*0.12, cy+r*0.2, cx, cy-r*0.3), r*0.16, paint.Flat(wood))
	for _, a := range []float64{-170, -130, -90, -50, -10, 25, 155} {
		e.solid(paint.Leaf(cx, cy-r*0.3, r*0.95, r*0.3, a), leafy, cx-r, cy-r, 2*r, 2*r)
	}
}

func sunSign(e *easel, cx, cy, r float64) {
	e.Fill(paint.Star(cx, cy, r, r*0.68, 14), paint.Flat(gold))
	e.ball(paint.Disc(cx, cy, r*0.55), paint.Hex("#E9A23B"), cx, cy, r*0.55)
}

func mountainSign(e *easel, cx, cy, r float64) {
	e.solid(paint.Polygon(cx-r*1.1, cy+r*0.7, cx-r*0.3, cy-r*0.7, cx+r*0.35, cy+r*0.7), paint.Hex("#5C8A80"), cx-r, cy-r, 2*r, 2*r)
	e.solid(paint.Polygon(cx-r*0.3, cy+r*0.7, cx+r*0.4, cy-r*0.3, cx+r*1.1, cy+r*0.7), paint.Hex("#3F6E66"), cx-r, cy-r, 2*r, 2*r)
	e.Fill(paint.Disc(cx+r*0.62, cy-r*0.65, r*0.2), paint.Flat(gold))
}
