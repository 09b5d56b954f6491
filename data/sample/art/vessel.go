package art

import (
	"image/color"

	"hangviet/data/sample/paint"
)

// shape is where a vessel stands: its left side, its foot, width and height.
type shape struct{ x, foot, w, h float64 }

func (s shape) top() float64 { return s.foot - s.h }
func (s shape) mid() float64 { return s.x + s.w/2 }

// jar draws a glass jar full of something, with a cloth or metal lid.
func (e *easel) jar(s shape, inside, lid color.NRGBA) {
	e.stands(s.x, s.foot, s.w)
	y := s.top()
	body := paint.Round(s.x, y+s.h*0.17, s.w, s.h*0.83, s.w*0.16)
	e.solid(body, paint.Mix(inside, paint.Hex("#FFFFFF"), 0.35), s.x, y, s.w, s.h)
	e.Inside(body, func() {
		fill := paint.Round(s.x+s.w*0.05, y+s.h*0.27, s.w*0.9, s.h*0.70, s.w*0.12)
		e.Fill(fill, paint.Linear(s.x, y, paint.Lighter(inside, 0.18), s.x+s.w, s.foot, paint.Darker(inside, 0.20)))
		e.Fill(paint.Oval(s.mid(), y+s.h*0.28, s.w*0.43, s.h*0.028), paint.Flat(paint.Lighter(inside, 0.35)))
		e.gleam(paint.Round(s.x+s.w*0.08, y+s.h*0.24, s.w*0.07, s.h*0.64, s.w*0.03), 0.55)
		e.gleam(paint.Round(s.x+s.w*0.88, y+s.h*0.34, s.w*0.035, s.h*0.5, s.w*0.02), 0.30)
	})
	e.solid(paint.Round(s.x+s.w*0.06, y+s.h*0.10, s.w*0.88, s.h*0.09, s.w*0.03), paint.Lighter(inside, 0.5), s.x, y, s.w, s.h*0.2)
	e.solid(paint.Round(s.x+s.w*0.03, y, s.w*0.94, s.h*0.135, s.w*0.05), lid, s.x, y, s.w, s.h*0.16)
	e.gleam(paint.Round(s.x+s.w*0.10, y+s.h*0.025, s.w*0.5, s.h*0.025, s.w*0.02), 0.35)
}

// bottle draws a bottle with shoulders, a neck and a cap.
func (e *easel) bottle(s shape, glass, lid color.NRGBA, shoulder float64) {
	e.stands(s.x, s.foot, s.w)
	y, neck := s.top(), s.w*0.17
	m := s.mid()
	low := y + s.h*shoulder
	body := paint.Path{}.Move(m-neck, y+s.h*0.06).Line(m-neck, y+s.h*0.17).
		Cube(m-neck, low-s.h*0.02, s.x, low-s.h*0.06, s.x, low+s.h*0.05).
		Line(s.x, s.foot-s.w*0.12).Quad(s.x, s.foot, s.x+s.w*0.14, s.foot).
		Line(s.x+s.w*0.86, s.foot).Quad(s.x+s.w, s.foot, s.x+s.w, s.foot-s.w*0.12).
		Line(s.x+s.w, low+s.h*0.05).
		Cube(s.x+s.w, low-s.h*0.06, m+neck, low-s.h*0.02, m+neck, y+s.h*0.17).
		Line(m+neck, y+s.h*0.06)
	e.Fill(body, paint.Linear(s.x, 0, paint.Lighter(glass, 0.16), s.x+s.w, 0, paint.Darker(glass, 0.30)))
	e.Inside(body, func() {
		e.Fill(paint.Rect(s.x, low-s.h*0.02, s.w, s.h), paint.Linear(s.x, 0, paint.Fade(glass, 0.2), s.x+s.w, s.foot, paint.Fade(paint.Darker(glass, 0.5), 0.35)))
		e.gleam(paint.Round(s.x+s.w*0.09, low+s.h*0.03, s.w*0.075, s.h*(0.86-shoulder), s.w*0.04), 0.45)
		e.gleam(paint.Round(m-neck*0.75, y+s.h*0.10, neck*0.35, s.h*0.13, neck*0.2), 0.40)
	})
	e.solid(paint.Round(m-neck*1.25, y, neck*2.5, s.h*0.085, neck*0.35), lid, m-neck, y, neck*2, s.h*0.09)
	e.gleam(paint.Round(m-neck*0.9, y+s.h*0.015, neck*0.4, s.h*0.05, neck*0.2), 0.35)
}

// box draws a paper box seen a little from the right and above.
func (e *easel) box(s shape, c color.NRGBA) {
	side := s.w * 0.20
	e.stands(s.x, s.foot, s.w+side)
	y := s.top()
	e.solid(paint.Polygon(s.x+s.w, y, s.x+s.w+side, y-side*0.45, s.x+s.w+side, s.foot-side*0.55, s.x+s.w, s.foot), paint.Darker(c, 0.28), s.x+s.w, y, side, s.h)
	e.solid(paint.Polygon(s.x, y, s.x+side, y-side*0.45, s.x+s.w+side, y-side*0.45, s.x+s.w, y), paint.Lighter(c, 0.30), s.x, y-side, s.w, side)
	e.solid(paint.Rect(s.x, y, s.w, s.h), c, s.x, y, s.w, s.h)
	e.gleam(paint.Polygon(s.x, y, s.x+s.w*0.32, y, s.x, y+s.h*0.5), 0.10)
}

