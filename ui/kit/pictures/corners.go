package pictures

import (
	"image"
	"math"
)

// Corners says which corners of a picture are round.
type Corners int

// The choices of round corners.
const (
	NoCorners Corners = iota
	TopCorners
	AllCorners
)

// round makes corners clear. Fyne can round pictures while drawing, at twice the
// cost of every frame; this costs once, and no second copy is kept.
func round(m *image.RGBA, corners Corners, radius int) {
	size := m.Rect.Size()
	if corners == NoCorners || radius*2 > min(size.X, size.Y) {
		return
	}
	for y := range radius {
		for x := range radius {
			share := inside(radius, x, y)
			if share == 1 {
				continue
			}
			scalePixel(m, x, y, share)
			scalePixel(m, size.X-1-x, y, share)
			if corners == AllCorners {
				scalePixel(m, x, size.Y-1-y, share)
				scalePixel(m, size.X-1-x, size.Y-1-y, share)
			}
		}
	}
}

// inside is how much of a pixel lies within the quarter circle, 0 to 1.
func inside(radius, x, y int) float64 {
	r := float64(radius)
	distance := math.Hypot(r-float64(x)-0.5, r-float64(y)-0.5)
	return min(max(r-distance+0.5, 0), 1)
}

func scalePixel(m *image.RGBA, x, y int, share float64) {
	at := m.PixOffset(x, y)
	for i := range 4 {
		m.Pix[at+i] = uint8(float64(m.Pix[at+i])*share + 0.5)
	}
}
