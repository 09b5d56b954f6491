package art

import (
	"image/color"
	"math"

	"hangviet/data/sample/paint"
)

// drape is a length of cloth that hangs from a rod in soft folds.
func (e *easel) drape(c color.NRGBA, pattern func(p paint.Path)) {
	e.solid(paint.Round(190, 205, 620, 24, 12), wood, 190, 205, 620, 24)
	p := paint.Path{}.Move(285, 214).Line(715, 214).Cube(735, 450, 690, 620, 740, 850).
		Quad(660, 880, 600, 848).Quad(520, 890, 440, 850).Quad(350, 884, 262, 846).Cube(305, 620, 262, 450, 285, 214)
	e.Shadow(p, 22, 22, 44, 0.30)
	e.Fill(p, paint.Linear(262, 0, paint.Lighter(c, 0.18), 740, 0, paint.Darker(c, 0.12)))
	e.Inside(p, func() {
		pattern(p)
		for i, x := range []float64{340, 430, 525, 610, 690} {
			w := 34 + 10*float64(i%2)
			e.Fill(paint.Path{}.Move(x, 214).Cube(x+20, 450, x-28, 650, x+10, 890).Line(x+10+w, 890).Cube(x+w-20, 650, x+w+24, 450, x+w*0.6, 214),
				paint.Linear(x, 0, paint.Fade(paint.Darker(c, 0.6), 0.30), x+w, 0, paint.Fade(c, 0)))
			e.Fill(paint.Path{}.Move(x-34, 214).Cube(x-14, 450, x-62, 650, x-24, 890).Line(x-12, 890).Cube(x-50, 650, x-4, 450, x-26, 214),
				paint.Flat(paint.Fade(paint.Hex("#FFFFFF"), 0.13)))
		}
	})
}

func silkScarf(e *easel) {
	e.drape(e.tone, func(paint.Path) {
		for i := range 16 {
			x, y := 300+float64(i%4)*125, 300+float64(i/4)*150+float64(i%2)*60
			e.Stroke(paint.Path{}.Move(x-40, y+10).Cube(x-30, y-30, x+10, y-30, x+8, y).Cube(x+30, y-24, x+52, y+6, x+20, y+12), 4, paint.Flat(paint.Fade(paint.Lighter(e.tone, 0.55), 0.55)))
		}
	})
}

func lotusScarf(e *easel) {
	e.drape(paint.Mix(e.tone, cream, 0.55), func(paint.Path) {
		e.lotus(500, 700, 120, e.tone)
		e.lotus(350, 790, 70, e.tone)
		e.Stroke(paint.Path{}.Move(500, 700).Quad(480, 800, 510, 900), 6, paint.Flat(leafy))
	})
}

// bands are the woven stripes of brocade.
func (e *easel) bands(x, y, w, h float64) {
	threads := []color.NRGBA{paint.Hex("#D8433B"), paint.Hex("#F0C23E"), cream, paint.Hex("#3F8F6B"), paint.Hex("#E07AA0")}
	for i := 0; y < h; i++ {
		c := threads[i%len(threads)]
		e.Fill(paint.Rect(x, y, w, 7), paint.Flat(c))
		for k := 0.0; k*44 < w; k++ {
			m := x + k*44 + 22
			switch i % 3 {
			case 0:
				e.Fill(paint.Polygon(m, y+16, m+17, y+33, m, y+50, m-17, y+33), paint.Flat(c))
				e.Fill(paint.Polygon(m, y+25, m+8, y+33, m, y+41, m-8, y+33), paint.Flat(e.tone))
			case 1:
				e.Stroke(paint.Path{}.Move(m-22, y+46).Line(m, y+20).Line(m+22, y+46), 6, paint.Flat(c))
			default:
				e.Fill(paint.Star(m, y+33, 17, 6, 4), paint.Flat(c))
			}
		}
		y += 66
	}
}

func brocade(e *easel) {
	e.drape(e.tone, func(paint.Path) {
		e.bands(250, 250, 520, 330)
		e.bands(250, 600, 520, 900)
	})
}

func brocadeBag(e *easel) {
	e.Stroke(paint.Path{}.Move(330, 500).Cube(330, 180, 670, 180, 670, 500), 22, paint.Flat(paint.Darker(e.tone, 0.25)))
	e.stands(260, 862, 480)
	p := paint.Path{}.Move(270, 470).Line(730, 470).Cube(750, 640, 760, 780, 735, 862).Line(265, 862).Cube(240, 780, 250, 640, 270, 470)
	e.solid(p, e.tone, 250, 470, 500, 390)
	e.Inside(p, func() {
		e.bands(240, 520, 540, 800)
		e.Fill(paint.Rect(600, 400, 200, 500), paint.Linear(600, 0, paint.Fade(ink, 0), 760, 0, paint.Fade(ink, 0.30)))
	})
	e.solid(paint.Round(262, 452, 476, 44, 16), paint.Darker(e.tone, 0.2), 262, 452, 476, 44)
	for i := range 13 {
		x := 285 + float64(i)*36
		e.Stroke(paint.Path{}.Move(x, 860).Line(x-4, 905), 7, paint.Flat([]color.NRGBA{paint.Hex("#F0C23E"), cream, paint.Hex("#3F8F6B")}[i%3]))
	}
}

