package kit

import (
	"image"
	"image/draw"
	"math"
)

// rounded is a photo with clear corners. Fyne can round images while drawing,
// at twice the cost of every frame; this costs once.
func rounded(photo image.Image, corners Corners, radius int) image.Image {
	if corners == NoCorners {
		return photo
	}
	size := photo.Bounds().Size()
	if radius*2 > min(size.X, size.Y) {
		return photo
	}
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Bounds(), photo, photo.Bounds().Min, draw.Src)
	for y := range radius {
		for x := range radius {
			share := inside(radius, x, y)
			if share == 1 {
				continue
			}
			scalePixel(out, x, y, share)
			scalePixel(out, size.X-1-x, y, share)
			if corners == AllCorners {
				scalePixel(out, x, size.Y-1-y, share)
				scalePixel(out, size.X-1-x, size.Y-1-y, share)
			}
		}
	}
	return out
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
