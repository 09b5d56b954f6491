package kit

import (
	"image"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/kit/pictures"
	"hangviet/ui/look"
)

// Loader brings pictures. Load calls done on the UI thread with a picture that
// covers the asked width by height pixels, or with nil when there is none, and at
// once when it has it already; cancel drops a call that has not come yet, and
// gives back the picture of one that has.
type Loader interface {
	Load(wanted pictures.Photo, done func(image.Image)) (cancel func())
}

// Corners says which corners of a picture are round.
type Corners = pictures.Corners

// The choices of round corners.
const (
	NoCorners  = pictures.NoCorners
	TopCorners = pictures.TopCorners
	AllCorners = pictures.AllCorners
)

// Picture shows a photo that arrives later: a quiet ground until then, over which
// it fades in. When there is no photo it shows the drawing of a sector.
type Picture struct {
	Base
	Time   Time
	look   *look.Look
	loader Loader
	image  *canvas.Image
	ground *ground       // over the image, until it has faded away
	mark   *canvas.Image // on the ground when there is not even a drawing
	key    string
	sector int
	on     bool // shows something, or waits for it
	asked  fyne.Size
	turn   int // counts loads: an answer to an older one comes too late
	cancel func()
	still  func()
	round  Corners
	aspect float32
}

// NewPicture makes an empty picture; loader may be nil, then only the ground
// is shown.
func NewPicture(l *look.Look, loader Loader) *Picture {
	p := &Picture{Time: RealTime(), look: l, loader: loader}
	p.image = &canvas.Image{ScaleMode: canvas.ImageScaleFastest, FillMode: canvas.ImageFillStretch}
	p.mark = newIcon(l, "picture", l.Palette.Outline, l.IconBig)
	p.image.Hide()
	p.form(p, p.layout, p.least)
	return p.Round(NoCorners)
}

// Round makes corners round; it returns the picture.
func (p *Picture) Round(corners Corners) *Picture {
	p.round, p.ground = corners, newGround(p.look, corners)
	p.ground.whole()
	p.parts = []fyne.CanvasObject{p.image, p.ground.CanvasObject, p.mark}
	return p
}

// Aspect makes the height follow the width: 4.0/3 is a photo as cameras take
// it. It returns the picture.
func (p *Picture) Aspect(widthByHeight float32) *Picture {
	p.aspect = widthByHeight
	return p
}

// Set asks for a photo by its key; "" is no photo, and shows a drawing of goods of
// no sector.
func (p *Picture) Set(key string) { p.SetOf(key, 0) }

// SetOf asks for a photo by its key. Where there is none, the drawing of the
// sector is shown, 1 to 6, or 0 for goods of no sector.
func (p *Picture) SetOf(key string, sector int) {
	if p.on && key == p.key && sector == p.sector {
		return
	}
	p.Rest()
	p.key, p.sector, p.on = key, sector, true
	p.ask()
}

// Rest drops the photo and what is under way, for a widget out of sight.
func (p *Picture) Rest() {
	p.drop()
	p.key, p.on, p.asked = "", false, fyne.Size{}
	p.mark.Show()
}

// drop gives back what is shown or asked for, and leaves the ground.
func (p *Picture) drop() {
	p.turn++
	p.image.Image = nil
	p.image.Hide()
	p.mark.Hide()
	p.ground.whole()
	for _, end := range []*func(){&p.still, &p.cancel} {
		if *end != nil {
			(*end)()
			*end = nil
		}
	}
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
	p.ground.resize(size)
	p.image.Resize(size)
	side := min(p.look.IconBig, size.Height/2)
	place(p.mark, round((size.Width-side)/2), round((size.Height-side)/2), side, side)
	if size != p.asked && p.on {
		p.ask()
	}
}

// ask loads the photo at the present size; before the first layout it waits.
func (p *Picture) ask() {
	size := p.Size()
	if p.loader == nil || size.Width < 1 || size.Height < 1 {
		return
	}
	p.drop()
	p.asked = size
	p.load(p.key)
}

// load asks for the photo of a key, or with "" for the drawing.
func (p *Picture) load(key string) {
	p.turn++
	turn, atOnce := p.turn, true
	cancel := p.loader.Load(p.Wanted(key), func(photo image.Image) {
		switch {
		case turn != p.turn: // of something else
		case photo != nil:
			p.put(photo, atOnce)
		case key != "":
			p.load("")
		default:
			p.mark.Show()
			p.repaint()
		}
	})
	if atOnce = false; turn == p.turn {
		p.cancel = cancel
	}
}

// Wanted is the photo of a key as this picture shows it, or with "" the drawing
// that stands for it; for a loader that loads it before it is wanted.
func (p *Picture) Wanted(key string) pictures.Photo {
	size := p.Size()
	wanted := pictures.Photo{Key: key, Width: int(size.Width), Height: int(size.Height), Corners: p.round}
	if p.round != NoCorners {
		wanted.Radius = int(p.look.Radius)
	}
	if key == "" {
		wanted.Drawing = sectorDrawing(p.look, p.sector)
	}
	return wanted
}

func (p *Picture) put(photo image.Image, atOnce bool) {
	p.image.Image = photo
	p.image.Show()
	p.image.Refresh()
	p.mark.Hide()
	if atOnce {
		p.ground.Hide() // nothing is drawn that is not seen
	} else {
		p.fadeIn()
	}
	p.repaint()
}

// fadeIn lets the ground fade away over the photo: the photo itself is sent to
// the screen once.
func (p *Picture) fadeIn() {
	start := p.Time.Now()
	p.still = p.Time.Frames.Run(func(now time.Time) bool {
		left := 1 - float64(now.Sub(start))/float64(p.look.Calm)
		if left <= 0 {
			p.ground.Hide()
			return false
		}
		p.ground.fade(left * left)
		p.repaint()
		return true
	})
}
