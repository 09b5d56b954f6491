package kit

import (
	"bytes"
	"fmt"
	"image/color"
	"regexp"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/assets"
)

// grid is the side of the square the icons are drawn on.
const grid = 24

// Icon is one of the line icons of the assets by name ("home", "search"), in a
// colour, in a square of that side. An unknown name draws nothing.
func Icon(name string, colour color.Color, side float32) *canvas.Image {
	icon := &canvas.Image{FillMode: canvas.ImageFillContain}
	icon.SetMinSize(fyne.NewSquareSize(round(side)))
	dye(icon, name, colour)
	return icon
}

// dye draws the icon of a name in a colour.
func dye(icon *canvas.Image, name string, colour color.Color) {
	icon.Resource = iconResource(name, hexOf(colour), icon.MinSize().Width)
	icon.Refresh()
}

var strokeWidth = regexp.MustCompile(`stroke-width="([0-9.]+)"`)

// iconResource is an icon's file in a colour for a side. Fyne's painter scales
// the shape of a drawing but not the width of its lines, so that is done here;
// and it remembers drawings by name, so the name says everything.
func iconResource(name, hex string, side float32) fyne.Resource {
	svg, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		svg = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>`)
	}
	svg = bytes.ReplaceAll(svg, []byte("#000000"), []byte(hex))
	svg = strokeWidth.ReplaceAllFunc(svg, func(found []byte) []byte {
		width, _ := strconv.ParseFloat(string(strokeWidth.FindSubmatch(found)[1]), 64)
		return fmt.Appendf(nil, `stroke-width="%.2f"`, width*float64(side)/grid)
	})
	return fyne.NewStaticResource(fmt.Sprintf("%s%s-%.0f.svg", name, hex, side), svg)
}

func hexOf(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}
