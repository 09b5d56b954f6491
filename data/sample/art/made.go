package art

import (
	"image/color"
	"math"

	"hangviet/data/sample/paint"
)

func phone(screen func(e *easel)) func(*easel) {
	return func(e *easel) {
		e.stands(330, 880, 340)
		e.solid(paint.Round(322, 180, 356, 700, 52), paint.Hex("#2E3234"), 322, 180, 356, 700)
		glass := paint.Round(340, 198, 320, 664, 38)
		e.Fill(glass, paint.Linear(340, 198, paint.Hex("#FBF7F0"), 660, 862, paint.Hex("#EFE6D6")))
		e.Inside(glass, func() {
			e.Fill(paint.Rect(340, 198, 320, 100), paint.Flat(e.tone))
			e.Fill(paint.Round(366, 250, 150, 20, 10), paint.Flat(paint.Fade(cream, 0.9)))
			screen(e)
		})
		e.Fill(paint.Round(455, 208, 90, 16, 8), paint.Flat(paint.Hex("#2E3234")))
		e.gleam(paint.Polygon(340, 198, 480, 198, 340, 560), 0.10)
	}
}

func shopScreen(e *easel) {
	for i := range 6 {
		x, y := 362+float64(i%2)*144, 322+float64(i/2)*176
		e.Shadow(paint.Round(x, y, 132, 160, 16), 1, 4, 10, 0.16)
		e.Fill(paint.Round(x, y, 132, 160, 16), paint.Flat(paint.Hex("#FFFFFF")))
		c := []string{"#E8775A", "#EFC03C", "#3F8F5B", "#7A4E9C", "#3C78A8", "#D9822B"}[i]
		e.ball(paint.Disc(x+66, y+62, 36), paint.Hex(c), x+66, y+62, 36)
		e.Fill(paint.Round(x+18, y+116, 96, 11, 5), paint.Flat(paint.Fade(ink, 0.6)))
		e.Fill(paint.Round(x+18, y+136, 56, 10, 5), paint.Flat(paint.Fade(e.tone, 0.9)))
	}
}

func traceScreen(e *easel) {
	e.Fill(paint.Round(390, 330, 220, 220, 18), paint.Flat(paint.Hex("#FFFFFF")))
	for i := range 81 {
		x, y := 408+float64(i%9)*21, 348+float64(i/9)*21
		corner := (i%9 < 3 && i/9 < 3) || (i%9 > 5 && i/9 < 3) || (i%9 < 3 && i/9 > 5)
		if corner || e.dice.IntN(2) == 0 {
			e.Fill(paint.Rect(x, y, 19, 19), paint.Flat(ink))
		}
	}
	for i := range 4 {
		y := 600 + float64(i)*62
		e.Fill(paint.Disc(384, y, 15), paint.Flat(e.tone))
		e.Fill(paint.Rect(381, y, 6, 56), paint.Flat(paint.Fade(e.tone, 0.6)))
		e.Fill(paint.Round(416, y-9, 190-float64(i%2)*50, 17, 8), paint.Flat(paint.Fade(ink, 0.5)))
	}
}

func riceCooker(e *easel) {
	e.stands(240, 860, 520)
	body := paint.Path{}.Move(225, 560).Cube(215, 760, 260, 862, 340, 862).Line(660, 862).Cube(740, 862, 785, 760, 775, 560)
	e.Fill(body, paint.Linear(225, 0, paint.Lighter(e.tone, 0.3), 775, 0, paint.Darker(e.tone, 0.3)))
	e.solid(paint.Path{}.Move(220, 565).Cube(230, 420, 360, 372, 500, 372).Cube(640, 372, 770, 420, 780, 565), paint.Hex("#F0EDE4"), 220, 372, 560, 190)
	e.Fill(paint.Rect(222, 556, 556, 16), paint.Flat(paint.Hex("#B7BDBB")))
	e.solid(paint.Round(430, 350, 140, 36, 18), paint.Hex("#3A3A3A"), 430, 350, 140, 36)
	e.Fill(paint.Round(390, 640, 220, 130, 26), paint.Flat(paint.Hex("#2E3234")))
	e.Fill(paint.Round(410, 658, 180, 52, 12), paint.Flat(paint.Hex("#BFE0C6")))
	for i := range 3 {
		e.ball(paint.Disc(440+float64(i)*60, 740, 14), paint.Lighter(e.tone, 0.2), 440+float64(i)*60, 740, 14)
	}
	e.gleam(paint.Oval(300, 690, 18, 96), 0.4)
	e.gleam(paint.Oval(350, 450, 70, 18).Turn(350, 450, -24), 0.6)
	for _, x := range []float64{470, 530} {
		e.Stroke(paint.Path{}.Move(x, 320).Cube(x-30, 280, x+30, 250, x, 200), 9, paint.Flat(paint.Fade(paint.Hex("#FFFFFF"), 0.6)))
	}
}

