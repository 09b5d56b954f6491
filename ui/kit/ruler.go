package kit

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Sizes of a bank card (ISO/IEC 7810 ID-1) and of the ruler, in millimetres.
const (
	cardWide   = 85.6
	cardHigh   = 53.98
	cardCorner = 3.18
	rulerWide  = 100
	rulerHigh  = 16
)

// Ruler is ten centimetres and the outline of a bank card, as large as they are when
// the screen's size is told right: whoever sets it up lays one on.
type Ruler struct {
	Base
	look   *look.Look
	card   *canvas.Rectangle
	ticks  []*canvas.Rectangle // one a centimetre
	number []*Text             // at every fifth
}

// NewRuler makes a ruler.
func NewRuler(l *look.Look) *Ruler {
	r := &Ruler{look: l, card: canvas.NewRectangle(l.Palette.Surface)}
	r.card.StrokeColor, r.card.StrokeWidth = l.Palette.Tea, l.Line
	parts := []fyne.CanvasObject{r.card}
	for i := range rulerWide/10 + 1 {
		tick := canvas.NewRectangle(l.Palette.Ink)
		r.ticks, parts = append(r.ticks, tick), append(parts, tick)
		if i%5 == 0 {
			number := NewText(l, l.Small, strconv.Itoa(i)).Most(1)
			r.number, parts = append(r.number, number), append(parts, number)
		}
	}
	r.form(r, r.layout, r.least, parts...)
	return r
}

func (r *Ruler) least() fyne.Size {
	l := r.look
	return fyne.NewSize(l.MM(rulerWide)+2*l.Small.Size, r.HeightFor(0))
}

// HeightFor implements [Sized].
func (r *Ruler) HeightFor(float32) float32 {
	return r.look.Small.Line + r.look.MM(rulerHigh/2) + r.look.Small1 + r.look.MM(cardHigh)
}

func (r *Ruler) layout(size fyne.Size) {
	l := r.look
	left := round((size.Width - l.MM(rulerWide)) / 2)
	for i, tick := range r.ticks {
		high := l.MM(rulerHigh / 4)
		if i%5 == 0 {
			high = l.MM(rulerHigh / 2)
			n := r.number[i/5]
			wide := ceil(l.Width(n.font, n.text)) + l.Hair
			place(n, left+l.MM(float32(i)*10)-wide/2, 0, wide, l.Small.Line)
		}
		place(tick, left+l.MM(float32(i)*10)-l.Line/2, l.Small.Line, l.Line, high)
	}
	top := l.Small.Line + l.MM(rulerHigh/2) + l.Small1
	r.card.CornerRadius = l.MM(cardCorner)
	place(r.card, left, top, l.MM(cardWide), l.MM(cardHigh))
}
