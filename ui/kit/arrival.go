package kit

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/kit/motion"
	"hangviet/ui/look"
)

// Arrival is a page that comes in softly: it slides a little and clears. It is
// there, and takes touches, from its first frame on. [Stage.Play] moves it.
type Arrival struct {
	Base
	item  fyne.CanvasObject
	haze  *canvas.Rectangle
	tone  color.NRGBA
	slide float32
	left  float64 // of the way
}

// NewArrival makes a page that comes in from the right by slide pixels; from the
// left when it is negative.
func NewArrival(l *look.Look, item fyne.CanvasObject, slide float32) *Arrival {
	a := &Arrival{item: item, slide: slide, tone: l.Palette.Paper, haze: canvas.NewRectangle(color.Transparent)}
	a.haze.Hide()
	a.form(a, a.layout, item.MinSize, item, a.haze)
	return a
}

func (a *Arrival) layout(size fyne.Size) {
	a.haze.Resize(size)
	place(a.item, a.from(), 0, size.Width, size.Height)
}

func (a *Arrival) from() float32 { return round(a.slide * float32(a.left)) }

// haziest is how much of a page is covered at its first frame.
const haziest = 0.6

// at implements mover.
func (a *Arrival) at(left float64) {
	a.left = left
	a.item.Move(fyne.NewPos(a.from(), 0))
	a.tone.A = uint8(255 * haziest * left)
	a.haze.FillColor, a.haze.Hidden = a.tone, left == 0
	a.repaint()
}

// mover is what comes to its place of itself: 1 is where it begins, 0 is there.
type mover interface{ at(left float64) }

// Play lets a page or a sheet come in, unless [Stage.Motion] is off or the device
// has shown to be too slow. What moves takes touches where it is drawn.
func (s *Stage) Play(m mover, span time.Duration) {
	s.unplay()
	if !s.Motion || !s.pace.Quick() {
		return
	}
	ease := &motion.Ease{Span: span}
	m.at(1)
	stop := s.Time.Frames.Run(func(now time.Time) bool {
		left := ease.Left(now)
		m.at(left)
		if left == 0 {
			s.pace.Took(ease)
			s.playing = nil
			sink(s, 0, s.look.Reach)
		}
		return left > 0
	})
	s.playing = func() {
		stop()
		m.at(0)
	}
}

// unplay brings what moves to its place at once.
func (s *Stage) unplay() {
	if s.playing != nil {
		s.playing()
		s.playing = nil
	}
}
