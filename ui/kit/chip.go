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
	count  *Text
	opens  *canvas.Image // says that more is to be chosen from, or nil
	set    bool
}

// NewChip makes a chip.
func NewChip(l *look.Look, id, text string, set bool, onTap func()) *Chip {
	c := &Chip{look: l, ground: canvas.NewRectangle(l.Palette.Surface)}
	c.veil = newVeil(l, &c.Base)
	c.ID, c.OnTap, c.feedback = id, onTap, c.veil.press
	c.tick = newIcon(l, "check", l.Palette.OnTea, l.Icon*0.8)
	c.label = NewText(l, l.Body.At(look.Medium), text).Most(1)
	c.count = NewText(l, l.Small, "").Most(1)
	c.form(c, c.layout, c.least, c.ground, c.tick, c.label, c.count, c.veil.rect)
	c.Set(set)
	return c
}

// Brief says that the words come from a catalogue and may end in an ellipsis, as
// they stand whole elsewhere; it returns the chip.
func (c *Chip) Brief() *Chip {
	c.label.Brief()
	return c
}

// Counted says beside the words how much there is of the choice; it returns the
// chip.
func (c *Chip) Counted(count string) *Chip {
	c.count.SetText(count)
	c.Refresh()
	return c
}

// Opens marks a chip that leads to more choices; it returns the chip.
func (c *Chip) Opens() *Chip {
	c.opens = newDrawing(c.look.Icon*0.8, c.look.Icon*0.8)
	c.parts = []fyne.CanvasObject{c.ground, c.tick, c.label, c.count, c.opens, c.veil.rect}
	c.Set(c.set)
	return c
}

// Enable says whether the choice can be made; when not it is pale.
func (c *Chip) Enable(can bool) {
	c.Off = !can
	c.Set(c.set)
}

// Set says whether the choice is made.
func (c *Chip) Set(set bool) {
	p := c.look.Palette
	c.set, c.tick.Hidden = set, !set
	c.ground.FillColor, c.ground.StrokeColor, c.ground.StrokeWidth = p.Surface, p.Outline, c.look.Hair
	ink, soft := p.Ink, p.InkSoft
	switch {
	case set:
		c.ground.FillColor, c.ground.StrokeColor, ink, soft = p.Tea, p.Tea, p.OnTea, p.OnTea
	case c.Off:
		c.ground.FillColor, c.ground.StrokeColor, ink = p.Sunken, p.Line, p.InkSoft
	}
	c.label.In(ink)
	c.count.In(soft)
	if c.opens != nil {
		dye(c.look, c.opens, "down", ink)
	}
	c.Refresh()
}

// IsSet says whether the choice is made.
func (c *Chip) IsSet() bool { return c.set }

// gap is what stands between two parts of the chip.
func (c *Chip) gap() float32 { return c.look.Tight }

// contents are the parts that stand side by side, and how wide they are.
func (c *Chip) contents() (parts []fyne.CanvasObject, width float32) {
	if c.set {
		parts = append(parts, c.tick)
	}
	parts = append(parts, c.label)
	if c.count.text != "" {
		parts = append(parts, c.count)
	}
	if c.opens != nil {
		parts = append(parts, c.opens)
	}
	width = c.gap() * float32(len(parts)-1)
	for _, part := range parts {
		width += part.MinSize().Width
	}
	return parts, width
}

func (c *Chip) least() fyne.Size {
	_, width := c.contents()
	return fyne.NewSize(max(width+2*c.look.Gap, c.look.Touch), c.look.Touch)
}

func (c *Chip) layout(size fyne.Size) {
	radius := size.Height / 2
	c.ground.CornerRadius, c.veil.rect.CornerRadius = radius, radius
	c.ground.Resize(size)
	c.veil.rect.Resize(size)
	parts, width := c.contents()
	over := max(0, width+2*c.look.Small1-size.Width) // what the words must do without
	x := round(max(c.look.Small1, (size.Width-width)/2))
	for _, part := range parts {
		least := part.MinSize()
		if part == fyne.CanvasObject(c.label) {
			least.Width = max(0, least.Width-over)
		}
		place(part, x, round((size.Height-least.Height)/2), least.Width, least.Height)
		x += least.Width + c.gap()
	}
}
