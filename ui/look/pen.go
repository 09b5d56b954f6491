package look

import (
	"bytes"
	"image"
	"image/color"
	"sync"

	"github.com/go-text/render"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"

	"hangviet/assets"
)

// Pen draws lines of text into pictures, letter for letter as Fyne draws them on
// the screen. The zero value is ready; it is for one goroutine.
type Pen struct{ shaper shaping.HarfbuzzShaper }

// Pen writes on everything that is drawn with this look: what it has learnt of
// the letters takes about a megabyte and would be learnt anew by each of many.
func (l *Look) Pen() *Pen { return &l.pen }

// Write draws a line of text with its top left corner at a point of a picture. A
// letter that our typeface lacks is drawn as a box: see [Font.Source].
func (p *Pen) Write(on *image.RGBA, f Font, ink color.Color, text string, x, y int) {
	letters := []rune(text)
	line := p.shaper.Shape(shaping.Input{
		Text: letters, RunEnd: len(letters), Direction: di.DirectionLTR,
		Face: shapes[f.Weight](), Size: fixed.Int26_6(f.Size * 64),
	})
	ascent, height := line.LineBounds.Ascent.Ceil(), line.LineBounds.LineThickness().Ceil()
	box := image.Rect(x, y, x+line.Advance.Ceil()+1, y+height+1).Intersect(on.Rect)
	if box.Min == image.Pt(x, y) && !box.Empty() {
		r := render.Renderer{FontSize: f.Size, PixScale: 1, Color: ink}
		r.DrawShapedRunAt(line, on.SubImage(box).(*image.RGBA), 0, ascent)
	}
}

// shapes are the letters of each weight, read when they are first written.
var shapes = map[Weight]func() *font.Face{
	Regular:  shapesOf(assets.FontRegular),
	Medium:   shapesOf(assets.FontMedium),
	SemiBold: shapesOf(assets.FontSemiBold),
	Bold:     shapesOf(assets.FontBold),
}

// shapesOf reads one of our own font files, which are sound: a test writes with
// each.
func shapesOf(file []byte) func() *font.Face {
	return sync.OnceValue(func() *font.Face {
		face, err := font.ParseTTF(bytes.NewReader(file))
		if err != nil {
			panic(err)
		}
		return face
	})
}
