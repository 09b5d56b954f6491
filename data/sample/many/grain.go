package many

import "math/rand/v2"

// grainSide is the length of the sides of a grain, a power of two; it goes on
// without a seam beyond them.
const grainSide = 1024

// grain is what makes a drawing compress as a photo does: unevenness of every
// size, as of cloth and walls, and the noise of a sensor.
type grain struct{ coarse, fine [grainSide * grainSide]int8 }

// The strongest unevenness of a size, in levels of 255, is half as strong at half
// the size; and the strongest noise.
const (
	coarsest = 18.0 // at cells of 128 pixels
	noisiest = 4
)

func newGrain(l lot) *grain {
	g := &grain{}
	sums := make([]float32, grainSide*grainSide)
	strength := coarsest
	for cell := 128; cell >= 4; cell /= 2 {
		wave(sums, cell, float32(strength), l.Rand)
		strength *= 0.62
	}
	for i, v := range sums {
		g.coarse[i] = int8(min(127, max(-127, v)))
		g.fine[i] = int8(l.IntN(noisiest+1) - l.IntN(noisiest+1))
	}
	return g
}

// wave adds unevenness of one size: chance values at the corners of cells, and
// smooth ways between them.
func wave(sums []float32, cell int, strength float32, dice *rand.Rand) {
	n := grainSide / cell
	corners := make([]float32, n*n)
	for i := range corners {
		corners[i] = (dice.Float32() - 0.5) * strength
	}
	for y := range grainSide {
		up, down := corners[y/cell*n:], corners[(y/cell+1)%n*n:]
		v := ease(float32(y%cell) / float32(cell))
		for x := range grainSide {
			left, right := x/cell, (x/cell+1)%n
			u := ease(float32(x%cell) / float32(cell))
			above := up[left] + (up[right]-up[left])*u
			below := down[left] + (down[right]-down[left])*u
			sums[y*grainSide+x] += above + (below-above)*v
		}
	}
}

func ease(t float32) float32 { return t * t * (3 - 2*t) }

// row returns one row of a layer, counted on beyond its end.
func (g *grain) row(layer *[grainSide * grainSide]int8, y int) []int8 {
	return layer[y%grainSide*grainSide:][:grainSide]
}
