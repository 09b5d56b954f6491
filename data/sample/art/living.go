package art

import (
	"image/color"
	"math"

	"hangviet/data/sample/paint"
)

// pot draws a glazed pot with its rim at y.
func (e *easel) pot(cx, y, w, h float64, c color.NRGBA) {
	e.stands(cx-w*0.4, y+h, w*0.8)
	p := paint.Path{}.Move(cx-w/2, y).Line(cx+w/2, y).Cube(cx+w*0.46, y+h*0.7, cx+w*0.36, y+h, cx+w*0.32, y+h).Line(cx-w*0.32, y+h).Cube(cx-w*0.36, y+h, cx-w*0.46, y+h*0.7, cx-w/2, y)
	e.Fill(p, paint.Linear(cx-w/2, 0, paint.Lighter(c, 0.3), cx+w/2, 0, paint.Darker(c, 0.3)))
	e.Inside(p, func() {
		e.Stroke(paint.Path{}.Move(cx-w*0.36, y+h*0.55).Quad(cx-w*0.18, y+h*0.30, cx, y+h*0.55).Quad(cx+w*0.18, y+h*0.80, cx+w*0.36, y+h*0.55), 6, paint.Flat(paint.Fade(cream, 0.7)))
	})
	e.solid(paint.Round(cx-w*0.54, y-h*0.08, w*1.08, h*0.2, h*0.08), paint.Lighter(c, 0.05), cx-w/2, y-h*0.1, w, h*0.2)
	e.Fill(paint.Oval(cx, y-h*0.02, w*0.46, h*0.07), paint.Flat(paint.Hex("#4A3527")))
}

// blossom is a round flower with n petals.
func (e *easel) blossom(x, y, r float64, n int, c, heart color.NRGBA) {
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		px, py := x+math.Cos(a)*r*0.55, y+math.Sin(a)*r*0.55
		e.Fill(paint.Oval(px, py, r*0.52, r*0.36).Turn(px, py, a*180/math.Pi), paint.Radial(x, y, r*1.1, paint.Darker(c, 0.05), paint.Lighter(c, 0.35)))
	}
	e.ball(paint.Disc(x, y, r*0.22), heart, x, y, r*0.22)
}

func orchid(e *easel) {
	for i, k := range []float64{-1, 0.15, 1} {
		tip := 500 + k*260
		stem := paint.Path{}.Move(500, 700).Cube(500+k*30, 420, 500+k*90, 240+float64(i%2)*40, tip, 330)
		e.Stroke(stem, 9, paint.Flat(leafy))
		for j := range 5 {
			t := 0.45 + float64(j)*0.135
			u := 1 - t
			x := u*u*u*500 + 3*u*u*t*(500+k*30) + 3*u*t*t*(500+k*90) + t*t*t*tip
			y := u*u*u*700 + 3*u*u*t*420 + 3*u*t*t*(240+float64(i%2)*40) + t*t*t*330
			e.petals(x, y, 66-float64(j)*5)
		}
	}
	for _, a := range []float64{200, -20, 168, 12} {
		e.solid(paint.Leaf(500, 705, 250, 100, a), paint.Darker(leafy, 0.1), 300, 600, 400, 150)
	}
	e.pot(500, 710, 230, 170, paint.Hex("#E9E4D6"))
}

// petals is one moth orchid.
func (e *easel) petals(x, y, r float64) {
	c := e.tone
	e.Shadow(paint.Disc(x, y, r*0.8), 4, 8, 16, 0.18)
	for _, a := range []float64{-90, 35, 145} {
		e.Fill(paint.Leaf(x, y, r, r*0.62, a), paint.Radial(x, y, r, paint.Lighter(c, 0.25), paint.Lighter(c, 0.6)))
	}
	for _, s := range []float64{-1, 1} {
		px := x + s*r*0.52
		e.Fill(paint.Oval(px, y-r*0.08, r*0.56, r*0.44), paint.Radial(x, y, r*1.2, c, paint.Lighter(c, 0.55)))
	}
	e.ball(paint.Disc(x, y+r*0.12, r*0.20), paint.Hex("#C72C6B"), x, y+r*0.12, r*0.2)
	e.Fill(paint.Disc(x, y+r*0.02, r*0.09), paint.Flat(gold))
}

func hydrangea(e *easel) {
	for _, at := range [][3]float64{{340, 420, 150}, {650, 400, 160}, {500, 520, 190}} {
		x, y, r := at[0], at[1], at[2]
		e.Stroke(paint.Path{}.Move(x, y).Quad(500, 700, 500, 880), 12, paint.Flat(paint.Darker(leafy, 0.1)))
		for _, a := range []float64{20, 160} {
			e.solid(paint.Leaf(x, y+r*0.6, r*1.15, r*0.7, a), leafy, x-r, y, 2*r, r)
		}
		for i := range 70 {
			d := r * math.Sqrt(float64(i)/70)
			s, c := math.Sincos(float64(70-i) * 2.4)
			fx, fy := x+c*d, y+s*d*0.86
			tint := paint.Mix(e.tone, paint.Hex("#B79AD6"), e.between(0, 0.6))
			e.blossom(fx, fy, 30, 4, paint.Lighter(tint, 0.28-0.3*(fy-y)/r), cream)
		}
	}
	wrap := paint.Polygon(330, 690, 500, 760, 670, 690, 590, 930, 410, 930)
	e.Shadow(wrap, 12, 12, 30, 0.3)
	e.solid(wrap, paint.Hex("#D8B98A"), 330, 690, 340, 240)
	e.Stroke(paint.Path{}.Move(392, 840).Quad(500, 872, 608, 840), 16, paint.Flat(paint.Hex("#B43B2E")))
}

