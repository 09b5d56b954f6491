package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// LineField shows a short line as it is typed, as the number on a seal.
type LineField struct {
	Base
	OnChange func() // after every key that changed it; may be nil
	OnDone   func() // at Enter; may be nil

	look   *look.Look
	most   int
	allow  func(r rune) (rune, bool)
	text   []rune
	ground *canvas.Rectangle
	label  *Text
}

// NewLineField makes a field for at most so many characters; allow tells which,
// and as what each is taken.
func NewLineField(l *look.Look, text string, most int, allow func(r rune) (rune, bool)) *LineField {
	f := &LineField{look: l, most: most, allow: allow, text: []rune(text), ground: canvas.NewRectangle(l.Palette.Surface)}
	f.ground.StrokeColor, f.ground.StrokeWidth, f.ground.CornerRadius = l.Palette.Tea, l.Line, l.Radius
	f.label = NewText(l, l.Title, text).Centre().Most(1)
	f.form(f, f.layout, f.least, f.ground, f.label)
	return f
}

// Text is what was typed.
func (f *LineField) Text() string { return string(f.text) }

// Rune implements [Keys].
func (f *LineField) Rune(r rune) {
	if r, ok := f.allow(r); ok && len(f.text) < f.most {
		f.take(append(f.text, r))
	}
}

// Key implements [Keys].
func (f *LineField) Key(name fyne.KeyName) {
	switch name {
	case fyne.KeyBackspace:
		f.take(f.text[:max(0, len(f.text)-1)])
	case fyne.KeyEscape:
		f.take(nil)
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.OnDone != nil {
			f.OnDone()
		}
	}
}

func (f *LineField) take(text []rune) {
	f.text = text
	f.label.SetText(f.Text())
	f.relayout()
	if f.OnChange != nil {
		f.OnChange()
	}
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
