package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// mostTyped is how many letters a search may have.
const mostTyped = 80

// SearchField shows what is typed, with a caret that does not blink. It takes
// keys from the on-screen keyboard and, through [Stage.Keys], from hardware.
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
	text   string
	live   bool
}

// NewSearchField makes a field; hint is shown while it is empty.
func NewSearchField(l *look.Look, id, hint string, onTap func()) *SearchField {
	f := &SearchField{look: l, ground: canvas.NewRectangle(l.Palette.Surface), caret: canvas.NewRectangle(l.Palette.Tea)}
	f.ID, f.OnTap = id, onTap
	f.icon = Icon("search", l.Palette.Tea, l.Icon)
	f.label, f.hint = NewText(l, l.Lead.At(look.Medium), ""), NewText(l, l.Lead.At(look.Regular), hint).Most(1).Soft()
	f.wipe = NewButton(l, id+".clear", Quiet, "close", "", func() { f.SetText("") })
	f.form(f, f.layout, f.least, f.ground, f.icon, f.hint, f.label, f.caret, f.wipe)
	f.Live(false)
	f.show()
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

// SetText puts other words in, as if they were typed.
func (f *SearchField) SetText(text string) {
	if letters := []rune(text); len(letters) > mostTyped {
		text = string(letters[:mostTyped])
	}
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
func (f *SearchField) Rune(r rune) { f.SetText(f.text + string(r)) }

// Key implements [Keys].
func (f *SearchField) Key(name fyne.KeyName) {
	switch name {
	case fyne.KeyBackspace:
		if letters := []rune(f.text); len(letters) > 0 {
			f.SetText(string(letters[:len(letters)-1]))
		}
	case fyne.KeyEscape:
		f.SetText("")
	case fyne.KeyReturn, fyne.KeyEnter:
		if f.OnDone != nil {
			f.OnDone()
		}
	}
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
	x := l.Wide + l.Icon + l.Small1
	room := size.Width - x - size.Height
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
