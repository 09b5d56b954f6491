package kit

import (
	"image/color"
	"testing"
)

// TestPlateIsDrawnWhole compares the plate, most of which repeats its
// neighbours, with what each pixel should be.
func TestPlateIsDrawnWhole(t *testing.T) {
	p := plateShape{color.NRGBA{R: 200, G: 100, B: 50, A: 255}, color.NRGBA{R: 1, G: 2, B: 3, A: 255}, 2, 13.5, wholeEdge}
	for _, p.edge = range []plateEdge{wholeEdge, upperEdge, lowerEdge, squareEdge} {
		for _, size := range [][2]int{{1, 1}, {29, 30}, {31, 33}, {90, 60}} {
			drawn := p.drawn(size[0], size[1])
			for y := range size[1] {
				for x := range size[0] {
					if got, want := drawn.RGBAAt(x, y), p.at(x, y, size[0], size[1]); got != want {
						t.Fatalf("edge %v, size %v: (%d, %d) is %v, want %v", p.edge, size, x, y, got, want)
					}
				}
			}
		}
	}
}
