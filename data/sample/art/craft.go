package art

import (
	"image/color"
	"math"

	"hangviet/data/sample/paint"
)

func teapot(e *easel) {
	c := e.tone
	for i, x := range []float64{215, 330, 690} {
		y := 860 + float64(i%2)*26
		e.stands(x-52, y, 104)
		e.solid(paint.Path{}.Move(x-58, y-82).Cube(x-56, y-10, x-34, y, x, y).Cube(x+34, y, x+56, y-10, x+58, y-82), c, x-58, y-82, 116, 82)
		e.Fill(paint.Oval(x, y-82, 58, 17), paint.Flat(paint.Lighter(c, 0.45)))
		e.Fill(paint.Oval(x, y-79, 48, 12), paint.Flat(paint.Hex("#B8862E")))
	}
	e.stands(330, 790, 330)
	e.Stroke(paint.Path{}.Move(640, 600).Cube(770, 560, 790, 720, 640, 720), 34, paint.Flat(paint.Darker(c, 0.12)))
	spout := paint.Path{}.Move(370, 700).Cube(270, 690, 290, 560, 215, 540).Line(245, 512).Cube(330, 540, 340, 600, 400, 610)
	e.solid(spout, c, 215, 510, 180, 190)
	body := paint.Path{}.Move(500, 510).Cube(690, 510, 720, 790, 580, 795).Line(415, 795).Cube(280, 790, 310, 510, 500, 510)
	e.ball(body, c, 490, 650, 210)
	e.Inside(body, func() {
		e.Fill(paint.Path{}.Move(280, 560).Quad(400, 640, 490, 575).Quad(600, 650, 720, 560).Line(720, 480).Line(280, 480), paint.Flat(paint.Fade(paint.Lighter(c, 0.5), 0.5)))
		e.gleam(paint.Oval(400, 610, 22, 60).Turn(400, 610, 18), 0.5)
	})
	e.solid(paint.Oval(497, 522, 92, 24), paint.Darker(c, 0.08), 405, 500, 184, 48)
	e.solid(paint.Path{}.Move(415, 516).Cube(440, 470, 550, 470, 580, 516), paint.Lighter(c, 0.1), 415, 470, 165, 50)
	e.ball(paint.Disc(497, 462, 22), c, 497, 462, 22)
}

func vase(e *easel) {
	c := e.tone
	for i, x := range []float64{455, 500, 545} {
		top := 210 + float64(i%2)*60
		e.Stroke(paint.Path{}.Move(500, 470).Quad(x, 380, x+(x-500)*1.6, top), 8, paint.Flat(leafy))
		e.lotus(x+(x-500)*1.6, top+30, 78, paint.Hex("#E58BA5"))
	}
	e.stands(380, 860, 240)
	body := paint.Path{}.Move(455, 430).Cube(470, 520, 330, 560, 345, 700).Cube(352, 800, 400, 862, 430, 862).
		Line(570, 862).Cube(600, 862, 648, 800, 655, 700).Cube(670, 560, 530, 520, 545, 430)
	e.Fill(body, paint.Linear(345, 0, paint.Lighter(c, 0.28), 655, 0, paint.Darker(c, 0.42)))
	e.Inside(body, func() {
		e.Fill(paint.Path{}.Move(300, 560).Quad(400, 640, 470, 570).Quad(560, 660, 700, 560).Line(700, 400).Line(300, 400), paint.Flat(paint.Fade(paint.Hex("#D9A25E"), 0.45)))
		e.gleam(paint.Oval(415, 690, 20, 92).Turn(415, 690, 6), 0.45)
	})
	e.Fill(paint.Oval(500, 430, 46, 13), paint.Flat(paint.Darker(c, 0.5)))
	e.Stroke(paint.Oval(500, 430, 46, 13), 8, paint.Flat(paint.Lighter(c, 0.25)))
}

