package art

import (
	"math"

	"hangviet/data/sample/paint"
)

func dragonFruit(e *easel) {
	for _, at := range [][3]float64{{350, 700, 150}, {640, 660, 170}} {
		x, y, r := at[0], at[1], at[2]
		e.stands(x-r*0.8, y+r*1.02, r*1.6)
		for i := range 9 {
			a := -90 + (float64(i)-4)*34
			e.solid(paint.Leaf(x+math.Cos(a*math.Pi/180)*r*0.55, y+math.Sin(a*math.Pi/180)*r*0.7, r*0.75, r*0.3, a), paint.Mix(leafy, paint.Hex("#C9D597"), 0.4), x-r, y-r, 2*r, 2*r)
		}
		body := paint.Oval(x, y, r*0.86, r*1.04)
		e.ball(body, e.tone, x, y, r)
		for row := range 3 {
			for col := range 3 {
				lx, ly := x+(float64(col)-1)*r*0.5+float64(row%2)*r*0.2-r*0.1, y+(float64(row)-1)*r*0.5
				e.solid(paint.Leaf(lx, ly, r*0.46, r*0.26, -62+float64(col)*18), paint.Mix(e.tone, leafy, 0.35+0.25*float64((row+col)%2)), lx-r, ly-r, 2*r, 2*r)
			}
		}
	}
	x, y, r := 490.0, 800.0, 128.0
	e.Shadow(paint.Oval(x+8, y+12, r, r*0.86), 10, 16, 24, 0.35)
	e.ball(paint.Oval(x, y, r, r*0.88), e.tone, x, y, r)
	e.Fill(paint.Oval(x, y-2, r*0.86, r*0.75), paint.Radial(x, y, r, paint.Hex("#D8437F"), paint.Hex("#B01F5C")))
	for i := range 120 {
		s, c := math.Sincos(float64(i) * 2.4)
		d := math.Sqrt(float64(i) / 120)
		e.Fill(paint.Oval(x+c*d*r*0.78, y+s*d*r*0.66, 4.2, 2.6).Turn(x+c*d*r*0.78, y+s*d*r*0.66, float64(i*37)), paint.Flat(ink))
	}
	e.gleam(paint.Oval(x-40, y-48, 44, 12).Turn(x-40, y-48, -20), 0.28)
}

func driedFish(e *easel) {
	heaped{"plate", nothing, 60}.back(e, 500, 720, 360)
	for i := range 5 {
		x, y := 330+float64(i)*88, 640+float64(i)*34
		c := paint.Mix(e.tone, paint.Hex("#8C8676"), 0.3)
		turn := 62.0
		body := paint.Path{}.Move(x-170, y).Cube(x-90, y-46, x+70, y-34, x+150, y).Cube(x+70, y+34, x-90, y+46, x-170, y).Turn(x, y, turn)
		tail := paint.Polygon(x+138, y, x+200, y-34, x+184, y, x+200, y+34).Turn(x, y, turn)
		e.Shadow(body, 8, 10, 14, 0.32)
		e.solid(tail, paint.Darker(c, 0.2), x-40, y, 120, 200)
		e.solid(body, c, x-60, y-170, 130, 320)
		e.Inside(body, func() {
			for k := range 9 {
				sx := x - 110 + float64(k)*28
				e.Stroke(paint.Path{}.Move(sx, y-30).Quad(sx+12, y, sx, y+30).Turn(x, y, turn), 3, paint.Flat(paint.Fade(ink, 0.22)))
			}
			e.gleam(paint.Oval(x, y-14, 150, 7).Turn(x, y, turn), 0.4)
		})
		s, k := math.Sincos(turn * math.Pi / 180)
		e.Fill(paint.Disc(x-140*k, y-140*s-4, 8), paint.Flat(cream))
		e.Fill(paint.Disc(x-140*k, y-140*s-4, 4.5), paint.Flat(ink))
	}
	chilli(e, 250, 830, 44)
	chilli(e, 770, 860, 40)
}

func nothing(*easel, float64, float64, float64) {}

