package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/ui/look"
)

// Scroller shows a page that is longer than its window and follows the finger
// up and down. The content is as wide as the scroller and as high as it asks
// at that width.
type Scroller struct {
	Base
	pan
	OnMove func(position float32) // after each movement; may be nil

	look    *look.Look
	content fyne.CanvasObject
	bar     *canvas.Rectangle
	ends    bool    // it begins at its end
	end     float32 // where that was
	sunken
}

// NewScroller makes a scroller of a page.
func NewScroller(l *look.Look, content fyne.CanvasObject) *Scroller {
	s := &Scroller{look: l, content: content, bar: newBar(l)}
	s.Time, s.moved = RealTime(), s.move
	s.form(s, s.layout, func() fyne.Size { return fyne.NewSize(l.Touch, l.Touch) }, content, s.bar)
	return s
}

// FromEnd says that the end of the page is shown first, as of one that is acted on
// at its foot; it returns the scroller.
func (s *Scroller) FromEnd() *Scroller {
	s.ends = true
	return s
}

// SetContent shows another page from its beginning.
func (s *Scroller) SetContent(content fyne.CanvasObject) {
	s.halt()
	s.content = content
	s.parts = []fyne.CanvasObject{content, s.bar}
	s.fling.Jump(0)
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *Scroller) CreateRenderer() fyne.WidgetRenderer { return s.clipped() }

func (s *Scroller) clips() {}

func (s *Scroller) layout(size fyne.Size) {
	least := size.Height - s.sunk
	if s.read {
		least = size.Height
	}
	height := max(HeightFor(s.content, size.Width), least)
	s.content.Resize(fyne.NewSize(size.Width, height))
	stays := s.ends && s.Offset() == s.end
	s.fling.Resize(s.sunk+height, size.Height)
	if s.end = max(0, s.sunk+height-size.Height); stays {
		s.fling.Jump(s.end)
	}
	s.move()
}

func (s *Scroller) move() {
	s.content.Move(fyne.NewPos(0, s.sunk-s.Offset()))
	show(s.content, window(s.Size(), s.look.Margin))
	s.placeAbove(s.Size().Width, s.Offset())
	placeBar(s.look, s.bar, s.Size(), s.Offset(), s.sunk+s.content.Size().Height)
	if s.OnMove != nil {
		s.OnMove(s.Offset())
	}
}

// newBar is the mark at the right that says how far one is; it cannot be
// dragged.
func newBar(l *look.Look) *canvas.Rectangle {
	bar := canvas.NewRectangle(l.Palette.Thumb)
	bar.CornerRadius = l.Tight / 4
	return bar
}

func placeBar(l *look.Look, bar *canvas.Rectangle, window fyne.Size, position, content float32) {
	if content <= window.Height+1 {
		bar.Hide()
		return
	}
	bar.Show()
	thick, inset := l.Tight/2, l.Tight/2
	length := max(l.Touch/2, window.Height*window.Height/content)
	share := min(max(position/(content-window.Height), 0), 1)
	place(bar, window.Width-thick-inset, inset+share*(window.Height-length-2*inset), thick, length)
}