func kumquat(e *easel) {
	e.Stroke(paint.Path{}.Move(500, 740).Quad(490, 640, 505, 520), 26, paint.Flat(paint.Hex("#6E4A33")))
	for i := range 150 {
		t := float64(i) / 150
		s, c := math.Sincos(float64(i) * 2.4)
		w := 250 * math.Sqrt(t)
		x, y := 500+c*w*(0.55+0.45*(1-math.Abs(s))), 420+s*w*1.05
		e.solid(paint.Leaf(x, y, 74, 38, e.between(0, 360)), paint.Mix(leafy, paint.Hex("#2F6E3E"), e.between(0, 0.9)), x-40, y-40, 80, 80)
	}
	for i := range 34 {
		s, c := math.Sincos(float64(i) * 2.4)
		w := 235 * math.Sqrt(float64(i)/34)
		ballOf("#F2902A", 0.5)(e, 500+c*w*0.85, 430+s*w, 25)
	}
	e.pot(500, 735, 260, 160, paint.Hex("#3C6E9C"))
}

func bonsai(e *easel) {
	trunk := paint.Path{}.Move(455, 780).Cube(470, 700, 380, 640, 430, 560).Cube(470, 500, 600, 500, 590, 400).
		Line(615, 400).Cube(640, 520, 520, 540, 500, 600).Cube(480, 650, 560, 700, 560, 780)
	e.solid(trunk, paint.Hex("#6E4A33"), 400, 400, 220, 380)
	e.Stroke(paint.Path{}.Move(440, 590).Quad(360, 560, 300, 540), 24, paint.Flat(paint.Hex("#6E4A33")))
	e.Stroke(paint.Path{}.Move(560, 520).Quad(660, 520, 730, 490), 20, paint.Flat(paint.Hex("#6E4A33")))
	for _, at := range [][3]float64{{290, 510, 120}, {735, 460, 115}, {590, 330, 155}} {
		for i := range 60 {
			s, c := math.Sincos(float64(i) * 2.4)
			d := at[2] * math.Sqrt(float64(i)/60)
			x, y := at[0]+c*d*1.15, at[1]+s*d*0.5
			e.solid(paint.Leaf(x, y, 44, 24, e.between(0, 360)), paint.Mix(leafy, paint.Hex("#A9BE5B"), e.between(0, 0.5)), x-22, y-22, 44, 44)
			if i%3 == 0 {
				e.blossom(x, y-6, 21, 5, paint.Hex("#F2C530"), paint.Hex("#D9822B"))
			}
		}
	}
	e.pot(505, 785, 420, 90, paint.Hex("#7A3B2C"))
}

func betta(e *easel) {
	e.stands(250, 860, 500)
	bowl := paint.Disc(500, 580, 285)
	e.Fill(bowl, paint.Radial(400, 450, 560, paint.Hex("#EAF6F5"), paint.Hex("#A9CFD2")))
	e.Inside(bowl, func() {
		e.Fill(paint.Rect(200, 430, 600, 460), paint.Linear(0, 430, paint.Fade(paint.Hex("#8CC4CC"), 0.75), 0, 860, paint.Fade(paint.Hex("#4E929E"), 0.8)))
		e.Fill(paint.Oval(500, 432, 250, 22), paint.Flat(paint.Fade(paint.Hex("#FFFFFF"), 0.5)))
		for i := range 26 {
			x := 290 + float64(i)*17
			e.ball(paint.Disc(x, 838+e.between(-12, 10), 17), paint.Mix(straw, cream, e.between(0, 0.6)), x, 838, 17)
		}
		for i, x := range []float64{330, 360, 690} {
			e.Stroke(paint.Path{}.Move(x, 850).Cube(x-40, 740, x+40, 680, x-10, 560+float64(i)*30), 13, paint.Flat(paint.Darker(leafy, 0.05)))
		}
		e.fighter(490, 610, 92)
		for i, y := range []float64{520, 490, 462} {
			e.Stroke(paint.Disc(352+float64(i%2)*14, y, 7+float64(i)), 3, paint.Flat(paint.Fade(cream, 0.8)))
		}
	})
	e.gleam(paint.Oval(345, 470, 26, 84).Turn(345, 470, 36), 0.6)
	e.Stroke(paint.Oval(500, 372, 196, 40), 9, paint.Flat(paint.Fade(paint.Hex("#FFFFFF"), 0.75)))
}