func deskLamp(e *easel) {
	e.Fill(paint.Polygon(300, 420, 560, 330, 860, 900, 130, 900), paint.Linear(420, 380, paint.Fade(paint.Hex("#FFF0B8"), 0.75), 480, 900, paint.Fade(paint.Hex("#FFF0B8"), 0.05)))
	e.stands(560, 880, 260)
	e.solid(paint.Oval(690, 868, 130, 32), paint.Darker(e.tone, 0.15), 560, 836, 260, 64)
	e.Stroke(paint.Path{}.Move(690, 860).Line(760, 590).Line(560, 360), 20, paint.Flat(paint.Hex("#5A5650")))
	e.ball(paint.Disc(760, 590, 24), paint.Hex("#8C8880"), 760, 590, 24)
	shade := paint.Path{}.Move(520, 280).Cube(580, 290, 610, 340, 600, 385).Line(570, 400).Cube(480, 330, 380, 400, 300, 470).Cube(270, 400, 420, 270, 520, 280)
	e.solid(shade, e.tone, 290, 280, 310, 190)
	e.Fill(paint.Oval(430, 405, 66, 26).Turn(430, 405, -28), paint.Flat(paint.Hex("#FFF6D6")))
	e.solid(paint.Round(300, 820, 210, 26, 6), paint.Hex("#B43B2E"), 300, 820, 210, 26)
	e.solid(paint.Round(315, 796, 190, 26, 6), paint.Hex("#3C6E9C"), 315, 796, 190, 26)
}

func chair(e *easel) {
	c := e.tone
	e.stands(330, 870, 350)
	for _, x := range []float64{352, 616} {
		e.solid(paint.Round(x, 260, 32, 610, 12), c, x, 260, 32, 610)
	}
	for i := range 4 {
		y := 300 + float64(i)*72
		e.solid(paint.Path{}.Move(365, y).Quad(500, y-22, 632, y).Line(632, y+32).Quad(500, y+12, 365, y+32), paint.Lighter(c, 0.1), 365, y-20, 270, 50)
	}
	seat := paint.Polygon(340, 610, 660, 610, 720, 690, 280, 690)
	e.solid(seat, straw, 280, 610, 440, 80)
	e.Inside(seat, func() {
		for i := range 24 {
			x := 270 + float64(i)*20
			e.Stroke(paint.Path{}.Move(x, 600).Line(x-(500-x)*0.25, 700), 3, paint.Flat(paint.Fade(wood, 0.6)))
		}
	})
	e.solid(paint.Round(274, 684, 452, 26, 10), c, 274, 684, 452, 26)
	for _, x := range []float64{286, 684} {
		e.solid(paint.Round(x, 700, 32, 190, 10), c, x, 700, 32, 190)
	}
	e.solid(paint.Round(300, 790, 400, 20, 8), paint.Darker(c, 0.1), 300, 790, 400, 20)
}

func soap(e *easel) {
	for i, at := range [][3]float64{{420, 800, 0}, {560, 700, -8}, {450, 600, 5}} {
		x, y := at[0], at[1]
		c := paint.Mix(e.tone, []color.NRGBA{cream, e.tone, paint.Hex("#6B4A36")}[i], 0.5)
		p := paint.Round(x-190, y-70, 380, 150, 38).Turn(x, y, at[2])
		e.Shadow(p, 12, 18, 26, 0.3)
		e.solid(p, c, x-190, y-70, 380, 150)
		e.Inside(p, func() {
			e.gleam(paint.Round(x-170, y-60, 340, 26, 13).Turn(x, y, at[2]), 0.3)
			for range 40 {
				e.Fill(paint.Disc(x+e.between(-180, 180), y+e.between(-60, 70), e.between(1.5, 4)), paint.Flat(paint.Fade(ink, 0.25)))
			}
		})
		e.Stroke(paint.Leaf(x-60, y+10, 130, 60, -12+at[2]), 4, paint.Flat(paint.Fade(paint.Darker(c, 0.4), 0.6)))
	}
	for i := range 6 {
		x, y, r := 720+float64(i%3)*70, 840-float64(i)*62, 20+float64(i%3)*12.0
		e.Fill(paint.Disc(x, y, r), paint.Radial(x-r*0.4, y-r*0.4, r*1.5, paint.Fade(cream, 0.75), paint.Fade(paint.Hex("#BFD9E2"), 0.35)))
	}
}

