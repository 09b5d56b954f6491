package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Sheet is a question or a message over the page, shown by [Stage.Open]. While
// it is up nothing under it takes a touch.
type Sheet struct {
	Base
	look  *look.Look
	scrim *canvas.Rectangle
	panel fyne.CanvasObject
}

// NewSheet makes a sheet of a title, any content (may be nil) and buttons; the
// first button is the main one and stands lowest.
func NewSheet(l *look.Look, title string, content fyne.CanvasObject, buttons ...*Button) *Sheet {
	column := NewColumn(l.Wide, NewText(l, l.Title, title).Centre())
	if content != nil {
		column.Add(content)
	}
	actions := NewColumn(l.Gap)
	for i := len(buttons) - 1; i >= 0; i-- {
		actions.Add(buttons[i].Big())
	}
	if len(buttons) > 0 {
		column.Add(actions)
	}
	panel := NewPanel(l, l.Palette.Surface, l.Huge, column)
	panel.ground.CornerRadius = l.RadiusBig
	s := &Sheet{look: l, scrim: canvas.NewRectangle(l.Palette.Scrim), panel: panel}
	s.form(s, s.layout, func() fyne.Size { return fyne.NewSize(1, 1) }, s.scrim, panel)
	return s
}

func (s *Sheet) barrier() {}

func (s *Sheet) layout(size fyne.Size) {
	s.scrim.Resize(size)
	width := min(s.look.SheetWide, size.Width-2*s.look.Margin)
	height := min(HeightFor(s.panel, width), size.Height-2*s.look.Margin)
	// A little below the middle: everything that acts is in easy reach.
	y := round((size.Height - height) * 0.56)
	place(s.panel, round((size.Width-width)/2), y, width, height)
}