// fighter is a betta with long fins, looking left.
func (e *easel) fighter(x, y, r float64) {
	c := e.tone
	fin := paint.Path{}.Move(x+r*0.7, y).Cube(x+r*1.2, y-r*1.6, x+r*2.6, y-r*1.3, x+r*2.3, y-r*0.2).
		Cube(x+r*2.8, y+r*0.4, x+r*2.2, y+r*1.7, x+r*1.4, y+r*1.5).Cube(x+r*1.1, y+r*1.1, x+r*0.9, y+r*0.5, x+r*0.7, y)
	e.Fill(fin, paint.Radial(x+r*0.7, y, r*2, paint.Lighter(c, 0.1), paint.Mix(c, paint.Hex("#C72C6B"), 0.65)))
	e.Fill(paint.Path{}.Move(x-r*0.2, y-r*0.4).Cube(x, y-r*1.5, x+r*0.9, y-r*1.6, x+r*1.1, y-r*0.9).Quad(x+r*0.9, y-r*0.4, x+r*0.6, y-r*0.3), paint.Flat(paint.Mix(c, paint.Hex("#C72C6B"), 0.45)))
	e.Fill(paint.Path{}.Move(x-r*0.3, y+r*0.35).Cube(x-r*0.2, y+r*1.4, x+r*0.7, y+r*1.7, x+r*0.9, y+r*1.1).Quad(x+r*0.8, y+r*0.5, x+r*0.6, y+r*0.3), paint.Flat(paint.Mix(c, paint.Hex("#C72C6B"), 0.45)))
	for i := range 6 {
		a := -0.9 + float64(i)*0.36
		e.Stroke(paint.Path{}.Move(x+r*0.8, y).Line(x+r*0.8+math.Cos(a)*r*1.5, y+math.Sin(a)*r*1.3), 3, paint.Flat(paint.Fade(cream, 0.35)))
	}
	body := paint.Path{}.Move(x-r*1.2, y).Cube(x-r*0.8, y-r*0.7, x+r*0.3, y-r*0.6, x+r*0.9, y-r*0.15).Line(x+r*0.9, y+r*0.15).Cube(x+r*0.3, y+r*0.6, x-r*0.8, y+r*0.6, x-r*1.2, y)
	e.solid(body, paint.Darker(c, 0.1), x-r*1.2, y-r*0.6, r*2, r*1.2)
	e.Fill(paint.Disc(x-r*0.8, y-r*0.1, r*0.12), paint.Flat(cream))
	e.Fill(paint.Disc(x-r*0.82, y-r*0.1, r*0.07), paint.Flat(ink))
}

func songbird(e *easel) {
	e.Stroke(paint.Path{}.Move(60, 720).Cube(300, 700, 600, 760, 950, 690), 30, paint.Flat(paint.Hex("#6E4A33")))
	for _, at := range [][3]float64{{180, 705, -50}, {300, 712, 40}, {760, 715, -60}, {850, 705, -20}, {700, 730, 60}} {
		e.solid(paint.Leaf(at[0], at[1], 120, 56, at[2]), leafy, at[0]-60, at[1]-60, 120, 120)
	}
	e.solid(paint.Polygon(610, 620, 700, 610, 800, 860, 730, 880), paint.Hex("#4A3A30"), 610, 600, 180, 280)
	body := paint.Path{}.Move(400, 420).Cube(560, 380, 690, 520, 690, 640).Cube(640, 740, 460, 740, 400, 640).Cube(370, 560, 370, 480, 400, 420)
	e.ball(body, paint.Hex("#8A6A4E"), 520, 560, 190)
	e.Inside(body, func() { e.Fill(paint.Oval(420, 640, 130, 150), paint.Flat(paint.Hex("#F2E8D8"))) })
	e.solid(paint.Path{}.Move(520, 480).Cube(640, 500, 700, 600, 700, 690).Cube(610, 690, 530, 620, 520, 480), paint.Hex("#5E4636"), 520, 480, 180, 210)
	e.solid(paint.Path{}.Move(385, 330).Quad(400, 230, 455, 215).Quad(445, 280, 470, 330), paint.Hex("#2F2724"), 385, 215, 90, 120)
	e.ball(paint.Disc(425, 395, 86), paint.Hex("#2F2724"), 425, 395, 86)
	e.Fill(paint.Oval(450, 440, 44, 30), paint.Flat(cream))
	e.Fill(paint.Oval(470, 408, 20, 14), paint.Flat(paint.Hex("#D8433B")))
	e.solid(paint.Polygon(345, 380, 345, 412, 286, 404), paint.Hex("#3A332E"), 290, 380, 60, 30)
	e.Fill(paint.Disc(400, 378, 14), paint.Flat(cream))
	e.Fill(paint.Disc(398, 378, 9), paint.Flat(ink))
	for _, x := range []float64{470, 530} {
		e.Stroke(paint.Path{}.Move(x, 705).Line(x-6, 740), 9, paint.Flat(paint.Hex("#3A332E")))
	}
}
