package paint

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// Board is a square picture under way.
type Board struct {
	img   *image.RGBA
	scale float64      // pixels a unit
	off   Point        // pixels from the view's origin to the board's
	clip  *image.Alpha // nil: everything is drawn
}

// New returns an empty board of that many pixels a side.
func New(pixels int) *Board {
	return &Board{img: image.NewRGBA(image.Rect(0, 0, pixels, pixels)), scale: float64(pixels) / 1000}
}

// View moves closer: what is drawn next appears k times as large, with cx, cy
// in the middle. View(500, 500, 1) shows the whole board again.
func (b *Board) View(cx, cy, k float64) {
	pixels := float64(b.img.Bounds().Dx())
	b.scale = pixels / 1000 * k
	b.off = Point{cx*b.scale - pixels/2, cy*b.scale - pixels/2}
}

// Image returns the picture as drawn so far.
func (b *Board) Image() *image.RGBA { return b.img }

// Fill paints the inside of the path.
func (b *Board) Fill(p Path, paint Paint) {
	b.compose(b.mask(p, 0), paint)
}

// Stroke draws along the path with a round pen of that width in units.
func (b *Board) Stroke(p Path, width float64, paint Paint) {
	mask := image.NewAlpha(b.area(p, width))
	for _, line := range p.flatten() {
		for i := 1; i < len(line); i++ {
			overlay(mask, b.mask(capsule(line[i-1], line[i], width/2), 0))
		}
	}
	b.compose(mask, paint)
}

// Shadow lays a soft shadow of the path, dx and dy away, blurred over blur
// units, with an opacity of 0 to 1.
func (b *Board) Shadow(p Path, dx, dy, blur, opacity float64) {
	radius := max(1, int(blur*b.scale/2))
	m := b.mask(p.Shift(dx, dy), 2*blur)
	for range 3 {
		m = blurred(m, radius)
	}
	b.compose(m, Flat(color.NRGBA{40, 28, 20, uint8(opacity * 255)}))
}

// Inside draws with everything outside the path left alone.
func (b *Board) Inside(p Path, draw func()) {
	outer := b.clip
	b.clip = b.mask(p, 0)
	if outer != nil {
		limit(b.clip, outer)
	}
	draw()
	b.clip = outer
}

func (b *Board) compose(mask *image.Alpha, paint Paint) {
	if b.clip != nil {
		limit(mask, b.clip)
	}
	area := mask.Bounds()
	src := &source{paint, b.scale, b.off, area}
	draw.DrawMask(b.img, area, src, area.Min, mask, area.Min, draw.Over)
}

// area returns the pixels the path touches, and pad units around them.
func (b *Board) area(p Path, pad float64) image.Rectangle {
	lo, hi := p.bounds()
	px := func(v, off float64) int { return int(math.Floor(v*b.scale - off)) }
	return image.Rect(px(lo.X-pad, b.off.X)-1, px(lo.Y-pad, b.off.Y)-1, px(hi.X+pad, b.off.X)+2, px(hi.Y+pad, b.off.Y)+2).
		Intersect(b.img.Bounds())
}

// mask returns how much of each pixel the path covers.
func (b *Board) mask(p Path, pad float64) *image.Alpha {
	area := b.area(p, pad)
	m := image.NewAlpha(area)
	if area.Empty() {
		return m
	}
	r := vector.NewRasterizer(area.Dx(), area.Dy())
	at := func(q Point) (float32, float32) {
		return float32(q.X*b.scale - b.off.X - float64(area.Min.X)), float32(q.Y*b.scale - b.off.Y - float64(area.Min.Y))
	}
	for i, o := range p.ops {
		x, y := at(o.p[0])
		cx, cy := at(o.p[1])
		ex, ey := at(o.p[2])
		switch o.kind {
		case 0:
			if i > 0 {
				r.ClosePath()
			}
			r.MoveTo(x, y)
		case 1:
			r.LineTo(x, y)
		case 2:
			r.QuadTo(x, y, cx, cy)
		case 3:
			r.CubeTo(x, y, cx, cy, ex, ey)
		}
	}
	r.ClosePath()
	r.Draw(m, area, image.Opaque, image.Point{})
	return m
}

// overlay keeps the greater cover of both, so that overlapping pieces of one
// stroke do not darken each other's edges.
func overlay(m, piece *image.Alpha) {
	area := piece.Bounds().Intersect(m.Bounds())
	for y := area.Min.Y; y < area.Max.Y; y++ {
		to, from := m.Pix[m.PixOffset(area.Min.X, y):], piece.Pix[piece.PixOffset(area.Min.X, y):]
		for x := range area.Dx() {
			to[x] = max(to[x], from[x])
		}
	}
}

func capsule(a, b Point, r float64) Path {
	length := math.Hypot(b.X-a.X, b.Y-a.Y)
	angle := math.Atan2(b.Y-a.Y, b.X-a.X) * 180 / math.Pi
	return Round(a.X-r, a.Y-r, length+2*r, 2*r, r).Turn(a.X, a.Y, angle)
}

// limit takes away from m what lies outside by.
func limit(m, by *image.Alpha) {
	area := m.Bounds()
	for y := area.Min.Y; y < area.Max.Y; y++ {
		row := m.Pix[m.PixOffset(area.Min.X, y):]
		for x := range area.Dx() {
			row[x] = uint8(uint32(row[x]) * uint32(by.AlphaAt(area.Min.X+x, y).A) / 255)
		}
	}
}
