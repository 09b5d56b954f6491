package art

import (
	"image/color"
	"math"

	"hangviet/data/sample/paint"
)

// sky paints a whole landscape's air, from the top down to the horizon.
func (e *easel) sky(top, low color.NRGBA, horizon float64) {
	e.Fill(paint.Rect(0, 0, 1000, 1000), paint.Linear(0, 0, top, 0, horizon, low))
}

func (e *easel) sun(x, y, r float64) {
	e.Fill(paint.Disc(x, y, r*3), paint.Radial(x, y, r*3, paint.Fade(paint.Hex("#FFF3C4"), 0.7), paint.Fade(paint.Hex("#FFF3C4"), 0)))
	e.Fill(paint.Disc(x, y, r), paint.Flat(paint.Hex("#FFE9A8")))
}

// hills paints a ridge across the picture about y.
func (e *easel) hills(y, height float64, c color.NRGBA, phase float64) {
	p := paint.Path{}.Move(0, 1000)
	for x := 0.0; x <= 1000; x += 40 {
		p = p.Line(x, y-height*(0.5+0.5*math.Sin(x/150+phase))*(0.7+0.3*math.Sin(x/67+phase*2)))
	}
	p = p.Line(1000, 1000)
	e.Fill(p, paint.Linear(0, y-height, paint.Lighter(c, 0.15), 0, y+260, paint.Darker(c, 0.08)))
}

func terraces(e *easel) {
	e.sky(paint.Hex("#8FC3DA"), paint.Hex("#FBE6C0"), 420)
	e.sun(720, 190, 62)
	e.hills(400, 190, paint.Hex("#8FB3B5"), 0.5)
	e.hills(450, 140, paint.Hex("#6E9C86"), 2.2)
	shade := []color.NRGBA{paint.Hex("#E3B23C"), paint.Hex("#D49A2A"), paint.Hex("#EBC75E"), paint.Hex("#B9B04A")}
	for i := range 11 {
		y := 455 + float64(i)*float64(i)*2.6 + float64(i)*26
		p := paint.Path{}.Move(0, 1000).Line(0, y+30*math.Sin(float64(i)))
		p = p.Cube(250, y-60+20*math.Sin(float64(i)*1.7), 420, y+70, 640, y+10*math.Cos(float64(i))).Cube(800, y-40, 900, y+40, 1000, y-10).Line(1000, 1000)
		e.Fill(p.Shift(0, -9), paint.Flat(paint.Hex("#5E7A3A")))
		e.Fill(p, paint.Linear(0, y, paint.Lighter(shade[i%4], 0.16), 0, y+130, paint.Darker(shade[i%4], 0.12)))
	}
	e.hut(640, 600, 96)
	for i := range 3 {
		e.walker(240+float64(i)*64, 800+float64(i%2)*14, 46)
	}
}

// hut is a house on stilts whose floor stands at y.
func (e *easel) hut(x, y, w float64) {
	for _, d := range []float64{-0.7, -0.2, 0.3, 0.75} {
		e.Fill(paint.Rect(x+d*w, y-w*0.05, w*0.09, w*0.42), paint.Flat(paint.Hex("#5A3D2A")))
	}
	e.solid(paint.Rect(x-w*0.85, y-w*0.5, w*1.8, w*0.5), paint.Hex("#A9764A"), x-w, y-w*0.5, 2*w, w*0.5)
	e.Fill(paint.Rect(x-w*0.15, y-w*0.4, w*0.32, w*0.4), paint.Flat(paint.Hex("#5A3D2A")))
	for _, d := range []float64{-0.65, 0.45} {
		e.Fill(paint.Round(x+d*w, y-w*0.38, w*0.28, w*0.2, 3), paint.Flat(paint.Hex("#FFE3A0")))
	}
	e.solid(paint.Polygon(x-w*1.15, y-w*0.45, x-w*0.6, y-w*1.15, x+w*0.7, y-w*1.15, x+w*1.25, y-w*0.45), paint.Hex("#8C6A42"), x-w, y-w*1.2, 2*w, w*0.7)
	for i := range 7 {
		t := float64(i) / 6
		e.Stroke(paint.Path{}.Move(x-w*0.6+t*w*1.3, y-w*1.13).Line(x-w*1.1+t*w*2.3, y-w*0.47), 2, paint.Flat(paint.Fade(ink, 0.28)))
	}
}

