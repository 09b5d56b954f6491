package kit

import (
	"slices"

	"fyne.io/fyne/v2"

	"hangviet/ui/look"
)

// Strip is a row of objects wider than the page, moved by the finger left and
// right inside a page that moves up and down.
type Strip struct {
	Base
	pan

	look  *look.Look
	items []fyne.CanvasObject
	page  *lane
	gap   float32
}

// NewStrip makes a strip of objects, each as wide as it asks to be, at
// most as the room between the margins.
func NewStrip(l *look.Look, items ...fyne.CanvasObject) *Strip {
	s := &Strip{look: l, gap: l.Gap, page: newLane()}
	s.Time, s.moved, s.across = RealTime(), s.move, true
	s.form(s, s.layout, s.least, s.page)
	s.SetItems(items...)
	return s
}

// SetItems shows other objects from the first on; those that are not among them
// are thrown away.
func (s *Strip) SetItems(items ...fyne.CanvasObject) {
	for _, old := range s.items {
		if !slices.Contains(items, old) {
			discard(old)
		}
	}
	s.items, s.page.parts = items, items
	s.halt()
	s.fling.Jump(0)
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer { return s.clipped() }

func (s *Strip) clips() {}

func (s *Strip) least() fyne.Size {
	var height float32
	for _, item := range s.items {
		height = max(height, item.MinSize().Height)
	}
	return fyne.NewSize(s.look.Touch, height+2*s.look.Line)
}

func (s *Strip) layout(size fyne.Size) {
	x := s.look.Margin
	for _, item := range s.items {
		if !item.Visible() {
			continue
		}
		width := min(item.MinSize().Width, size.Width-2*s.look.Margin)
		place(item, x, s.look.Line, width, size.Height-2*s.look.Line) // room for outlines
		x += width + s.gap
	}
	length := max(x-s.gap+s.look.Margin, size.Width)
	s.page.Resize(fyne.NewSize(length, size.Height))
	s.fling.Resize(length, size.Width)
	s.move()
}

func (s *Strip) move() {
	s.page.Move(fyne.NewPos(-s.Offset(), 0))
	show(s.page, window(s.Size(), s.look.Margin))
}

// lane is all that a strip shows a part of; the strip places it.
type lane struct{ culled }

func newLane() *lane {
	n := &lane{}
	n.form(n, func(fyne.Size) {}, func() fyne.Size { return fyne.NewSize(1, 1) })
	return n
}
