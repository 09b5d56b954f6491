package ui

import (
	"image/color"
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/model"
)

// What a screen that waits is spared.
const (
	wanderEvery = time.Minute      // between two steps of a picture that stands for hours
	wanderMM    = 1.2              // how far it goes to each side
	darkAfter   = 10 * time.Minute // without a touch, outside the hours: [Options.Dark] says otherwise
)

// frame gives its first object the whole room and tells how much it is; while nobody
// is there it lets it stand a little aside, so that nothing burns into the panel. What
// stands over the edge for it is never as much as a margin.
type frame struct {
	told  func(fyne.Size)
	over  float32 // how far the object reaches over each edge
	aside fyne.Position
}

// Layout implements fyne.Layout.
func (f *frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	f.told(size)
	for i, o := range objects {
		over, at := float32(0), fyne.Position{}
		if i == 0 {
			over, at = f.over, f.aside
		}
		o.Move(at.SubtractXY(over, over))
		o.Resize(size.AddWidthHeight(2*over, 2*over))
	}
}

// MinSize implements fyne.Layout.
func (*frame) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }

// tickRest spares the panel: what waits wanders, and outside the hours the screen is
// black until somebody touches it or the hour comes.
func (s *Shell) tickRest() {
	now := s.options.Now()
	if !s.waits() {
		s.waitsSince = time.Time{}
		s.wander(0, 0)
		return
	}
	if s.waitsSince.IsZero() || now.Before(s.waitsSince) {
		s.waitsSince = now
	}
	s.wander(float32(math.Ceil(float64(s.look.MM(wanderMM)))), int(now.Sub(s.waitsSince)/wanderEvery))
	quiet := now.Sub(s.latest(s.waitsSince, s.Touched()))
	if dark := s.Route().Screen == model.AtClosed && quiet >= s.darkAfter(); dark != s.dark {
		s.dark = dark
		s.reload()
	}
}

func (s *Shell) darkAfter() time.Duration {
	if s.options.Dark > 0 {
		return s.options.Dark
	}
	return darkAfter
}

func (*Shell) latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// wander puts what waits where it stands after so many steps: on a way through the
// whole room of over pixels to each side that comes back only after hours.
func (s *Shell) wander(over float32, step int) {
	if step == 0 {
		over = 0
	}
	to := func(period float64) float32 {
		return float32(math.Round(float64(over) * math.Sin(2*math.Pi*float64(step)/period)))
	}
	aside := fyne.NewPos(to(34), to(21))
	if s.frame.over == over && s.frame.aside == aside {
		return
	}
	s.frame.over, s.frame.aside = over, aside
	s.root.Refresh()
	s.frame.Layout(s.root.Objects, s.root.Size())
}

// Dark tells whether the screen is black because nobody is served and nobody is there.
func (s *Shell) Dark() bool { return s.dark }

// leastLight is the least light that a darkened picture keeps.
const leastLight = 0.15

// SetDim darkens the picture to so many per cent, for a panel whose light cannot be
// set; 100 is as bright as it is.
func (s *Shell) SetDim(percent int) {
	light := math.Max(float64(percent)/100, leastLight)
	shade := uint8(math.Round(255 * (1 - light)))
	if percent >= 100 {
		shade = 0
	}
	if now, _ := s.veil.FillColor.(color.NRGBA); now.A == shade {
		return
	}
	s.veil.FillColor, s.veil.Hidden = color.NRGBA{A: shade}, shade == 0
	s.veil.Refresh()
	s.root.Refresh()
}

func newVeil() *canvas.Rectangle {
	veil := canvas.NewRectangle(color.NRGBA{})
	veil.Hide()
	return veil
}