// walker is a person in a conical hat, seen from afar.
func (e *easel) walker(x, y, r float64) {
	e.Fill(paint.Round(x-r*0.3, y-r*0.75, r*0.6, r*1.2, r*0.25), paint.Flat(paint.Hex("#34437E")))
	e.Fill(paint.Polygon(x-r*0.62, y-r*0.7, x, y-r*1.3, x+r*0.62, y-r*0.7), paint.Flat(paint.Hex("#F0DDAE")))
}

func homestay(e *easel) {
	e.sky(paint.Hex("#A9CFDD"), paint.Hex("#F6E7CC"), 430)
	e.hills(420, 240, paint.Hex("#8CAFB0"), 1.4)
	e.hills(480, 170, paint.Hex("#5F8F78"), 3.3)
	e.Fill(paint.Rect(0, 560, 1000, 440), paint.Linear(0, 560, paint.Hex("#7FA650"), 0, 1000, paint.Hex("#4E7F3E")))
	e.hut(520, 660, 235)
	for row := range 5 {
		y := 730 + float64(row)*62
		for x := -30.0; x < 1040; x += 62 {
			r := 34 + float64(row)*6
			e.ball(paint.Oval(x+float64(row%2)*31, y, r, r*0.72), paint.Mix(paint.Hex("#4E8D4A"), paint.Hex("#2F6E3E"), e.between(0, 0.6)), x, y, r)
		}
	}
	e.walker(250, 800, 66)
}

func basketBoat(e *easel) {
	e.sky(paint.Hex("#9CD0D6"), paint.Hex("#EAF3D8"), 420)
	e.Fill(paint.Rect(0, 470, 1000, 530), paint.Linear(0, 470, paint.Hex("#8FC3A8"), 0, 1000, paint.Hex("#3E7F78")))
	for i := range 13 {
		x := -20 + float64(i)*84
		for _, a := range []float64{-118, -100, -82, -64} {
			e.solid(paint.Leaf(x, 500, 330+e.between(-40, 40), 58, a+e.between(-6, 6)), paint.Mix(leafy, paint.Hex("#2F6E3E"), e.between(0, 0.8)), x-100, 200, 200, 300)
		}
	}
	e.Fill(paint.Rect(0, 488, 1000, 14), paint.Flat(paint.Fade(paint.Hex("#1F4A40"), 0.5)))
	for i := range 9 {
		y := 560 + float64(i)*48
		x := e.between(40, 700)
		e.gleam(paint.Round(x, y, e.between(80, 220), 5, 2), 0.35)
	}
	e.Shadow(paint.Oval(500, 800, 260, 44), 0, 10, 30, 0.4)
	e.Fill(paint.Oval(500, 690, 250, 74), paint.Flat(paint.Hex("#5A3D2A")))
	e.person(500, 560)
	h := heaped{dish: "basket"}
	e.tone = straw
	h.weave(e, 500, 690, 238)
	e.Stroke(paint.Path{}.Move(600, 520).Line(790, 800), 14, paint.Flat(wood))
	e.solid(paint.Leaf(770, 770, 110, 56, 56), wood, 770, 770, 60, 90)
}

// person is a boatman seated at x, y (the shoulders).
func (e *easel) person(x, y float64) {
	e.solid(paint.Path{}.Move(x-70, y+150).Cube(x-84, y+20, x-50, y-10, x, y-10).Cube(x+50, y-10, x+84, y+20, x+70, y+150), paint.Hex("#7A3B4C"), x-80, y, 160, 160)
	e.Stroke(paint.Path{}.Move(x+50, y+20).Quad(x+100, y+50, x+118, y-10), 24, paint.Flat(paint.Hex("#7A3B4C")))
	e.ball(paint.Disc(x, y-48, 40), paint.Hex("#D9A679"), x, y-48, 40)
	e.solid(paint.Path{}.Move(x-108, y-58).Line(x, y-140).Line(x+108, y-58).Quad(x, y-34, x-108, y-58), paint.Hex("#F0DDAE"), x-100, y-140, 200, 90)
}

