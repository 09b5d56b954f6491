package kit

import "fyne.io/fyne/v2"

// sinker is a page that a finger moves and that can begin lower than its top,
// so that what stands first in it comes within reach. Nothing in it takes a
// touch above the line of reach.
type sinker interface {
	sinkTo(room float32) // empty room above the page, in pixels
	reach() float32      // look.Look.Reach
}

// sink lets every page under o begin at the line of reach; y is where o's
// parent stands.
func sink(o fyne.CanvasObject, y, line float32) {
	if line == 0 || o == nil || !o.Visible() {
		return
	}
	y += o.Position().Y
	if s, ok := o.(sinker); ok {
		room := max(0, line-y)
		if room >= o.Size().Height { // it ends above the line: it can only be read
			room = 0
		}
		s.sinkTo(room)
		return
	}
	for _, part := range partsOf(o) {
		sink(part, y, line)
	}
}

func (s *Scroller) reach() float32 { return s.look.Reach }

func (s *Scroller) sinkTo(room float32) {
	if s.sunk != room {
		s.sunk = room
		s.Refresh()
	}
}

func (g *Grid) reach() float32 { return g.look.Reach }

func (g *Grid) sinkTo(room float32) {
	if g.sunk != room {
		g.sunk = room
		g.Refresh()
	}
}