func wovenBasket(e *easel) {
	e.Stroke(paint.Path{}.Move(360, 560).Cube(370, 250, 630, 250, 640, 560), 24, paint.Flat(paint.Hex("#7A4B2C")))
	e.stands(270, 860, 460)
	body := paint.Path{}.Move(245, 545).Line(755, 545).Cube(750, 720, 720, 840, 700, 862).Line(300, 862).Cube(280, 840, 250, 720, 245, 545)
	e.solid(body, e.tone, 245, 545, 510, 320)
	e.Inside(body, func() {
		for row := range 11 {
			for col := range 22 {
				x, y := 235+float64(col)*25+float64(row%2)*12, 552+float64(row)*29
				c := paint.Mix(e.tone, paint.Hex("#F0DDAE"), 0.45*float64((row+col)%2))
				if row == 4 || row == 6 {
					c = paint.Mix(paint.Hex("#3F7A5A"), c, 0.35*float64((row+col)%2))
				}
				e.solid(paint.Round(x, y, 24, 25, 9), c, x, y, 24, 25)
			}
		}
		e.Fill(paint.Rect(600, 500, 200, 400), paint.Linear(600, 0, paint.Fade(ink, 0), 760, 0, paint.Fade(ink, 0.28)))
	})
	e.solid(paint.Round(232, 525, 536, 42, 20), paint.Darker(e.tone, 0.12), 232, 525, 536, 42)
	for _, x := range []float64{360, 640} {
		e.ball(paint.Disc(x, 560, 15), paint.Hex("#C9A04A"), x, 560, 15)
	}
}

func rolledMat(e *easel) {
	e.Shadow(paint.Polygon(170, 800, 840, 760, 880, 900, 150, 915), 10, 12, 40, 0.3)
	flat := paint.Polygon(300, 735, 845, 735, 905, 905, 200, 905)
	e.solid(flat, e.tone, 200, 735, 700, 170)
	e.Inside(flat, func() {
		for i := range 26 {
			y := 735 + float64(i)*7
			e.Fill(paint.Rect(180, y, 740, 2), paint.Flat(paint.Fade(wood, 0.35)))
		}
		e.Fill(paint.Polygon(780, 735, 812, 735, 865, 905, 828, 905), paint.Flat(paint.Hex("#B43B2E")))
	})
	roll := paint.Round(150, 560, 560, 190, 95).Turn(430, 655, -4)
	e.Shadow(roll, 12, 26, 40, 0.35)
	e.Fill(roll, paint.Linear(0, 560, paint.Lighter(e.tone, 0.35), 0, 760, paint.Darker(e.tone, 0.32)))
	e.Inside(roll, func() {
		for i := range 70 {
			e.Fill(paint.Rect(140+float64(i)*9, 520, 2.5, 260), paint.Flat(paint.Fade(wood, 0.28)))
		}
		for _, x := range []float64{232, 580} {
			e.Fill(paint.Rect(x, 520, 34, 260), paint.Flat(paint.Hex("#B43B2E")))
		}
	})
	for r := 84.0; r > 10; r -= 17 {
		e.Stroke(paint.Oval(672, 640, r*0.62, r), 6, paint.Flat(paint.Mix(paint.Lighter(e.tone, 0.3), wood, r/140)))
	}
}

func conicalHat(e *easel) {
	e.Stroke(paint.Path{}.Move(300, 720).Cube(330, 930, 470, 950, 560, 900), 26, paint.Flat(paint.Hex("#D36A8A")))
	e.stands(190, 790, 620)
	p := paint.Path{}.Move(500, 300).Cube(560, 400, 720, 620, 850, 735).Cube(700, 830, 300, 830, 150, 735).Cube(280, 620, 440, 400, 500, 300)
	e.Fill(p, paint.Linear(200, 0, paint.Lighter(e.tone, 0.35), 830, 300, paint.Darker(e.tone, 0.22)))
	e.Inside(p, func() {
		for i := range 13 {
			t := 0.10 + float64(i)*0.072
			y := 300 + 440*t
			half := 355 * math.Pow(t, 1.05)
			e.Stroke(paint.Path{}.Move(500-half, y).Quad(500, y+70*t*1.6, 500+half, y), 3.5, paint.Flat(paint.Fade(paint.Hex("#A5834C"), 0.55)))
		}
		for i := range 36 {
			x := 130 + float64(i)*21
			e.Stroke(paint.Path{}.Move(500, 300).Line(x, 850), 1.6, paint.Flat(paint.Fade(wood, 0.22)))
		}
		e.lotus(420, 690, 58, paint.Hex("#E58BA5"))
		e.solid(paint.Leaf(440, 690, 90, 40, 20), leafy, 440, 660, 90, 60)
	})
	e.Stroke(paint.Path{}.Move(150, 735).Cube(300, 830, 700, 830, 850, 735), 10, paint.Flat(paint.Lighter(e.tone, 0.2)))
}