// pouch draws a standing bag with a sealed top.
func (e *easel) pouch(s shape, c color.NRGBA) {
	e.stands(s.x, s.foot, s.w)
	y := s.top()
	body := paint.Path{}.Move(s.x+s.w*0.05, y).Line(s.x+s.w*0.95, y).
		Cube(s.x+s.w*0.98, y+s.h*0.4, s.x+s.w*1.03, s.foot-s.h*0.2, s.x+s.w, s.foot-s.h*0.03).
		Quad(s.mid(), s.foot+s.h*0.035, s.x, s.foot-s.h*0.03).
		Cube(s.x-s.w*0.03, s.foot-s.h*0.2, s.x+s.w*0.02, y+s.h*0.4, s.x+s.w*0.05, y)
	e.Fill(body, paint.Linear(s.x, y, paint.Lighter(c, 0.20), s.x+s.w, s.foot, paint.Darker(c, 0.22)))
	e.Inside(body, func() {
		e.Fill(paint.Rect(s.x, y, s.w, s.h*0.075), paint.Flat(paint.Fade(paint.Darker(c, 0.35), 0.55)))
		e.Fill(paint.Rect(s.x, y+s.h*0.082, s.w, s.h*0.008), paint.Flat(paint.Fade(paint.Lighter(c, 0.6), 0.5)))
		e.gleam(paint.Polygon(s.x+s.w*0.06, y+s.h*0.1, s.x+s.w*0.17, y+s.h*0.1, s.x+s.w*0.10, s.foot-s.h*0.1, s.x+s.w*0.03, s.foot-s.h*0.12), 0.22)
		e.Fill(paint.Path{}.Move(s.x+s.w*0.80, y+s.h*0.1).Quad(s.x+s.w*0.9, s.foot-s.h*0.4, s.x+s.w*0.97, s.foot).Line(s.x+s.w*1.1, s.foot).Line(s.x+s.w*1.1, y), paint.Flat(paint.Fade(paint.Darker(c, 0.4), 0.16)))
	})
}

// sack draws a cloth bag tied at the neck.
func (e *easel) sack(s shape, c color.NRGBA) {
	e.stands(s.x, s.foot, s.w)
	y, m := s.top(), s.mid()
	ear := paint.Path{}.Move(m-s.w*0.10, y+s.h*0.20).Cube(m-s.w*0.34, y+s.h*0.02, m-s.w*0.18, y-s.h*0.02, m-s.w*0.04, y+s.h*0.05).
		Quad(m, y-s.h*0.04, m+s.w*0.08, y+s.h*0.04).Cube(m+s.w*0.24, y-s.h*0.03, m+s.w*0.30, y+s.h*0.05, m+s.w*0.10, y+s.h*0.20)
	e.solid(ear, paint.Darker(c, 0.05), m-s.w*0.3, y, s.w*0.6, s.h*0.2)
	body := paint.Path{}.Move(m-s.w*0.11, y+s.h*0.19).
		Cube(m-s.w*0.55, y+s.h*0.34, s.x-s.w*0.08, s.foot-s.h*0.25, s.x+s.w*0.04, s.foot-s.h*0.05).
		Quad(m, s.foot+s.h*0.06, s.x+s.w*0.96, s.foot-s.h*0.05).
		Cube(s.x+s.w*1.08, s.foot-s.h*0.25, m+s.w*0.55, y+s.h*0.34, m+s.w*0.11, y+s.h*0.19)
	e.Fill(body, paint.Radial(s.x+s.w*0.30, y+s.h*0.45, s.w*0.95, paint.Lighter(c, 0.28), paint.Darker(c, 0.22)))
	e.Stroke(paint.Path{}.Move(m-s.w*0.05, y+s.h*0.23).Quad(m-s.w*0.13, y+s.h*0.3, m-s.w*0.2, y+s.h*0.4), 5, paint.Flat(paint.Fade(paint.Darker(c, 0.4), 0.35)))
	e.Stroke(paint.Path{}.Move(m+s.w*0.05, y+s.h*0.23).Quad(m+s.w*0.10, y+s.h*0.3, m+s.w*0.22, y+s.h*0.38), 5, paint.Flat(paint.Fade(paint.Darker(c, 0.4), 0.35)))
	e.Stroke(paint.Path{}.Move(m-s.w*0.13, y+s.h*0.195).Quad(m, y+s.h*0.225, m+s.w*0.13, y+s.h*0.195), 16, paint.Flat(paint.Hex("#A9472F")))
}

// label lays a paper label with an emblem on whatever stands behind it.
func (e *easel) label(cx, cy, w, h float64, paper color.NRGBA, emblem func(cx, cy, r float64)) {
	e.Shadow(paint.Round(cx-w/2, cy-h/2, w, h, w*0.08), 2, 3, 8, 0.18)
	e.Fill(paint.Round(cx-w/2, cy-h/2, w, h, w*0.08), paint.Flat(paper))
	line := paint.Fade(paint.Darker(e.tone, 0.15), 0.8)
	e.Stroke(paint.Round(cx-w/2+w*0.06, cy-h/2+w*0.06, w*0.88, h-w*0.12, w*0.05), max(2, w*0.014), paint.Flat(line))
	emblem(cx, cy-h*0.08, min(w, h)*0.25)
	for i, part := range []float64{0.46, 0.30} {
		e.Fill(paint.Round(cx-w*part/2, cy+h*(0.25+float64(i)*0.095), w*part, h*0.045, h*0.02), paint.Flat(paint.Fade(ink, 0.62-0.2*float64(i))))
	}
}
