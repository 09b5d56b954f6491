package many

import (
	"fmt"
	"image"
	"image/color"

	"hangviet/data/sample/art"
	"hangviet/data/sample/crop"
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

// take returns the whole ground with the grain laid over it.
func (g *ground) take(over *grain) *image.YCbCr {
	out := image.NewYCbCr(image.Rect(0, 0, groundSide, groundSide), image.YCbCrSubsampleRatio420)
	copy(out.Cb, g.blue)
	copy(out.Cr, g.red)
	for y := range groundSide {
		from, to := g.light[y*groundSide:][:groundSide], out.Y[y*out.YStride:][:groundSide]
		coarse, fine := over.row(&over.coarse, y), over.row(&over.fine, y)
		for x, light := range from {
			v := int(light) + int(coarse[x%grainSide]) + int(fine[x%grainSide])
			to[x] = uint8(min(255, max(0, v)))
		}
	}
	return out
}

// shot is one photo of a ground: a part of it, a little off in light and colours.
type shot struct {
	part image.Rectangle
	off  crop.Shift
}

// shapes are the sizes of photos, as cameras and phones cut them.
func shapes() []image.Point {
	return []image.Point{{X: 1000, Y: 1000}, {X: 1200, Y: 900}, {X: 900, Y: 1200}, {X: 1200, Y: 800}, {X: 1080, Y: 1080}, {X: 1120, Y: 840}}
}

func newShot(l lot) shot {
	size := one(l, shapes())
	at := func(length int) int { return crop.Step * l.IntN((groundSide-length)/crop.Step+1) }
	corner := image.Pt(at(size.X), at(size.Y))
	off := crop.Shift{Light: l.IntN(25) - 12, Blue: l.IntN(13) - 6, Red: l.IntN(13) - 6}
	return shot{image.Rectangle{Min: corner, Max: corner.Add(size)}, off}
}