func cacao(e *easel) {
	for i := range 2 {
		x, y, turn := 350+float64(i)*320, 690-float64(i)*60, -28+float64(i)*64
		pod := paint.Path{}.Move(x-190, y).Cube(x-120, y-120, x+90, y-110, x+190, y).Cube(x+90, y+110, x-120, y+120, x-190, y).Turn(x, y, turn)
		e.Shadow(pod, 14, 24, 30, 0.35)
		e.ball(pod, paint.Hex([]string{"#C9822E", "#8E3B26"}[i]), x, y, 190)
		e.Inside(pod, func() {
			for k := -2; k <= 2; k++ {
				e.Stroke(paint.Path{}.Move(x-190, y).Quad(x, y+float64(k)*78, x+190, y).Turn(x, y, turn), 6, paint.Flat(paint.Fade(ink, 0.22)))
			}
		})
	}
	for row := range 3 {
		for col := range 4 {
			x, y := 330+float64(col)*92+float64(row)*18, 745+float64(row)*58
			p := paint.Round(x, y, 86, 54, 8)
			e.Shadow(p, 4, 7, 8, 0.35)
			e.solid(p, e.tone, x, y, 86, 54)
			e.Stroke(paint.Round(x+13, y+10, 60, 33, 5), 3, paint.Flat(paint.Fade(paint.Lighter(e.tone, 0.4), 0.5)))
		}
	}
	for i := range 7 {
		e.bean(200+float64(i%3)*46, 850+float64(i/3)*32, 24, float64(i*40), paint.Hex("#7A4A2E"))
	}
}

func delivery(e *easel) {
	e.stands(170, 850, 660)
	for _, x := range []float64{290, 720} {
		e.Fill(paint.Disc(x, 800, 88), paint.Flat(ink))
		e.ball(paint.Disc(x, 800, 56), paint.Hex("#B7BDBB"), x, 800, 56)
		e.Fill(paint.Disc(x, 800, 14), paint.Flat(ink))
	}
	e.solid(paint.Path{}.Move(190, 720).Cube(200, 610, 330, 600, 430, 640).Line(470, 730).Line(590, 730).Cube(620, 650, 640, 600, 640, 520).Line(690, 510).
		Cube(700, 600, 780, 680, 800, 740).Line(740, 740).Cube(700, 690, 640, 700, 600, 790).Line(400, 790).Cube(390, 700, 230, 680, 190, 720), e.tone, 190, 510, 610, 280)
	e.Stroke(paint.Path{}.Move(650, 520).Line(610, 470).Line(560, 462), 16, paint.Flat(ink))
	e.ball(paint.Disc(690, 560, 26), paint.Hex("#FFF1C2"), 690, 560, 26)
	e.solid(paint.Round(330, 612, 190, 40, 20), paint.Hex("#3A332E"), 330, 612, 190, 40)
	e.tone = paint.Hex("#C89A62")
	e.box(shape{200, 612, 230, 220}, e.tone)
	e.label(315, 500, 130, 120, cream, func(cx, cy, r float64) { leafSign(e, cx, cy, r) })
	for i := range 3 {
		y := 560 + float64(i)*70
		e.gleam(paint.Round(50-float64(i%2)*30, y, 110, 9, 4), 0.7)
	}
}

func fan(e *easel) {
	e.stands(350, 880, 300)
	e.solid(paint.Oval(500, 868, 150, 34), e.tone, 350, 834, 300, 68)
	e.solid(paint.Round(486, 560, 28, 310, 10), paint.Hex("#D8DCD8"), 486, 560, 28, 310)
	e.Fill(paint.Disc(500, 400, 222), paint.Flat(paint.Fade(cream, 0.6)))
	for i := range 5 {
		p := paint.Path{}.Move(500, 400).Cube(540, 300, 640, 230, 690, 300).Cube(710, 370, 610, 420, 500, 400).Turn(500, 400, float64(i)*72)
		e.Fill(p, paint.Radial(500, 400, 220, paint.Lighter(e.tone, 0.1), paint.Lighter(e.tone, 0.5)))
	}
	for i := range 24 {
		s, c := math.Sincos(float64(i) * math.Pi / 12)
		e.Stroke(paint.Path{}.Move(500, 400).Line(500+c*222, 400+s*222), 2.5, paint.Flat(paint.Fade(ink, 0.35)))
	}
	for _, r := range []float64{222, 150} {
		e.Stroke(paint.Disc(500, 400, r), 9, paint.Flat(paint.Darker(e.tone, 0.2)))
	}
	e.ball(paint.Disc(500, 400, 46), paint.Hex("#F0EDE4"), 500, 400, 46)
}
