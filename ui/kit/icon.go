package kit

import (
	"bytes"
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/assets"
)

// Icon is one of the line icons of the assets by name ("home", "search") in a
// colour, drawn in a square of that side.
func Icon(name string, colour color.Color, side float32) *canvas.Image {
	icon := canvas.NewImageFromResource(iconResource(name, colour))
	icon.FillMode = canvas.ImageFillContain
	icon.SetMinSize(fyne.NewSquareSize(side))
	return icon
}

// iconResource is an icon's file in a colour; its name holds the colour,
// because Fyne remembers drawings by name.
func iconResource(name string, colour color.Color) fyne.Resource {
	hex := hexOf(colour)
	svg, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		svg = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>`)
	}
	svg = bytes.ReplaceAll(svg, []byte("#000000"), []byte(hex))
	return fyne.NewStaticResource(name+hex+".svg", svg)
}

func hexOf(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02x%02x%02x", n.R, n.G, n.B)
}
