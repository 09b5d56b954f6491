package kit

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/look"
)

// NewChoice is a sheet that offers many things, as a list of provinces: a title
// and the ways out stay, what stands between them is moved by the finger when
// it is longer than there is room. It is as wide as the screen allows, up to a
// width in pixels.
func NewChoice(l *look.Look, title string, wide float32, content fyne.CanvasObject, buttons ...*Button) *Sheet {
	s := newTall(l, title, wide, NewScroller(l, NewPad(content, l.Huge, 0)), buttons)
	s.least = l.TopBar // what is chosen from is in reach
	return s
}

// NewReading is [NewChoice] for a sheet that is more read than touched.
func NewReading(l *look.Look, title string, wide float32, content fyne.CanvasObject, buttons ...*Button) *Sheet {
	page := NewScroller(l, NewPad(content, l.Huge, 0))
	page.ForReading()
	return newTall(l, title, wide, page, buttons)
}

func newTall(l *look.Look, title string, wide float32, page *Scroller, buttons []*Button) *Sheet {
	head := NewPadding(NewText(l, l.Title, title), l.Huge, l.Wide, l.Huge, l.Gap)
	foot := NewRow(l.Gap)
	items := []fyne.CanvasObject{Fill(nil, 1)}
	for i := len(buttons) - 1; i >= 0; i-- {
		items = append(items, buttons[i])
	}
	foot.SetItems(items...)
	body := &tall{top: head, content: page.content, bottom: NewPad(foot, l.Huge, l.Wide)}
	body.frame = NewFrame(head, page, body.bottom)
	body.form(body, body.frame.Resize, body.frame.MinSize, body.frame)
	panel := NewPanel(l, l.Palette.Surface, 0, body)
	panel.ground.CornerRadius = l.RadiusBig
	wider := *l
	wider.SheetWide = min(wide, float32(l.Screen.Width)-2*l.Margin)
	return newSheet(&wider, panel)
}

// tall is as high as it would like to be without scrolling.
type tall struct {
	Base
	top, content, bottom fyne.CanvasObject
	frame                *Frame
}

// HeightFor implements [Sized].
func (t *tall) HeightFor(width float32) float32 {
	return HeightFor(t.top, width) + HeightFor(t.content, width) + HeightFor(t.bottom, width)
}
