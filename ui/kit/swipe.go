package kit

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/look"
)

// Swipe lets a finger turn what it holds to the one after or before by moving
// it aside: it gives way under the finger and springs back when let go. Inside
// a page that moves up and down it takes only what goes sideways.
type Swipe struct {
	Base
	pan
	look    *look.Look
	content fyne.CanvasObject
	onTurn  func(by int)
	way     float32 // of the finger since it came down
}

// NewSwipe makes one that calls onTurn with 1 after a swipe to the left and with
// -1 after one to the right.
func NewSwipe(l *look.Look, content fyne.CanvasObject, onTurn func(by int)) *Swipe {
	s := &Swipe{look: l, content: content, onTurn: onTurn}
	s.Time, s.moved, s.across = RealTime(), s.move, true
	s.form(s, s.layout, content.MinSize, content)
	return s
}

// HeightFor implements [Sized].
func (s *Swipe) HeightFor(width float32) float32 { return HeightFor(s.content, width) }

// CreateRenderer implements fyne.Widget.
func (s *Swipe) CreateRenderer() fyne.WidgetRenderer { return s.clipped() }

func (s *Swipe) clips() {}

// layout leaves nothing to scroll: both ends give way and spring back.
func (s *Swipe) layout(size fyne.Size) {
	s.content.Resize(size)
	s.fling.Resize(size.Width, size.Width)
	s.move()
}

func (s *Swipe) move() { s.content.Move(fyne.NewPos(-s.Offset(), 0)) }

func (s *Swipe) grab() (running bool) {
	s.way = 0
	return s.pan.grab()
}

func (s *Swipe) drag(by fyne.Delta) {
	s.way += by.DX
	s.pan.drag(by)
}

// release turns when the finger has come further than a target is wide.
func (s *Swipe) release() {
	way := s.way
	s.way = 0
	s.pan.release()
	switch {
	case way <= -s.look.Touch:
		s.onTurn(1)
	case way >= s.look.Touch:
		s.onTurn(-1)
	}
}
