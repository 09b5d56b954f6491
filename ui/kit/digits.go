package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// DigitPad is a pad of large digits and backspace, laid out as on a telephone.
// Its keys are the targets <prefix>.<digit>, <prefix>.backspace and, when it has
// a word that ends the typing, <prefix>.next; what is tapped goes to a [Keys] as
// if it were typed.
type DigitPad struct {
	Base
	look   *look.Look
	ground *canvas.Rectangle
	keys   []*key // three in a row
	next   *key   // under them; nil for none
}

// NewDigitPad makes a pad that types into keys; done is the word on the key that
// ends the typing, which calls onDone, or "" for a pad without.
func NewDigitPad(l *look.Look, prefix string, keys Keys, done string, onDone func()) *DigitPad {
	p := &DigitPad{look: l, ground: canvas.NewRectangle(l.Palette.Sunken)}
	parts := []fyne.CanvasObject{p.ground}
	for _, digit := range "123456789 0" {
		name := string(digit)
		if digit == ' ' { // nothing stands left of 0
			p.keys = append(p.keys, nil)
			continue
		}
		p.keys = append(p.keys, newKey(l, prefix+"."+name, name, "", 1, func() { keys.Rune(digit) }))
	}
	p.keys = append(p.keys, newKey(l, prefix+".backspace", "", "backspace", 1, func() { keys.Key(fyne.KeyBackspace) }))
	for _, k := range p.keys {
		if k != nil {
			k.label.font = l.Title
			parts = append(parts, k)
		}
	}
	if done != "" {
		p.next = newKey(l, prefix+".next", done, "", 1, onDone)
		p.next.main()
		parts = append(parts, p.next)
	}
	p.form(p, p.layout, p.least, parts...)
	return p
}

// SetNext puts another word on the key that ends the typing.
func (p *DigitPad) SetNext(word string) { p.next.label.SetText(word) }

func (p *DigitPad) rows() float32 {
	if p.next == nil {
		return 4
	}
	return 5
}

// HeightFor implements [Sized].
func (p *DigitPad) HeightFor(float32) float32 {
	return p.rows()*p.look.TouchBig + (p.rows()-1)*p.look.Tight + 2*p.look.Gap
}

func (p *DigitPad) least() fyne.Size {
	return fyne.NewSize(3*p.look.TouchBig+2*p.look.Tight+2*p.look.Gap, p.HeightFor(0))
}

func (p *DigitPad) layout(size fyne.Size) {
	l := p.look
	p.ground.Resize(size)
	wide := min(size.Width-2*l.Gap, l.TouchBig*9)
	high := min((size.Height-2*l.Gap-(p.rows()-1)*l.Tight)/p.rows(), l.TouchBig*1.4)
	left := (size.Width - wide) / 2
	top := (size.Height - p.rows()*high - (p.rows()-1)*l.Tight) / 2
	unit := (wide - 2*l.Tight) / 3
	for i, k := range p.keys {
		if k != nil {
			place(k, round(left+float32(i%3)*(unit+l.Tight)), round(top+float32(i/3)*(high+l.Tight)), round(unit), round(high))
		}
	}
	if p.next != nil {
		place(p.next, round(left), round(top+4*(high+l.Tight)), round(wide), round(high))
	}
}
