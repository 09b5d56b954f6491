package many

import (
	"fmt"
	"image"
	"image/color"

	"hangviet/data/sample/art"
)

// drawn is the length of a drawing's sides, in pixels; a ground is twice as
// large, the colours as drawn and the light in between.
const drawn = 640

// groundSide is the length of a ground's sides.
const groundSide = 2 * drawn

// ground is a drawing that photos are taken of.
type ground struct {
	light     []uint8 // groundSide squared
	blue, red []uint8 // drawn squared
}

func newGround(look string, take int) (*ground, error) {
	picture, err := art.Draw(look, take, drawn)
	if err != nil {
		return nil, fmt.Errorf("draw %q: %w", look, err)
	}
	g := &ground{make([]uint8, groundSide*groundSide), make([]uint8, drawn*drawn), make([]uint8, drawn*drawn)}
	light := make([]uint8, drawn*drawn)
	for i := range light {
		p := picture.Pix[4*i:]
		light[i], g.blue[i], g.red[i] = color.RGBToYCbCr(p[0], p[1], p[2])
	}
	g.enlarge(light)
	return g, nil
}

// enlarge fills the light with twice as many rows and columns.
func (g *ground) enlarge(small []uint8) {
	for y := range groundSide {
		above := small[y/2*drawn:][:drawn]
		below := small[min(y/2+y%2, drawn-1)*drawn:][:drawn]
		row := g.light[y*groundSide:][:groundSide]
		for x := range drawn {
			next := min(x+1, drawn-1)
			here, there := int(above[x])+int(below[x]), int(above[next])+int(below[next])
			row[2*x], row[2*x+1] = uint8(here/2), uint8((here+there)/4)
		}
	}
}

// shot is one photo of a ground.
type shot struct {
	width, height int
	x, y          int  // of the ground, even
	mirrored      bool // left is right
	gain          int  // of the light, in 256ths
	blue, red     int  // how the colours are off
	coarse, fine  image.Point
}

// shapes are the sizes of photos, as cameras and phones cut them.
func shapes() []image.Point {
	return []image.Point{{X: 1000, Y: 1000}, {X: 1200, Y: 900}, {X: 900, Y: 1200}, {X: 1200, Y: 800}, {X: 1080, Y: 1080}, {X: 1120, Y: 840}}
}

func newShot(l lot) shot {
	size := one(l, shapes())
	spot := func() image.Point { return image.Pt(l.IntN(grainSide), l.IntN(grainSide)) }
	return shot{
		width: size.X, height: size.Y, x: 2 * l.IntN((groundSide-size.X)/2+1), y: 2 * l.IntN((groundSide-size.Y)/2+1),
		mirrored: l.in(50), gain: 228 + l.IntN(48), blue: l.IntN(13) - 6, red: l.IntN(13) - 6, coarse: spot(), fine: spot(),
	}
}

// take returns the photo; the grain is laid over it at two places.
func (g *ground) take(s shot, over *grain) *image.YCbCr {
	out := image.NewYCbCr(image.Rect(0, 0, s.width, s.height), image.YCbCrSubsampleRatio420)
	for y := range s.height {
		s.lighten(out.Y[y*out.YStride:][:s.width], g.light[(s.y+y)*groundSide+s.x:], over, y)
	}
	for y := range s.height / 2 {
		from := (s.y/2+y)*drawn + s.x/2
		s.tint(out.Cb[y*out.CStride:][:s.width/2], g.blue[from:], s.blue)
		s.tint(out.Cr[y*out.CStride:][:s.width/2], g.red[from:], s.red)
	}
	return out
}

// lighten writes a row of the light with the grain upon it.
func (s shot) lighten(to, from []uint8, over *grain, y int) {
	coarse, fine := over.row(&over.coarse, s.coarse.Y+y), over.row(&over.fine, s.fine.Y+y)
	at, step := 0, 1
	if s.mirrored {
		at, step = len(to)-1, -1
	}
	for x := range to {
		v := int(from[at])*s.gain>>8 + int(coarse[(s.coarse.X+x)%grainSide]) + int(fine[(s.fine.X+x)%grainSide])
		to[x] = uint8(min(255, max(0, v)))
		at += step
	}
}

func (s shot) tint(to, from []uint8, off int) {
	at, step := 0, 1
	if s.mirrored {
		at, step = len(to)-1, -1
	}
	for x := range to {
		to[x] = uint8(min(255, max(0, int(from[at])+off)))
		at += step
	}
}