func bowls(e *easel) {
	for i, at := range [][3]float64{{640, 700, 150}, {330, 740, 165}, {560, 830, 180}} {
		x, y, r := at[0], at[1], at[2]
		e.stands(x-r*0.7, y+r*0.55, r*1.4)
		p := paint.Path{}.Move(x-r, y-r*0.2).Cube(x-r*0.95, y+r*0.6, x-r*0.4, y+r*0.66, x, y+r*0.66).Cube(x+r*0.4, y+r*0.66, x+r*0.95, y+r*0.6, x+r, y-r*0.2)
		e.Fill(p, paint.Radial(x-r*0.4, y, r*1.6, paint.Lighter(e.tone, 0.2), paint.Darker(e.tone, 0.45)))
		e.Inside(p, func() {
			for j := range 9 {
				fx := x - r*0.8 + float64(j)*r*0.2
				e.Fill(paint.Star(fx, y+r*0.22+math.Abs(fx-x)*-0.12, r*0.07, r*0.03, 6), paint.Flat(paint.Fade(cream, 0.85)))
			}
		})
		e.Fill(paint.Oval(x, y-r*0.2, r, r*0.27), paint.Flat(paint.Darker(e.tone, 0.2)))
		inside := []color.NRGBA{paint.Hex("#B5352B"), paint.Hex("#D9A22E"), paint.Hex("#2F6E5A")}[i]
		e.solid(paint.Oval(x, y-r*0.18, r*0.90, r*0.22), inside, x-r, y-r*0.4, 2*r, r*0.4)
	}
}

func lacquer(e *easel) {
	e.Shadow(paint.Rect(300, 200, 400, 560), 18, 24, 50, 0.4)
	e.solid(paint.Round(290, 190, 420, 580, 8), paint.Hex("#3A2620"), 290, 190, 420, 580)
	panel := paint.Rect(318, 218, 364, 524)
	e.Fill(panel, paint.Linear(318, 218, paint.Hex("#8E1F1A"), 682, 742, paint.Hex("#4A0F10")))
	e.Inside(panel, func() {
		e.Fill(paint.Disc(590, 320, 54), paint.Flat(gold))
		for i := range 260 {
			x, y := e.between(318, 682), e.between(218, 742)
			e.Fill(paint.Disc(x, y, e.between(0.8, 2.6)), paint.Flat(paint.Fade(gold, 0.5)))
			if i%3 == 0 {
				e.Fill(paint.Polygon(x, y, x+6, y+2, x+3, y+7), paint.Flat(paint.Fade(cream, 0.35)))
			}
		}
		for _, f := range [][3]float64{{420, 520, 92}, {560, 600, 74}, {470, 690, 60}} {
			e.Stroke(paint.Path{}.Move(f[0], f[1]).Quad(f[0]-20, 690, f[0]+10, 760), 7, paint.Flat(paint.Hex("#2F5A3E")))
			e.lotus(f[0], f[1], f[2], paint.Hex("#EBC3B0"))
		}
		for _, f := range [][3]float64{{380, 640, 66}, {620, 690, 78}} {
			e.solid(paint.Oval(f[0], f[1], f[2], f[2]*0.36), paint.Hex("#3F6A45"), f[0]-60, f[1]-30, 120, 60)
			e.Stroke(paint.Path{}.Move(f[0]-f[2]*0.8, f[1]).Line(f[0]+f[2]*0.8, f[1]), 2, paint.Flat(paint.Fade(gold, 0.7)))
		}
	})
	e.gleam(paint.Polygon(318, 218, 470, 218, 330, 560, 318, 560), 0.07)
}

