package kit

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/look"
)

// Pressable makes any object a target.
type Pressable struct {
	Base
	Touch
	item  fyne.CanvasObject
	veil  *veil
	least float32 // a finger's height
}

// NewPressable makes an object a target with the round corners of a panel
// while it is pressed.
func NewPressable(l *look.Look, id string, item fyne.CanvasObject, onTap func()) *Pressable {
	p := &Pressable{item: item, least: l.Touch}
	p.veil = newVeil(l, &p.Base)
	p.ID, p.OnTap = id, onTap
	p.veil.rect.CornerRadius = l.Radius
	p.feedback = p.veil.press
	p.form(p, p.layout, item.MinSize, item, p.veil.rect)
	return p
}

// Plain shows nothing while pressed, for targets as large as the screen; it
// returns the pressable.
func (p *Pressable) Plain() *Pressable {
	p.feedback = nil
	return p
}

// HeightFor implements [Sized].
func (p *Pressable) HeightFor(width float32) float32 { return max(p.least, HeightFor(p.item, width)) }

func (p *Pressable) layout(size fyne.Size) {
	place(p.item, 0, 0, size.Width, size.Height)
	p.veil.rect.Resize(size)
}
