package kit

import (
	"time"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit/motion"
)

// panner is a widget that a finger can move its content in, along one axis.
type panner interface {
	fyne.CanvasObject
	sideways() bool
	grab() (running bool)
	drag(by fyne.Delta)
	release()
	wheel(by fyne.Delta)
	moving() bool // of itself
}

// pan joins a [motion.Fling] to a widget: it holds the moving page and asks
// for frames while it moves of itself.
type pan struct {
	Time   Time
	fling  motion.Fling
	across bool   // true: left and right
	moved  func() // places the content after each step
	stop   func()
}

func (p *pan) sideways() bool { return p.across }
func (p *pan) moving() bool   { return p.fling.Moving() }

func (p *pan) grab() (running bool) {
	p.halt()
	return p.fling.Grab(p.Time.Now())
}

func (p *pan) drag(by fyne.Delta) {
	p.fling.Drag(-p.along(by), p.Time.Now())
	p.moved()
}

func (p *pan) release() {
	p.fling.Release(p.Time.Now())
	p.run()
}

func (p *pan) wheel(by fyne.Delta) {
	p.halt()
	p.fling.Jump(p.fling.Position() - p.along(by))
	p.moved()
}

func (p *pan) along(by fyne.Delta) float32 {
	if p.across {
		return by.DX
	}
	return by.DY
}

// Offset is how far the content is scrolled, in pixels.
func (p *pan) Offset() float32 { return p.fling.Position() }

// ScrollTo shows the content from that many pixels on, at once.
func (p *pan) ScrollTo(position float32) {
	p.halt()
	p.fling.Jump(position)
	p.moved()
}

func (p *pan) run() {
	if !p.fling.Moving() {
		return
	}
	p.stop = p.Time.Frames.Run(func(now time.Time) bool {
		moving := p.fling.Step(now)
		p.moved()
		return moving
	})
}

func (p *pan) halt() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
}
