package kit

import "fyne.io/fyne/v2"

// Unprinted lets Fyne draw the parts of every print in an object, so that its
// markup names them.
func Unprinted(o fyne.CanvasObject) {
	if p, ok := o.(*print); ok {
		arrange := p.arrange
		p.arrange = func(size fyne.Size) { arrange(size); p.live = true }
		p.live = true
	}
	for _, part := range partsOf(o) {
		Unprinted(part)
	}
}

// Holds tells whether the stage refers to anything that was touched.
func (s *Stage) Holds() bool {
	g := &s.gesture
	return g.touch != nil || g.panning != nil || g.panners != nil || g.spot.object != nil || s.unwatch != nil
}