func capsules(e *easel) {
	packed{"box", leafSign, nil}.one(e, 330, 800, 0.95)
	for i := range 9 {
		x, y := 240+float64(i)*64, 880+20*math.Sin(float64(i)*2.1)
		turn := float64(i*53%120) - 60
		e.Shadow(paint.Round(x-42, y-17, 84, 34, 17).Turn(x, y, turn), 4, 7, 10, 0.3)
		e.solid(paint.Round(x-42, y-17, 84, 34, 17).Turn(x, y, turn), cream, x-40, y-20, 80, 40)
		e.solid(paint.Round(x-42, y-17, 44, 34, 17).Turn(x, y, turn), e.tone, x-40, y-20, 80, 40)
	}
}

func roots(e *easel) {
	e.stands(200, 850, 600)
	for i := range 7 {
		x := 290 + float64(i)*66
		c := paint.Mix(e.tone, paint.Hex("#E9CFA0"), e.between(0, 0.6))
		p := paint.Path{}.Move(x-26, 340).Cube(x-44, 500, x-30, 700, x-6+e.between(-30, 30), 870).Cube(x+20, 700, x+46, 500, x+26, 340)
		e.solid(p, c, x-40, 340, 80, 520)
		for k := range 9 {
			y := 370 + float64(k)*42
			e.Stroke(paint.Path{}.Move(x-22, y).Quad(x, y+12, x+20, y-2), 2.5, paint.Flat(paint.Fade(ink, 0.28)))
		}
		for _, s := range []float64{-1, 1} {
			e.Stroke(paint.Path{}.Move(x, 720).Quad(x+s*26, 800, x+s*e.between(14, 50), 880), 5, paint.Flat(c))
		}
	}
	e.solid(paint.Round(240, 505, 510, 46, 18), paint.Hex("#B43B2E"), 240, 505, 510, 46)
	e.Stroke(paint.Path{}.Move(500, 528).Cube(440, 450, 400, 500, 490, 528).Cube(580, 450, 620, 500, 510, 528), 12, paint.Flat(paint.Hex("#B43B2E")))
}

func honeycomb(e *easel) {
	e.stands(200, 850, 600)
	slabPath := paint.Path{}.Move(230, 480).Line(700, 400).Line(800, 700).Line(330, 820)
	e.Shadow(slabPath, 14, 22, 40, 0.3)
	e.solid(paint.Polygon(330, 820, 800, 700, 800, 755, 335, 875), paint.Darker(e.tone, 0.3), 330, 700, 470, 170)
	e.solid(slabPath, e.tone, 230, 400, 570, 420)
	e.Inside(slabPath, func() {
		for row := range 14 {
			for col := range 16 {
				x, y := 190+float64(col)*44+float64(row%2)*22, 380+float64(row)*38
				var pts []float64
				for i := range 6 {
					s, c := math.Sincos(float64(i) * math.Pi / 3)
					pts = append(pts, x+s*21, y-c*21)
				}
				hex := paint.Polygon(pts...)
				e.Fill(hex, paint.Radial(x-6, y-8, 30, paint.Lighter(e.tone, e.between(0.35, 0.6)), paint.Darker(e.tone, e.between(0, 0.25))))
				e.Stroke(hex, 4, paint.Flat(paint.Hex("#F3D28A")))
			}
		}
		e.gleam(paint.Polygon(230, 480, 420, 447, 300, 760), 0.16)
	})
	drip := paint.Path{}.Move(560, 758).Cube(566, 860, 620, 860, 622, 744)
	e.solid(drip, e.tone, 560, 740, 60, 110)
	e.Fill(paint.Oval(600, 895, 150, 22), paint.Linear(450, 0, paint.Lighter(e.tone, 0.3), 750, 0, e.tone))
	beeSign(e, 760, 300, 62)
}
