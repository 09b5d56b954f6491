package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// CodeField shows a code of digits and letters as it is typed or scanned, in the
// groups in which it stands on paper. Empty places show as dots; its text is
// without the marks between groups.
type CodeField struct {
	Base
	Touch
	edit

	look   *look.Look
	groups []int // lengths
	judged bool
	ground *canvas.Rectangle
	label  *Text
}

// NewCodeField makes a field for a code of groups of those lengths.
func NewCodeField(l *look.Look, id string, groups ...int) *CodeField {
	f := &CodeField{look: l, groups: groups, ground: canvas.NewRectangle(l.Palette.Surface)}
	f.edit = edit{allow: ofCode, show: f.show}
	for _, group := range groups {
		f.most += group
	}
	f.ID = id
	f.ground.StrokeColor, f.ground.StrokeWidth, f.ground.CornerRadius = l.Palette.Tea, l.Line, l.Radius
	f.label = NewText(l, l.Title, "").Centre().Most(1)
	f.form(f, f.layout, f.least, f.ground, f.label)
	f.show()
	return f
}

// ofCode tells which characters count: what parts groups does not.
func ofCode(r rune) (rune, bool) {
	r = unicode.ToUpper(r)
	return r, r <= unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// Judged says that the code was looked at: the next character begins another
// one, as when another ticket is scanned, and backspace mends this one.
func (f *CodeField) Judged() { f.judged = true }

// Rune implements [Keys].
func (f *CodeField) Rune(r rune) {
	if _, ok := ofCode(r); ok && f.judged {
		f.text = nil
	}
	f.edit.Rune(r)
}

func (f *CodeField) show() {
	f.judged = false
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
