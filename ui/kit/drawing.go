package kit

import (
	"bytes"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/fyne-io/oksvg"
	"github.com/srwiley/rasterx"
)

// newDrawing makes a picture of that size in pixels that shows drawings.
func newDrawing(width, height float32) *canvas.Image {
	d := &canvas.Image{FillMode: canvas.ImageFillContain, ScaleMode: canvas.ImageScaleFastest}
	d.SetMinSize(fyne.NewSize(round(width), round(height)))
	return d
}

// drawSVG shows one of our own SVG drawings, at the picture's least size. Fyne
// would draw it at each size that it comes by, which is twice for every page.
func drawSVG(d *canvas.Image, svg []byte) {
	size := d.MinSize()
	d.Image = rasterise(svg, int(size.Width), int(size.Height))
	d.Refresh()
}

// rasterise draws what it understands of an SVG; that is all of our own.
func rasterise(svg []byte, width, height int) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	drawing, err := oksvg.ReadIconStream(bytes.NewReader(svg))
	if err != nil || out.Rect.Empty() {
		return out
	}
	drawing.SetTarget(0, 0, float64(width), float64(height))
	drawing.Draw(rasterx.NewDasher(width, height, rasterx.NewScannerGV(width, height, out, out.Rect)), 1)
	return out
}
