package kit_test

import (
	"image"
	"math"
	"math/rand/v2"

	"hangviet/ui/kit/camera"
)

// harm is one way by which a telephone's picture of a symbol is less than the symbol.
type harm struct {
	name string
	view func(r *rand.Rand) camera.View
}

// degrees is an angle of so many degrees to either side.
func degrees(r *rand.Rand, angle float64) float64 {
	return angle * math.Pi / 180 * float64(2*r.IntN(2)-1)
}

func between(r *rand.Rand, low, high float64) float64 { return low + r.Float64()*(high-low) }

// harms come one by one and all at once. A hand that moves or a focus that hunts blurs
// by as much again as a lens in focus, and more: together 1 to 1.1 pixels, half the
// contrast left at 0.18 cycles a pixel. Noise of 10 of 255 in a picture with two thirds
// of its contrast is that of a dim hall with a lamp in the pane.
var harms = []harm{
	{"from afar", func(*rand.Rand) camera.View { return camera.View{Haze: 0.03, Noise: 2} }},
	{"blurred", func(r *rand.Rand) camera.View { return camera.View{Haze: 0.03, Noise: 2, Blur: between(r, 0.7, 0.85)} }},
	{"turned 10°", func(r *rand.Rand) camera.View { return camera.View{Haze: 0.03, Noise: 2, Turn: degrees(r, 10)} }},
	{"aslant 15°", func(r *rand.Rand) camera.View {
		return camera.View{Haze: 0.03, Noise: 2, Lean: degrees(r, 15), Swing: degrees(r, 10)}
	}},
	{"noised", func(*rand.Rand) camera.View { return camera.View{Haze: 0.1, Noise: 10} }},
	{"all at once", func(r *rand.Rand) camera.View {
		return camera.View{
			Haze: 0.05, Noise: 6, Blur: between(r, 0.3, 0.6), Turn: degrees(r, 10),
			Lean: degrees(r, between(r, 0, 10)), Swing: degrees(r, between(r, 0, 10)),
		}
	}},
}

// frames is how many pictures a program looks at for one answer: half a second's, at ten
// a second.
const frames = 5

// aim is one telephone held before one symbol.
type aim struct {
	harm  int
	shown *image.Gray
	perMM float64
	view  camera.View
	rand  *rand.Rand
	read  [len(readers)]bool
}

// aimAt holds a telephone before a symbol at the distance given, in millimetres, or up
// to a sixth nearer.
func aimAt(shown *image.Gray, perMM, far float64, harm int, seed uint64) *aim {
	a := &aim{harm: harm, shown: shown, perMM: perMM, rand: rand.New(rand.NewPCG(seed, uint64(harm)))}
	a.view = harms[harm].view(a.rand)
	a.view.Distance = far * between(a.rand, 5.0/6, 1)
	return a
}

// frame is the next picture: no hand is quite still, no noise the same twice.
func (a *aim) frame() *image.Gray {
	v := a.view
	v.Right, v.Down = a.rand.Float64(), a.rand.Float64()
	for _, angle := range []*float64{&v.Turn, &v.Lean, &v.Swing} {
		*angle += between(a.rand, -1, 1) * math.Pi / 180
	}
	return camera.Phone.Take(a.shown, a.perMM, v, a.rand)
}
