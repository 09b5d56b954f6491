package kit

import (
	"image"
	"image/color"
	"image/draw"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Heart is the mark in the corner of a card, with a touch of its own: a heart
// that keeps the product, hollow, or full when it is kept, or another sign.
type Heart struct {
	Base
	Touch
	look  *look.Look
	sign  string // icon
	lit   string // icon when it is set
	image *canvas.Image
	veil  *veil
	full  bool
}

func newHeart(l *look.Look, sign, lit string) *Heart {
	h := &Heart{look: l, sign: sign, lit: lit}
	h.veil = newVeil(l, &h.Base)
	h.veil.rect.CornerRadius = l.Touch / 2
	h.feedback = h.veil.press
	h.image = newDrawing(l.Touch, l.Touch)
	h.image.ScaleMode = canvas.ImageScalePixels
	h.form(h, h.layout, func() fyne.Size { return fyne.NewSquareSize(l.Touch) }, h.image, h.veil.rect)
	return h
}

// Set says whether the product is kept.
func (h *Heart) Set(full bool) {
	name, ink := h.sign, h.look.Palette.Ink
	if full {
		name, ink = h.lit, h.look.Palette.Lacquer
	}
	type key struct{ heart string }
	face := h.look.Drawn(key{name}, func() *image.RGBA { return h.drawn(name, ink) })
	if h.image.Image != image.Image(face) {
		h.full, h.image.Image = full, face
		h.image.Refresh()
	}
}

// IsSet says whether the product is kept.
func (h *Heart) IsSet() bool { return h.full }

// drawn is a round ground with a sign on it, smaller than the target.
func (h *Heart) drawn(name string, ink color.Color) *image.RGBA {
	p := h.look.Palette
	whole, inset := int(h.look.Touch), int(h.look.Touch*0.09)
	side := whole - 2*inset
	ground := plateShape{p.Surface, p.Line, h.look.Hair, float32(side) / 2, wholeEdge}.drawn(side, side)
	mark := int(h.look.Touch * 0.46)
	icon := rasterise(iconDrawing(name, hexOf(ink), float32(mark)), mark, mark)
	out := image.NewRGBA(image.Rect(0, 0, whole, whole))
	overlay(out, ground, inset, inset)
	overlay(out, icon, (whole-mark)/2, (whole-mark)/2)
	return out
}

func (h *Heart) layout(size fyne.Size) {
	h.image.Resize(size)
	h.veil.rect.Resize(size)
}

// overlay draws a picture over another from a corner on.
func overlay(out *image.RGBA, top image.Image, x, y int) {
	at := image.Rectangle{Min: image.Pt(x, y), Max: image.Pt(x, y).Add(top.Bounds().Size())}
	draw.Draw(out, at, top, image.Point{}, draw.Over)
}