func lanterns(e *easel) {
	for i, at := range [][4]float64{{270, 420, 125, 0}, {740, 360, 115, 1}, {505, 560, 185, 2}} {
		x, y, r := at[0], at[1], at[2]
		c := []color.NRGBA{paint.Hex("#C23B5A"), paint.Hex("#2E8C7E"), e.tone}[i]
		e.Stroke(paint.Path{}.Move(x, 0).Line(x, y-r), 4, paint.Flat(ink))
		e.Fill(paint.Disc(x, y, r*1.9), paint.Radial(x, y, r*1.9, paint.Fade(paint.Hex("#FFE9A8"), 0.55), paint.Fade(paint.Hex("#FFE9A8"), 0)))
		p := paint.Path{}.Move(x, y-r).Cube(x+r*1.35, y-r*0.75, x+r*1.0, y+r*0.5, x+r*0.28, y+r*1.05).
			Line(x-r*0.28, y+r*1.05).Cube(x-r*1.0, y+r*0.5, x-r*1.35, y-r*0.75, x, y-r)
		e.Fill(p, paint.Radial(x, y-r*0.1, r*1.2, paint.Lighter(c, 0.55), c))
		e.Inside(p, func() {
			for _, k := range []float64{-0.85, -0.45, 0, 0.45, 0.85} {
				e.Stroke(paint.Path{}.Move(x, y-r).Cube(x+k*r*1.35, y-r*0.6, x+k*r*1.1, y+r*0.5, x+k*r*0.3, y+r*1.05), 3, paint.Flat(paint.Fade(paint.Darker(c, 0.4), 0.6)))
			}
		})
		e.solid(paint.Round(x-r*0.24, y-r*1.06, r*0.48, r*0.14, 6), wood, x-r*0.2, y-r, r*0.4, r*0.2)
		e.solid(paint.Round(x-r*0.32, y+r*1.0, r*0.64, r*0.14, 6), wood, x-r*0.3, y+r, r*0.6, r*0.2)
		for d := -2; d <= 2; d++ {
			e.Stroke(paint.Path{}.Move(x+float64(d)*r*0.07, y+r*1.12).Line(x+float64(d)*r*0.09, y+r*1.6), 5, paint.Flat(paint.Darker(c, 0.05)))
		}
	}
}

func toyBuffalo(e *easel) {
	c := paint.Hex("#D9A05B")
	e.stands(250, 850, 480)
	for i, x := range []float64{330, 430, 570, 660} {
		e.solid(paint.Round(x, 690, 58, 130, 22), paint.Darker(c, 0.08*float64(i%2)+0.06), x, 690, 58, 130)
		e.ball(paint.Disc(x+29, 832, 34), e.tone, x+29, 832, 34)
		e.Fill(paint.Disc(x+29, 832, 9), paint.Flat(cream))
	}
	e.solid(paint.Path{}.Move(310, 560).Cube(340, 480, 660, 470, 730, 560).Cube(760, 640, 740, 740, 700, 750).Line(340, 750).Cube(290, 740, 290, 620, 310, 560), c, 300, 480, 450, 270)
	e.solid(paint.Round(205, 500, 170, 150, 62), paint.Lighter(c, 0.08), 205, 500, 170, 150)
	e.Stroke(paint.Path{}.Move(250, 512).Cube(170, 470, 170, 390, 250, 360), 26, paint.Flat(paint.Hex("#6B4226")))
	e.Stroke(paint.Path{}.Move(340, 510).Cube(420, 470, 420, 390, 345, 360), 26, paint.Flat(paint.Hex("#6B4226")))
	e.Fill(paint.Disc(255, 560, 13), paint.Flat(ink))
	e.Fill(paint.Disc(328, 560, 13), paint.Flat(ink))
	e.Fill(paint.Oval(290, 622, 50, 22), paint.Flat(paint.Lighter(c, 0.4)))
	e.Stroke(paint.Path{}.Move(735, 580).Cube(800, 600, 800, 680, 775, 710), 12, paint.Flat(wood))
	e.solid(paint.Round(440, 500, 180, 110, 20), e.tone, 440, 500, 180, 110)
	e.Fill(paint.Star(530, 555, 34, 15, 8), paint.Flat(cream))
	e.Stroke(paint.Path{}.Move(220, 640).Cube(140, 700, 160, 860, 60, 900), 6, paint.Flat(paint.Hex("#B43B2E")))
}
