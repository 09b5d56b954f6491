package kit

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Sheet is a question or a message over the page, shown by [Stage.Open]. While
// it is up nothing under it takes a touch.
type Sheet struct {
	Base
	Touch
	look   *look.Look
	scrim  *canvas.Rectangle
	wall   *wall
	panel  fyne.CanvasObject
	shade  color.NRGBA // of the scrim
	drawer bool        // at the foot of the screen, as wide as it
	left   float64     // of the way it rises
	least  float32     // how much of it stands above the line of reach; 0 as much as it likes
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
	return newSheet(l, panel)
}

// NewDrawer makes a sheet at the foot of the screen that leaves the page above
// it in sight; a touch beside it calls outside.
func NewDrawer(l *look.Look, content fyne.CanvasObject, outside func()) *Sheet {
	panel := NewPanel(l, l.Palette.Surface, 0, NewPadding(content, l.Margin, l.Wide, l.Margin, l.Wide+l.RadiusBig))
	panel.ground.CornerRadius = l.RadiusBig
	panel.ground.StrokeColor, panel.ground.StrokeWidth = l.Palette.Outline, l.Hair
	s := newSheet(l, panel).Outside(outside)
	s.drawer, s.shade = true, color.NRGBA{}
	s.scrim.FillColor = s.shade
	return s
}

func newSheet(l *look.Look, panel *Panel) *Sheet {
	s := &Sheet{look: l, shade: l.Palette.Scrim, scrim: canvas.NewRectangle(l.Palette.Scrim), wall: newWall(), panel: panel}
	s.form(s, s.layout, func() fyne.Size { return fyne.NewSize(1, 1) }, s.scrim, s.wall, panel)
	return s
}

// Outside says what a touch beside the sheet does, as taking it away; it
// returns the sheet.
func (s *Sheet) Outside(f func()) *Sheet {
	s.OnTap = f
	return s
}

func (s *Sheet) barrier() {}

// wall lets no touch on the sheet itself through to what lies around it.
type wall struct{ Base }

func newWall() *wall {
	w := &wall{}
	w.form(w, func(fyne.Size) {}, func() fyne.Size { return fyne.Size{} })
	return w
}

func (w *wall) barrier() {}

// at implements mover.
func (s *Sheet) at(left float64) {
	s.left = left
	shade := s.shade
	shade.A = uint8(float64(shade.A) * (1 - left))
	s.scrim.FillColor = shade
	s.relayout()
	s.repaint()
}

func (s *Sheet) layout(size fyne.Size) {
	s.scrim.Resize(size)
	s.placePanel(size)
	s.panel.Move(s.panel.Position().AddXY(0, round(s.look.Huge*float32(s.left))))
	s.wall.Move(s.panel.Position())
	s.wall.Resize(s.panel.Size())
}

func (s *Sheet) placePanel(size fyne.Size) {
	if s.drawer {
		height := HeightFor(s.panel, size.Width)
		place(s.panel, 0, size.Height-height+s.look.RadiusBig, size.Width, height) // its lower corners are out of sight
		return
	}
	width := min(s.look.SheetWide, size.Width-2*s.look.Margin)
	height := min(HeightFor(s.panel, width), size.Height-2*s.look.Margin)
	// A little below the middle: everything that acts is in easy reach.
	y := round((size.Height - height) * 0.56)
	if reach := s.look.Reach; reach > 0 {
		if s.least > 0 {
			height = min(height, size.Height-s.look.Margin-reach+s.least)
		}
		y = size.Height - height - s.look.Margin
	}
	place(s.panel, round((size.Width-width)/2), y, width, height)
}
