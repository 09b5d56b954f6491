package main

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"
)

// What stands around the drawings, in pixels.
const (
	margin = 28 // between two, and at the edges
	bezel  = 7  // the dark frame of a screen
)

var (
	wall  = image.NewUniform(color.RGBA{0xE6, 0xDE, 0xD2, 0xFF})
	frame = image.NewUniform(color.RGBA{0x1F, 0x2A, 0x24, 0xFF})
)

// compose hangs the drawings on the wall.
func (p poster) compose(drawings []image.Image) *image.RGBA {
	at := p.place(drawings)
	last := at[len(at)-1]
	picture := image.NewRGBA(image.Rect(0, 0, last.Max.X+bezel+margin, last.Max.Y+bezel+margin))
	draw.Draw(picture, picture.Bounds(), wall, image.Point{}, draw.Src)
	for i, drawing := range drawings {
		draw.Draw(picture, at[i].Inset(-bezel), frame, image.Point{}, draw.Src)
		draw.CatmullRom.Scale(picture, at[i], drawing, drawing.Bounds(), draw.Src, nil)
	}
	return picture
}

// place gives each drawing its place, side by side.
func (p poster) place(drawings []image.Image) (at []image.Rectangle) {
	x := 0
	for _, drawing := range drawings {
		size := drawing.Bounds().Size()
		x += margin + bezel
		place := image.Rect(x, margin+bezel, x+size.X*p.height/size.Y, margin+bezel+p.height)
		at = append(at, place)
		x = place.Max.X + bezel
	}
	return at
}
