package kit

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"regexp"

	"hangviet/assets"
	"hangviet/ui/kit/pictures"
	"hangviet/ui/look"
)

// sectorDrawing is the drawing that stands for a photo of goods of a sector.
func sectorDrawing(l *look.Look, sector int) pictures.Drawing {
	if sector < 1 || sector > len(l.Palette.Sectors) {
		return pictures.Drawing{Name: "other", Ground: l.Palette.Sunken, Ink: l.Palette.InkSoft}
	}
	tint := l.Palette.Sectors[sector-1]
	return pictures.Drawing{Name: fmt.Sprint("sector-", sector), Ground: tint.Ground, Ink: tint.Ink}
}

// The tones of the files of drawings, and how much ink there is in each.
var inks = map[string]float64{"#000000": 0.62, "#666666": 0.34, "#999999": 0.2, "#cccccc": 0.1}

var toneOf = regexp.MustCompile(`#[0-9a-f]{6}`)

// DrawScenery draws what stands for a photo, in the middle of its ground; nil for
// an unknown name. It is for [pictures.Options].
func DrawScenery(d pictures.Drawing, width, height int) *image.RGBA {
	svg, err := assets.Drawings.ReadFile("drawings/" + d.Name + ".svg")
	if err != nil {
		return nil
	}
	svg = toneOf.ReplaceAllFunc(svg, func(tone []byte) []byte {
		return []byte(hexOf(mixed(d.Ground, d.Ink, inks[string(tone)])))
	})
	side := min(width, height)
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Rect, image.NewUniform(d.Ground), image.Point{}, draw.Src)
	at := image.Rect(0, 0, side, side).Add(image.Pt((width-side)/2, (height-side)/2))
	draw.Draw(out, at, rasterise(svg, side, side), image.Point{}, draw.Over)
	return out
}

// mixed is a colour between two.
func mixed(from, to color.NRGBA, share float64) color.NRGBA {
	part := func(a, b uint8) uint8 { return uint8(float64(a)*(1-share) + float64(b)*share + 0.5) }
	return color.NRGBA{R: part(from.R, to.R), G: part(from.G, to.G), B: part(from.B, to.B), A: 0xff}
}
