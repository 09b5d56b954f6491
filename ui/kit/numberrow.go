package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// NumberRow is a line of a list of numbers: words, and at their right the box of
// the number. A touch chooses it for the pad.
type NumberRow struct {
	Base
	Touch
	look   *look.Look
	words  fyne.CanvasObject
	ground *canvas.Rectangle
	box    *canvas.Rectangle
	number *Text
	veil   *veil
}

// NewNumberRow makes a row that nobody chose yet.
func NewNumberRow(l *look.Look, id string, words fyne.CanvasObject, number string, onTap func()) *NumberRow {
	r := &NumberRow{look: l, words: words, ground: canvas.NewRectangle(l.Palette.Surface), box: canvas.NewRectangle(l.Palette.Paper)}
	r.veil = newVeil(l, &r.Base)
	r.ID, r.OnTap, r.feedback = id, onTap, r.veil.press
	r.number = NewText(l, l.Lead, number).Most(1).Centre()
	for _, rect := range []*canvas.Rectangle{r.ground, r.box, r.veil.rect} {
		rect.CornerRadius = l.Radius
	}
	r.ground.StrokeColor, r.ground.StrokeWidth = l.Palette.Line, l.Hair
	r.box.CornerRadius, r.box.StrokeWidth, r.box.StrokeColor = l.RadiusSmall, l.Hair, l.Palette.Outline
	r.form(r, r.layout, r.least, r.ground, words, r.box, r.number, r.veil.rect)
	return r
}

// Choose marks the row that the pad types into.
func (r *NumberRow) Choose(chosen bool) {
	r.box.StrokeColor, r.box.StrokeWidth = r.look.Palette.Outline, r.look.Hair
	r.ground.FillColor = r.look.Palette.Surface
	if chosen {
		r.box.StrokeColor, r.box.StrokeWidth = r.look.Palette.Tea, r.look.Line
		r.ground.FillColor = r.look.Palette.TeaTint
	}
	r.ground.Refresh()
	r.box.Refresh()
	r.repaint()
}

// Set shows a number, in the colour of alerts when it is bad.
func (r *NumberRow) Set(number string, bad bool) {
	r.number.SetText(number)
	r.number.In(r.look.Palette.Ink)
	if bad {
		r.number.In(r.look.Palette.Lacquer)
	}
}

func (r *NumberRow) boxWide() float32 {
	return r.look.Width(r.look.Lead, "000000") + 2*r.look.Small1
}

// HeightFor implements [Sized].
func (r *NumberRow) HeightFor(width float32) float32 {
	return max(r.look.Touch, HeightFor(r.words, r.wordsWide(width)), r.number.font.Line) + 2*r.look.Small1
}

func (r *NumberRow) wordsWide(width float32) float32 {
	return max(0, width-r.boxWide()-2*r.look.Small1-r.look.Gap)
}

func (r *NumberRow) least() fyne.Size {
	return fyne.NewSize(r.boxWide()+r.look.Touch*2, r.look.Touch)
}

func (r *NumberRow) layout(size fyne.Size) {
	l := r.look
	r.ground.Resize(size)
	r.veil.rect.Resize(size)
	wide := r.wordsWide(size.Width)
	high := HeightFor(r.words, wide)
	place(r.words, l.Small1, round((size.Height-high)/2), wide, high)
	box := max(l.Touch, l.Lead.Line)
	x, y := size.Width-l.Small1-r.boxWide(), round((size.Height-box)/2)
	place(r.box, x, y, r.boxWide(), box)
	place(r.number, x, y, r.boxWide(), box)
}
