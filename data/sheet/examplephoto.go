package sheet

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
)

// ExamplePhoto returns the picture of the template's example rows: hills and a
// sun in a frame, plainly no photo of any goods.
func ExamplePhoto() ([]byte, error) {
	const w, h = 1200, 900
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, exampleColour(x, y, w, h))
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("draw example photo: %w", err)
	}
	return out.Bytes(), nil
}

// exampleColour draws from front to back.
func exampleColour(x, y, w, h int) color.RGBA {
	const frame = 40
	sunX, sunY, sun := w*3/4, h/3, h/9
	switch {
	case x < frame || y < frame || x >= w-frame || y >= h-frame:
		if (x+y)/30%2 == 0 {
			return color.RGBA{0xd9, 0xa4, 0x41, 0xff}
		}
		return color.RGBA{0xf4, 0xe3, 0xbf, 0xff}
	case y > hill(x, w*2/3, h*11/20, h*9/20):
		return color.RGBA{0x2f, 0x6b, 0x4f, 0xff}
	case y > hill(x, w/4, h*2/5, h/2):
		return color.RGBA{0x4f, 0x8f, 0x6b, 0xff}
	case (x-sunX)*(x-sunX)+(y-sunY)*(y-sunY) < sun*sun:
		return color.RGBA{0xe8, 0x8c, 0x3a, 0xff}
	}
	return color.RGBA{0xfb, 0xf1, 0xdc, 0xff}
}

// hill is the height of a hill with its top at (top, peak).
func hill(x, top, peak, steep int) int { return peak + (x-top)*(x-top)/(steep*2) }
