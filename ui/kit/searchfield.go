package kit

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/input"
	"hangviet/ui/look"
)

// mostTyped is how many letters a search may have.
const mostTyped = 100

// SearchField shows what is typed, with a caret that does not blink. It takes
// keys from the on-screen keyboard and, through [Stage.Keys], from hardware, and
// makes Vietnamese of them by its composer.
type SearchField struct {
	Base
	Touch
	OnChange func(text string) // after every key; may be nil
	OnDone   func()            // at Enter; may be nil

	look   *look.Look
	ground *canvas.Rectangle
	icon   *canvas.Image
	label  *Text
	hint   *Text
	caret  *canvas.Rectangle
	wipe   *Button
	line   input.Composer
	text   string // of line, as it is shown
	live   bool
}

// NewSearchField makes a field that takes keys as Telex; hint is shown while it
// is empty.
func NewSearchField(l *look.Look, id, hint string, onTap func()) *SearchField {
	f := &SearchField{look: l, ground: canvas.NewRectangle(l.Palette.Surface), caret: canvas.NewRectangle(l.Palette.Tea)}
	f.ID, f.OnTap = id, onTap
	f.icon = newIcon(l, "search", l.Palette.Tea, l.Icon)
	f.label, f.hint = NewText(l, l.Lead.At(look.Medium), ""), NewText(l, l.Lead.At(look.Regular), hint).Most(1).Soft()
	f.wipe = NewButton(l, id+".clear", Quiet, "close", "", func() { f.SetText("") })
	f.form(f, f.layout, f.least, f.ground, f.icon, f.hint, f.label, f.caret, f.wipe)
	f.Live(false)
	f.show()
	return f
}

// NewTextField makes a field for a name, an address or a password: one without the
// sign of a search.
func NewTextField(l *look.Look, id, hint string, how input.Composer) *SearchField {
	f := NewSearchField(l, id, hint, func() {}).Compose(how.Method, how.Style)
	f.icon.Hidden = true
	f.Live(true)
	return f
}

// Compose says how keys become Vietnamese from now on; it returns the field.
func (f *SearchField) Compose(m input.Method, s input.Style) *SearchField {
	f.line.Method, f.line.Style = m, s
	return f
}

// Live says whether keys go here: then the caret is shown.
func (f *SearchField) Live(live bool) {
	p := f.look.Palette
	f.live, f.caret.Hidden = live, !live
	f.ground.StrokeColor, f.ground.StrokeWidth = p.Outline, f.look.Hair
	if live {
		f.ground.StrokeColor, f.ground.StrokeWidth = p.Tea, f.look.Line
	}
	f.Refresh()
}

// Text is what is typed.
func (f *SearchField) Text() string { return f.text }

// SetText puts other words in; the next key goes on with the last of them.
func (f *SearchField) SetText(text string) {
	if letters := []rune(text); len(letters) > mostTyped {
		text = string(letters[:mostTyped])
	}
	line := f.line
	line.Set(text)
	f.take(line)
}

// take shows a line unless it is too long, and tells of a change.
func (f *SearchField) take(line input.Composer) {
	text := line.Text()
	if len([]rune(text)) > mostTyped {
		return
	}
	f.line = line
	if text == f.text {
		return
	}
	f.text = text
	f.show()
	if f.OnChange != nil {
		f.OnChange(text)
	}
}

// Rune implements [Keys].
func (f *SearchField) Rune(r rune) {
	line := f.line
	line.Type(r)
	f.take(line)
}

// Key implements [Keys].
func (f *SearchField) Key(name fyne.KeyName) {
	switch name {
	case fyne.KeyBackspace:
		line := f.line
		line.Backspace()
		f.take(line)
	case fyne.KeyEscape:
		f.SetText("")
	case fyne.KeyReturn, fyne.KeyEnter:
		f.End()
		if f.OnDone != nil {
			f.OnDone()
		}
	}
}

// End ends the word that is being typed, as when the typing is over.
func (f *SearchField) End() {
	line := f.line
	line.End()
	f.take(line)
}

// Accentable implements [Accenter].
func (f *SearchField) Accentable() (base rune, ok bool) {
	i := lastOf(f.text, func(r rune) bool { return len(input.Accents(input.Base(r))) > 0 })
	if i < 0 {
		return 0, false
	}
	return input.Base([]rune(f.text)[i]), true
}

// Accent implements [Accenter].
func (f *SearchField) Accent(r rune) {
	letters := []rune(f.text)
	i := lastOf(f.text, func(have rune) bool { return input.Base(have) == input.Base(r) })
	if i < 0 {
		f.Rune(r)
		return
	}
	letters[i] = r
	f.SetText(string(letters))
}

// lastOf is where the last word has its last letter of a kind, -1 for nowhere.
func lastOf(text string, kind func(rune) bool) int {
	letters := []rune(text)
	for i := len(letters) - 1; i >= 0 && unicode.IsLetter(letters[i]); i-- {
		if kind(letters[i]) {
			return i
		}
	}
	return -1
}

func (f *SearchField) show() {
	f.hint.Hidden = f.text != ""
	f.wipe.Hidden = f.text == ""
	f.label.SetText(f.text)
	f.Refresh()
}

func (f *SearchField) least() fyne.Size {
	return fyne.NewSize(f.look.Touch*4, max(f.look.TouchBig, f.look.Touch))
}

// HeightFor implements [Sized].
func (f *SearchField) HeightFor(float32) float32 { return f.least().Height }

func (f *SearchField) layout(size fyne.Size) {
	l := f.look
	f.ground.CornerRadius = size.Height / 2
	f.ground.Resize(size)
	place(f.icon, l.Wide, round((size.Height-l.Icon)/2), l.Icon, l.Icon)
	x := l.Wide
	if !f.icon.Hidden {
		x += l.Icon + l.Small1
	}
	room := size.Width - x - size.Height
	f.hint.font, f.hint.width = fitLine(l, l.Lead.At(look.Medium), f.hint.text, room-l.Tight), 0
	place(f.hint, x+l.Tight, 0, room-l.Tight, size.Height) // clear of the caret
	place(f.wipe, size.Width-size.Height, 0, size.Height, size.Height)
	f.layoutText(x, room, size.Height)
}

// layoutText shows the end of a text that is longer than the field.
func (f *SearchField) layoutText(x, room, height float32) {
	shown := []rune(f.text)
	width := func() float32 { return f.look.Width(f.label.font, string(shown)) }
	for len(shown) > 0 && width() > room-f.look.Tight {
		shown = shown[1:]
	}
	f.label.SetText(string(shown))
	wide := ceil(width())
	place(f.label, x, 0, wide, height)
	caret := f.label.font.Size * 1.2
	place(f.caret, x+wide+f.look.Hair, round((height-caret)/2), f.look.Line, round(caret))
}