func birdGarden(e *easel) {
	e.sky(paint.Hex("#F0B08A"), paint.Hex("#FBE6B4"), 560)
	e.sun(330, 420, 86)
	e.hills(560, 60, paint.Hex("#8C7A6E"), 0.3)
	e.Fill(paint.Rect(0, 590, 1000, 410), paint.Linear(0, 590, paint.Hex("#F0C79A"), 0, 1000, paint.Hex("#5E8C8A")))
	for _, at := range [][3]float64{{830, 640, 190}, {960, 660, 150}, {90, 630, 130}} {
		e.Stroke(paint.Path{}.Move(at[0], at[1]+10).Line(at[0]-10, at[1]-at[2]*0.9), 20, paint.Flat(paint.Hex("#5A3D2A")))
		for i := range 26 {
			s, c := math.Sincos(float64(i) * 2.4)
			d := at[2] * 0.8 * math.Sqrt(float64(i)/26)
			e.ball(paint.Disc(at[0]+c*d, at[1]-at[2]+s*d*0.6, at[2]*0.24), paint.Mix(paint.Hex("#4E7F3E"), paint.Hex("#2F5A3A"), e.between(0, 0.7)), at[0]+c*d, at[1]-at[2]+s*d*0.6, at[2]*0.24)
		}
	}
	for i := range 11 {
		x, y, r := 180+float64(i%6)*110+e.between(-20, 20), 170+float64(i/6)*110+e.between(-30, 30), e.between(26, 46)
		e.Stroke(paint.Path{}.Move(x-r, y-r*0.3).Quad(x-r*0.4, y-r*0.5, x, y).Quad(x+r*0.4, y-r*0.5, x+r, y-r*0.3), 9, paint.Flat(cream))
	}
	for _, x := range []float64{420, 560} {
		e.egret(x, 800, 1+(x-420)/700)
	}
	for i := range 7 {
		e.gleam(paint.Round(e.between(0, 800), 650+float64(i)*46, e.between(80, 240), 5, 2), 0.4)
	}
}

// egret stands in the water with its feet at x, y.
func (e *easel) egret(x, y, k float64) {
	for _, d := range []float64{-8, 10} {
		e.Stroke(paint.Path{}.Move(x+d*k, y-90*k).Line(x+d*k, y), 5*k, paint.Flat(ink))
	}
	e.solid(paint.Path{}.Move(x-70*k, y-110*k).Cube(x-40*k, y-180*k, x+50*k, y-170*k, x+50*k, y-120*k).Cube(x+40*k, y-80*k, x-30*k, y-80*k, x-70*k, y-110*k), cream, x-60*k, y-170*k, 120*k, 90*k)
	e.Stroke(paint.Path{}.Move(x+36*k, y-140*k).Cube(x+90*k, y-190*k, x+10*k, y-220*k, x+48*k, y-262*k), 17*k, paint.Flat(cream))
	e.Fill(paint.Polygon(x+50*k, y-272*k, x+50*k, y-256*k, x+108*k, y-252*k), paint.Flat(gold))
	e.Fill(paint.Disc(x+46*k, y-266*k, 4*k), paint.Flat(ink))
}

func lotusPond(e *easel) {
	e.sky(paint.Hex("#F6D7C4"), paint.Hex("#FBF0DA"), 360)
	e.sun(700, 200, 60)
	e.hills(380, 80, paint.Hex("#9CB8A0"), 2)
	e.Fill(paint.Rect(0, 400, 1000, 600), paint.Linear(0, 400, paint.Hex("#BFE0D2"), 0, 1000, paint.Hex("#4E8F82")))
	for i := range 34 {
		y := 430 + float64(i)*17
		r := 40 + (y-430)*0.16
		x := math.Mod(float64(i)*397, 1080) - 40
		e.Fill(paint.Oval(x+4, y+8, r, r*0.36), paint.Flat(paint.Fade(paint.Hex("#1F4A40"), 0.25)))
		e.solid(paint.Oval(x, y, r, r*0.36), paint.Mix(leafy, paint.Hex("#8FB06A"), e.between(0, 0.6)), x-r, y-r*0.4, 2*r, r*0.8)
	}
	for i, at := range [][3]float64{{180, 560, 70}, {430, 520, 56}, {800, 560, 80}, {300, 760, 120}, {640, 780, 150}, {880, 860, 110}} {
		e.Stroke(paint.Path{}.Move(at[0], at[1]).Line(at[0]+6, at[1]+at[2]*0.9), 7, paint.Flat(leafy))
		e.lotus(at[0], at[1], at[2], paint.Mix(e.tone, paint.Hex("#F3C4D2"), float64(i%3)*0.3))
		e.Fill(paint.Disc(at[0], at[1]-at[2]*0.2, at[2]*0.12), paint.Flat(gold))
	}
}
