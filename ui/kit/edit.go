package kit

import "fyne.io/fyne/v2"

// Line is a field whose text can be put into another one, as into that of the page
// which takes the place of its own.
type Line interface {
	Text() string
	SetText(text string)
}

// edit is a short line that is typed and taken back at its end; it implements
// [Keys] for a field that shows it.
type edit struct {
	OnChange func() // after every key that changed it; may be nil
	OnDone   func() // at Enter, which a scanner sends too; may be nil

	text  []rune
	most  int                       // characters
	allow func(r rune) (rune, bool) // which, and as what each is taken
	show  func()
}

// Text is what was typed.
func (e *edit) Text() string { return string(e.text) }

// SetText puts another text in, as far as it may be typed.
func (e *edit) SetText(text string) {
	e.Clear()
	for _, r := range text {
		e.Rune(r)
	}
}

// Full tells whether no more can be typed.
func (e *edit) Full() bool { return len(e.text) == e.most }

// Clear empties the field.
func (e *edit) Clear() { e.take(nil) }

// Rune implements [Keys].
func (e *edit) Rune(r rune) {
	if r, ok := e.allow(r); ok && len(e.text) < e.most {
		e.take(append(e.text, r))
	}
}

// Key implements [Keys].
func (e *edit) Key(name fyne.KeyName) {
	switch name {
	case fyne.KeyBackspace:
		e.take(e.text[:max(0, len(e.text)-1)])
	case fyne.KeyEscape:
		e.Clear()
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.OnDone != nil {
			e.OnDone()
		}
	}
}

func (e *edit) take(text []rune) {
	e.text = text
	e.show()
	if e.OnChange != nil {
		e.OnChange()
	}
}