func aoDai(e *easel) {
	c := e.tone
	e.solid(paint.Round(240, 232, 520, 18, 9), wood, 240, 232, 520, 18)
	e.Stroke(paint.Path{}.Move(500, 190).Cube(540, 190, 540, 225, 500, 232), 8, paint.Flat(paint.Hex("#8C8C88")))
	trousers := paint.Path{}.Move(430, 560).Line(570, 560).Line(600, 900).Line(400, 900)
	e.solid(trousers, paint.Hex("#F5EFE2"), 400, 560, 200, 340)
	p := paint.Path{}.Move(455, 250).Quad(500, 285, 545, 250).Cube(600, 262, 640, 280, 660, 310).Line(760, 600).Line(700, 628).Line(612, 420).
		Cube(590, 500, 600, 540, 612, 580).Line(668, 880).Quad(500, 910, 332, 880).Line(388, 580).Cube(400, 540, 410, 500, 388, 420).
		Line(300, 628).Line(240, 600).Line(340, 310).Cube(360, 280, 400, 262, 455, 250)
	e.Shadow(p, 18, 20, 40, 0.3)
	e.Fill(p, paint.Linear(240, 250, paint.Lighter(c, 0.2), 760, 900, paint.Darker(c, 0.2)))
	e.Inside(p, func() {
		for _, x := range []float64{430, 480, 540, 585} {
			e.Fill(paint.Path{}.Move(x, 560).Quad(x+10, 720, x+(x-500)*0.5, 900).Line(x+18+(x-500)*0.5, 900).Quad(x+20, 720, x+4, 560), paint.Flat(paint.Fade(paint.Darker(c, 0.5), 0.20)))
		}
		for i := range 9 {
			x, y := 400+float64(i%3)*80, 640+float64(i/3)*80
			e.Stroke(paint.Path{}.Move(x-26, y+8).Cube(x-20, y-20, x+8, y-20, x+6, y).Cube(x+20, y-16, x+34, y+4, x+12, y+8), 4, paint.Flat(paint.Fade(paint.Lighter(c, 0.6), 0.6)))
		}
	})
	e.Stroke(paint.Path{}.Move(455, 250).Quad(500, 285, 545, 250), 16, paint.Flat(paint.Darker(c, 0.15)))
	e.Stroke(paint.Path{}.Move(520, 275).Quad(560, 330, 600, 400), 3, paint.Flat(paint.Darker(c, 0.4)))
	for i := range 4 {
		s := float64(i) * 0.3
		e.ball(paint.Disc(524+s*76, 280+s*115, 6), gold, 524+s*76, 280+s*115, 6)
	}
}

func riceSheets(e *easel) {
	c := paint.Mix(e.tone, paint.Hex("#FBF3DF"), 0.6)
	e.stands(210, 850, 580)
	for i := range 9 {
		y := 845 - float64(i)*13
		e.solid(paint.Oval(500+float64(i%3-1)*5, y, 300, 82), paint.Darker(c, 0.05+0.10*float64(i%2)), 200, y-80, 600, 160)
	}
	for range 90 {
		a, r := e.between(0, 2*math.Pi), math.Sqrt(e.dice.Float64())
		x, y := 500+math.Cos(a)*r*270, 738+math.Sin(a)*r*68
		e.Fill(paint.Oval(x, y, 5, 3.2).Turn(x, y, e.between(0, 180)), paint.Flat(paint.Hex("#3B302B")))
	}
	p := paint.Path{}.Move(300, 640).Cube(330, 380, 520, 240, 730, 330).Cube(800, 400, 700, 640, 560, 700).Cube(440, 730, 330, 720, 300, 640)
	e.Shadow(p, 14, 22, 30, 0.28)
	e.Fill(p, paint.Radial(450, 420, 420, paint.Lighter(c, 0.35), paint.Darker(c, 0.12)))
	e.Inside(p, func() {
		for range 80 {
			x, y := e.between(290, 780), e.between(280, 720)
			e.Fill(paint.Oval(x, y, 6, 3.8).Turn(x, y, e.between(0, 180)), paint.Flat(paint.Fade(ink, 0.8)))
		}
		for range 14 {
			x, y := e.between(320, 740), e.between(320, 680)
			e.gleam(paint.Oval(x, y, e.between(14, 30), e.between(8, 16)), 0.28)
		}
	})
}
