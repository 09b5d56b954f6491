package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// LineField shows a short line as it is typed, as the number on a seal.
type LineField struct {
	Base
	edit

	look   *look.Look
	ground *canvas.Rectangle
	label  *Text
}

// NewLineField makes a field for at most so many characters; allow tells which,
// and as what each is taken.
func NewLineField(l *look.Look, text string, most int, allow func(r rune) (rune, bool)) *LineField {
	f := &LineField{look: l, ground: canvas.NewRectangle(l.Palette.Surface)}
	f.edit = edit{text: []rune(text), most: most, allow: allow, show: f.show}
	f.ground.StrokeColor, f.ground.StrokeWidth, f.ground.CornerRadius = l.Palette.Tea, l.Line, l.Radius
	f.label = NewText(l, l.Title, text).Centre().Most(1)
	f.form(f, f.layout, f.least, f.ground, f.label)
	return f
}

func (f *LineField) show() {
	f.label.SetText(f.Text())
	f.relayout()
}

func (f *LineField) least() fyne.Size { return fyne.NewSize(f.look.Touch*4, f.look.TouchBig) }

// HeightFor implements [Sized].
func (f *LineField) HeightFor(float32) float32 { return f.least().Height }

func (f *LineField) layout(size fyne.Size) {
	f.ground.Resize(size)
	wide := size.Width - 2*f.look.Small1
	if font := fitWords(f.look, f.look.Title, f.Text(), wide); font != f.label.font {
		f.label.font, f.label.width = font, 0
	}
	place(f.label, f.look.Small1, 0, wide, size.Height)
}
