package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// CodeField shows a code of digits and letters as it is typed or scanned, in the
// groups in which it stands on paper. Empty places show as dots.
type CodeField struct {
	Base
	Touch
	OnChange func() // after every key that changed it; may be nil
	OnDone   func() // at Enter, which a scanner sends too; may be nil

	look   *look.Look
	groups []int // lengths
	text   []rune
	judged bool
	ground *canvas.Rectangle
	label  *Text
}

// NewCodeField makes a field for a code of groups of those lengths.
func NewCodeField(l *look.Look, id string, groups ...int) *CodeField {
	f := &CodeField{look: l, groups: groups, ground: canvas.NewRectangle(l.Palette.Surface)}
	f.ID = id
	f.ground.StrokeColor, f.ground.StrokeWidth, f.ground.CornerRadius = l.Palette.Tea, l.Line, l.Radius
	f.label = NewText(l, l.Title, "").Centre().Most(1)
	f.form(f, f.layout, f.least, f.ground, f.label)
	f.show()
	return f
}

// Text is what was typed, without the marks between groups.
func (f *CodeField) Text() string { return string(f.text) }

// Full tells whether every place is filled.
func (f *CodeField) Full() bool { return len(f.text) == f.places() }

// Clear empties the field.
func (f *CodeField) Clear() { f.take(nil) }

func (f *CodeField) places() int {
	n := 0
	for _, group := range f.groups {
		n += group
	}
	return n
}

// Judged says that the code was looked at: the next character begins another
// one, as when another ticket is scanned, and backspace mends this one.
func (f *CodeField) Judged() { f.judged = true }

// Rune implements [Keys]: digits and letters count, what parts groups does not.
func (f *CodeField) Rune(r rune) {
	r = unicode.ToUpper(r)
	if r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		return
	}
	if f.judged {
		f.text = nil
	}
	if f.Full() {
		return
	}
	f.take(append(f.text, r))
}

// Key implements [Keys].
func (f *CodeField) Key(name fyne.KeyName) {
	switch name {
	case fyne.KeyBackspace:
		f.take(f.text[:max(0, len(f.text)-1)])
	case fyne.KeyEscape:
		f.Clear()
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.OnDone != nil {
			f.OnDone()
		}
	}
}

func (f *CodeField) take(text []rune) {
	f.text, f.judged = text, false
	f.show()
	if f.OnChange != nil {
		f.OnChange()
	}
}

func (f *CodeField) show() {
	f.label.SetText(f.spelt())
	f.Refresh()
}

// spelt is the code in its groups.
func (f *CodeField) spelt() string {
	var s strings.Builder
	at := 0
	for i, group := range f.groups {
		if i > 0 {
			s.WriteString(" – ")
		}
		for range group {
			if at < len(f.text) {
				s.WriteRune(f.text[at])
			} else {
				s.WriteRune('·')
			}
			at++
		}
	}
	return s.String()
}

func (f *CodeField) least() fyne.Size {
	return fyne.NewSize(f.look.Touch*4, f.look.TouchBig)
}

// HeightFor implements [Sized].
func (f *CodeField) HeightFor(float32) float32 { return f.least().Height }

func (f *CodeField) layout(size fyne.Size) {
	l := f.look
	f.ground.Resize(size)
	f.label.font, f.label.width = fitLine(l, l.Title, f.label.text, size.Width-2*l.Small1), 0
	place(f.label, l.Small1, 0, size.Width-2*l.Small1, size.Height)
}
