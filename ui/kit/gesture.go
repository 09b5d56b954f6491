package kit

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
)

// gesture is one finger from its press to its release. It belongs to the
// touched widget until the finger wanders, then to a panner around it or to
// nobody.
type gesture struct {
	on      bool
	spot    spot
	touch   *Touch // pressed now; nil when the tap is off
	id      string // its name at the press: a recycled widget gets another. Remembered after the end
	panners []panner
	panning panner
	start   fyne.Position
	last    fyne.Position
	slop    float32
}

func (g *gesture) begin(at spot, where fyne.Position, slop float32) {
	g.cancel()
	*g = gesture{on: true, spot: at, panners: at.panners, start: where, last: where, slop: slop}
	running := false
	for _, p := range g.panners {
		if p.grab() {
			running = true
		}
	}
	if at.touch != nil && !running {
		g.touch, g.id = at.touch, at.touch.ID
		g.touch.press(true)
	}
}

func (g *gesture) move(to fyne.Position) {
	if !g.on {
		return
	}
	if g.panning == nil {
		g.decide(to)
	}
	if g.panning != nil {
		g.panning.drag(fyne.NewDelta(to.X-g.last.X, to.Y-g.last.Y))
	}
	g.last = to
}

// decide makes a press a drag once the finger is beyond the slop.
func (g *gesture) decide(to fyne.Position) {
	dx, dy := to.X-g.start.X, to.Y-g.start.Y
	if dx*dx+dy*dy <= g.slop*g.slop {
		g.last = to
		return
	}
	g.panning = nearest(g.panners, dx*dx > dy*dy)
	inside := g.spot.seen.holds(to)
	if g.panning != nil || len(g.panners) > 0 || !inside {
		g.lift()
	}
	share := g.slop / float32(math.Hypot(float64(dx), float64(dy)))
	g.last = g.start.AddXY(dx*share, dy*share) // the way beyond the slop is dragged
}

// moves tells whether the finger is down, or what it let go of still moves.
func (g *gesture) moves() bool {
	return g.on || slices.ContainsFunc(g.panners, panner.moving)
}

// end taps what is pressed if the finger leaves it where it is still seen, and
// tells whether it did.
func (g *gesture) end(under *Touch) (tapped bool) {
	if !g.on {
		return false
	}
	g.on = false
	for _, p := range g.panners {
		p.release()
	}
	touched := g.touch
	g.lift()
	g.forget()
	if touched == nil || touched != under || touched.ID != g.id {
		return false
	}
	touched.tap()
	return true
}

// finger is where one pressed, and what; the zero finger is none.
type finger struct {
	id string
	at fyne.Position
}

// lasting is the finger that is on something that lasts.
func (g *gesture) lasting() finger {
	if !g.on || g.touch == nil || !g.touch.Lasts {
		return finger{}
	}
	return finger{g.id, g.start}
}

// cancel ends the gesture without a tap.
func (g *gesture) cancel() {
	if !g.on {
		return
	}
	g.on = false
	g.lift()
	for _, p := range g.panners {
		p.release()
	}
	g.forget()
}

// forget lets go of the page: it may be thrown away, and the next touch may be
// hours off.
func (g *gesture) forget() { *g = gesture{id: g.id} }

// lift takes the press away from the widget.
func (g *gesture) lift() {
	if g.touch != nil {
		g.touch.press(false)
		g.touch = nil
	}
}

// nearest is the innermost panner along an axis, nil when there is none.
func nearest(panners []panner, sideways bool) panner {
	for i := len(panners) - 1; i >= 0; i-- {
		if panners[i].sideways() == sideways {
			return panners[i]
		}
	}
	return nil
}
