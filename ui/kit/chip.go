package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Chip is one choice among several, set or not. What is set shows a tick as
// well as a colour.
type Chip struct {
	Base
	Touch
	look   *look.Look
	ground *canvas.Rectangle
	veil   *veil
	tick   *canvas.Image
	label  *Text
	set    bool
}

// NewChip makes a chip.
func NewChip(l *look.Look, id, text string, set bool, onTap func()) *Chip {
	c := &Chip{look: l, ground: canvas.NewRectangle(l.Palette.Surface)}
	c.veil = newVeil(l, &c.Base)
	c.ID, c.OnTap, c.feedback = id, onTap, c.veil.press
	c.tick = Icon("check", l.Palette.OnTea, l.Icon*0.8)
	c.label = NewText(l, l.Body.At(look.Medium), text).Most(1)
	c.form(c, c.layout, c.least, c.ground, c.tick, c.label, c.veil.rect)
	c.Set(set)
	return c
}

// Set says whether the choice is made.
func (c *Chip) Set(set bool) {
	p := c.look.Palette
	c.set, c.tick.Hidden = set, !set
	c.ground.FillColor, c.ground.StrokeColor, c.ground.StrokeWidth = p.Surface, p.Outline, c.look.Hair
	ink := p.Ink
	if set {
		c.ground.FillColor, c.ground.StrokeColor, ink = p.Tea, p.Tea, p.OnTea
	}
	c.label.In(ink)
	c.Refresh()
}

// IsSet says whether the choice is made.
func (c *Chip) IsSet() bool { return c.set }

func (c *Chip) least() fyne.Size {
	width := c.label.MinSize().Width + 2*c.look.Gap
	if c.set {
		width += c.tick.MinSize().Width + c.look.Tight
	}
	return fyne.NewSize(max(width, c.look.Touch), c.look.Touch)
}

func (c *Chip) layout(size fyne.Size) {
	radius := size.Height / 2
	c.ground.CornerRadius, c.veil.rect.CornerRadius = radius, radius
	c.ground.Resize(size)
	c.veil.rect.Resize(size)
	side, x := c.tick.MinSize().Width, c.look.Gap
	if c.set {
		place(c.tick, x, round((size.Height-side)/2), side, side)
		x += side + c.look.Tight
	}
	width := min(c.label.MinSize().Width, size.Width-x-c.look.Small1)
	if !c.set {
		x = round((size.Width - width) / 2)
	}
	place(c.label, x, 0, width, size.Height)
}
