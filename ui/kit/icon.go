package kit

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"regexp"
	"strconv"

	"fyne.io/fyne/v2/canvas"

	"hangviet/assets"
	"hangviet/ui/look"
)

// grid is the side of the square the icons are drawn on.
const grid = 24

// Icon is one of the line icons of the assets by name ("home", "search"), in a
// colour, in a square of that side. An unknown name draws nothing.
func Icon(name string, colour color.Color, side float32) *canvas.Image {
	icon := newDrawing(side, side)
	drawSVG(icon, iconDrawing(name, hexOf(colour), icon.MinSize().Width))
	return icon
}

// newIcon is an [Icon] whose drawing those of the same look share.
func newIcon(l *look.Look, name string, colour color.Color, side float32) *canvas.Image {
	icon := newDrawing(side, side)
	dye(l, icon, name, colour)
	return icon
}

// dye draws the icon of a name in a colour.
func dye(l *look.Look, icon *canvas.Image, name string, colour color.Color) {
	type key struct {
		icon, hex string
		side      int
	}
	hex, side := hexOf(colour), int(icon.MinSize().Width)
	icon.Image = l.Drawn(key{name, hex, side}, func() *image.RGBA {
		return rasterise(iconDrawing(name, hex, float32(side)), side, side)
	})
	icon.Refresh()
}

var strokeWidth = regexp.MustCompile(`stroke-width="([0-9.]+)"`)

// iconDrawing is an icon's file in a colour for a side. What draws it scales
// the shape of a drawing but not the width of its lines, so that is done here.
func iconDrawing(name, hex string, side float32) []byte {
	svg, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		return nil
	}
	svg = bytes.ReplaceAll(svg, []byte("#000000"), []byte(hex))
	return strokeWidth.ReplaceAllFunc(svg, func(found []byte) []byte {
		width, _ := strconv.ParseFloat(string(strokeWidth.FindSubmatch(found)[1]), 64)
		return fmt.Appendf(nil, `stroke-width="%.2f"`, width*float64(side)/grid)
	})
}

func hexOf(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}
