package kit

import "fyne.io/fyne/v2"

// Listen makes the stage the receiver of hardware keys before anybody has touched it:
// a scanner is the first to speak on a page that is typed into.
func (s *Stage) Listen() { s.takeFocus() }

// takeFocus makes the stage the receiver of hardware keys; it is called
// at every press.
func (s *Stage) takeFocus() {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c != nil && c.Focused() != fyne.Focusable(s) {
		c.Focus(s)
	}
}

// FocusGained implements fyne.Focusable.
func (s *Stage) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (s *Stage) FocusLost() {}

// TypedRune implements fyne.Focusable.
func (s *Stage) TypedRune(r rune) {
	s.active()
	if s.Keys != nil {
		s.Keys.Rune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (s *Stage) TypedKey(event *fyne.KeyEvent) {
	s.active()
	if s.Keys != nil {
		s.Keys.Key(event.Name)
	}
}
