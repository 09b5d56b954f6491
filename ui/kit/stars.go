package kit

import (
	"fmt"
	"image"
	"math"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Stars shows a rating as drawn stars: filled ones with an edge, and hollow
// ones up to five, so that it is read without colour.
type Stars struct {
	Base
	look  *look.Look
	image *canvas.Image
	side  float32
	count int
}

const allStars = 5

// NewStars makes stars of that side in pixels, 0 to 5 of them filled; 0 shows
// nothing.
func NewStars(l *look.Look, count int, side float32) *Stars {
	s := &Stars{look: l, side: side, count: -1}
	size := s.least()
	s.image = newDrawing(size.Width, size.Height)
	s.form(s, s.layout, s.least, s.image)
	s.Set(count)
	return s
}

// Set shows another rating.
func (s *Stars) Set(count int) {
	count = min(max(count, 0), allStars)
	if count == s.count {
		return
	}
	s.count, s.image.Hidden = count, count == 0
	if count > 0 {
		s.image.Image = s.drawing()
		s.image.Refresh()
	}
}

// drawing is the present rating; stars of one size share it.
func (s *Stars) drawing() *image.RGBA {
	type key struct {
		stars int
		side  float32
	}
	return s.look.Drawn(key{s.count, s.side}, func() *image.RGBA {
		p, size := s.look.Palette, s.image.MinSize()
		svg := starsDrawing(s.count, hexOf(p.Gold), hexOf(p.GoldEdge), s.side/grid)
		return rasterise(svg, int(size.Width), int(size.Height))
	})
}

func (s *Stars) least() fyne.Size {
	return fyne.NewSize(s.side*(allStars+float32(allStars-1)*starGap), s.side)
}

func (s *Stars) layout(size fyne.Size) {
	least := s.image.MinSize()
	place(s.image, 0, round((size.Height-least.Height)/2), least.Width, least.Height)
}

// starGap is the room between stars as a share of a star.
const starGap = 0.16

func starsDrawing(count int, fill, edge string, scale float32) []byte {
	var svg strings.Builder
	width := 24 * (allStars + (allStars-1)*starGap)
	fmt.Fprintf(&svg, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g 24">`, width)
	for i := range allStars {
		inside := "none"
		if i < count {
			inside = fill
		}
		fmt.Fprintf(&svg, `<path d="%s" fill="%s" stroke="%s" stroke-width="%.2f" stroke-linejoin="round"/>`,
			starPath(12+24*(1+starGap)*float64(i), 12.8), inside, edge, 1.5*scale)
	}
	svg.WriteString("</svg>")
	return []byte(svg.String())
}

// starPath is a five-pointed star around a centre in a square of 24.
func starPath(x, y float64) string {
	const outer, inner = 10.6, 4.7
	var path strings.Builder
	for i := range 10 {
		radius, angle := outer, float64(i)*math.Pi/5
		if i%2 == 1 {
			radius = inner
		}
		letter := "L"
		if i == 0 {
			letter = "M"
		}
		fmt.Fprintf(&path, "%s%.2f %.2f", letter, x+radius*math.Sin(angle), y-radius*math.Cos(angle))
	}
	return path.String() + "Z"
}
