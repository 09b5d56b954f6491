package kit

import (
	"image"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Loader brings pictures. Load calls done on the UI thread with a picture that
// covers width by height pixels, or with nil when there is none, and at once
// when it has it already; cancel drops a call that has not come yet.
type Loader interface {
	Load(key string, width, height int, done func(image.Image)) (cancel func())
}

// Picture shows a photo that arrives later; until then, and when there is
// none, it shows a quiet ground with a mark. It covers its area and fades in.
type Picture struct {
	Base
	Time   Time
	look   *look.Look
	loader Loader
	ground *canvas.Rectangle
	mark   *canvas.Image
	image  *canvas.Image
	cover  *canvas.Rectangle // fades away over a new photo
	key    string
	asked  fyne.Size
	cancel func()
	still  func()
	round  Corners
	aspect float32
}

// Corners says which corners of a picture are round.
type Corners int

// The choices of round corners.
const (
	NoCorners Corners = iota
	TopCorners
	AllCorners
)

// NewPicture makes an empty picture; loader may be nil, then only the ground
// is shown.
func NewPicture(l *look.Look, loader Loader) *Picture {
	p := &Picture{Time: RealTime(), look: l, loader: loader}
	p.ground = canvas.NewRectangle(l.Palette.Sunken)
	p.ground.StrokeColor, p.ground.StrokeWidth = l.Palette.Line, l.Hair
	p.mark = Icon("picture", l.Palette.Outline, l.IconBig)
	p.image = &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillStretch}
	p.cover = canvas.NewRectangle(color.Transparent)
	p.image.Hide()
	p.cover.Hide()
	p.form(p, p.layout, p.least, p.ground, p.mark, p.image, p.cover)
	return p
}

// Round makes corners round; it returns the picture.
func (p *Picture) Round(corners Corners) *Picture {
	p.round = corners
	return p
}

// Aspect makes the height follow the width: 4.0/3 is a photo as cameras take
// it. It returns the picture.
func (p *Picture) Aspect(widthByHeight float32) *Picture {
	p.aspect = widthByHeight
	return p
}

// Set asks for a photo by its key; "" is no photo.
func (p *Picture) Set(key string) {
	if key == p.key {
		return
	}
	p.Rest()
	p.key = key
	p.ask()
}

// Rest drops the photo and what is under way, for a widget out of sight.
func (p *Picture) Rest() {
	if p.cancel != nil {
		p.cancel()
		p.cancel = nil
	}
	if p.still != nil {
		p.still()
		p.still = nil
	}
	p.key, p.asked = "", fyne.Size{}
	p.image.Image = nil
	p.image.Hide()
	p.cover.Hide()
	p.ground.Show()
	p.mark.Show()
}

// HeightFor implements [Sized].
func (p *Picture) HeightFor(width float32) float32 {
	if p.aspect > 0 {
		return round(width / p.aspect)
	}
	return p.look.Touch
}

func (p *Picture) least() fyne.Size { return fyne.NewSquareSize(p.look.Touch) }

func (p *Picture) layout(size fyne.Size) {
	p.ground.Resize(size)
	p.cover.Resize(size)
	p.image.Resize(size)
	p.shape()
	side := min(p.look.IconBig, size.Height/2)
	place(p.mark, round((size.Width-side)/2), round((size.Height-side)/2), side, side)
	if size != p.asked && p.key != "" {
		p.ask()
	}
}

// shape rounds the ground and the cover like the photo.
func (p *Picture) shape() {
	radius := p.look.Radius
	for _, rect := range []*canvas.Rectangle{p.ground, p.cover} {
		switch p.round {
		case AllCorners:
			rect.CornerRadius = radius
		case TopCorners:
			rect.TopLeftCornerRadius, rect.TopRightCornerRadius = radius, radius
		}
	}
}

// ask loads the photo at the present size; before the first layout it waits.
func (p *Picture) ask() {
	size := p.Size()
	if p.key == "" || p.loader == nil || size.Width < 1 || size.Height < 1 {
		return
	}
	if p.cancel != nil {
		p.cancel()
	}
	p.asked = size
	key, atOnce := p.key, true
	p.cancel = p.loader.Load(key, int(size.Width), int(size.Height), func(photo image.Image) {
		if key == p.key && photo != nil {
			p.put(photo, atOnce)
		}
	})
	atOnce = false
}

func (p *Picture) put(photo image.Image, atOnce bool) {
	p.image.Image = rounded(photo, p.round, int(p.look.Radius))
	p.image.Show()
	p.image.Refresh()
	p.mark.Hide()
	p.ground.Hide() // nothing is drawn that is not seen
	if !atOnce {
		p.fadeIn()
	}
	p.repaint()
}

// fadeIn lets the ground's colour fade away over the photo: the photo itself
// is sent to the screen once.
func (p *Picture) fadeIn() {
	start := p.Time.Now()
	tone := p.look.Palette.Sunken
	p.cover.FillColor = tone
	p.cover.Show()
	p.still = p.Time.Frames.Run(func(now time.Time) bool {
		left := 1 - float64(now.Sub(start))/float64(p.look.Calm)
		if left <= 0 {
			p.cover.Hide()
			return false
		}
		tone.A = uint8(255 * left * left)
		p.cover.FillColor = tone
		p.cover.Refresh()
		return true
	})
}
