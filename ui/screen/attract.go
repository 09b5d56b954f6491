package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// slideTime is how long a slide stays.
const slideTime = 8 * time.Second

// slideshow is the waiting screen: large photos of products that may be
// advertised, and one call to touch. The whole screen is the target.
type slideshow struct {
	slides  []model.Slide
	at      int
	since   time.Time
	picture *kit.Picture
	name    *kit.Text
	line    *kit.Text
	stars   *kit.Stars
	rating  *kit.Text
}

func attract(c Canvas, m model.Attract) Page {
	l := c.Look
	s := &slideshow{
		slides:  m.Slides,
		since:   c.Now,
		picture: kit.NewPicture(l, c.Pictures),
		name:    kit.NewText(l, l.Title, "").Most(2).Brief(),
		line:    kit.NewText(l, l.Body, "").Most(2).Brief(),
		stars:   kit.NewStars(l, 0, l.Icon),
		rating:  kit.NewText(l, l.Strong, "").Most(2),
	}
	s.show()
	all := kit.NewPressable(l, "attract", s.arrange(c, m), c.Visitor.Begin).Plain()
	return Page{Content: all, Bare: true, Tick: s.tick}
}

// arrange puts the photo above the words, or beside them on a wide screen.
func (s *slideshow) arrange(c Canvas, m model.Attract) fyne.CanvasObject {
	l := c.Look
	title := l.Display
	if !l.Portrait && l.Text >= look.TextLarger { // there is little room
		title, s.line.Hidden = l.Title, true
	}
	call := kit.NewPanel(l, l.Palette.Tea, l.Wide, kit.NewText(l, l.Title, m.Call).Centre().In(l.Palette.OnTea))
	words := kit.NewColumn(l.Gap,
		kit.NewText(l, title, m.Title).Even().In(l.Palette.TeaDeep),
		kit.NewColumn(l.Tight, s.name, s.line, kit.NewRow(l.Small1, s.stars, kit.Fill(s.rating, 1))))
	if l.Portrait {
		foot := kit.NewPad(kit.NewColumn(l.Huge, words, call), l.Margin, l.Huge)
		return kit.NewFrame(nil, s.front(c), foot)
	}
	side := kit.NewFrame(nil, kit.NewMeasure(kit.NewPad(words, l.Huge, l.Huge), l.TextWide), kit.NewPad(call, l.Huge, l.Huge))
	return kit.NewRow(0, kit.Fill(s.front(c), 11), kit.Fill(side, 9)).Full()
}

// front is the photos, or the kiosk's own mark where there are none.
func (s *slideshow) front(c Canvas) fyne.CanvasObject {
	if len(s.slides) > 0 {
		return s.picture
	}
	l := c.Look
	return kit.NewMiddle(kit.Icon("leaf", l.Palette.Tea, l.IconBig*4))
}

func (s *slideshow) show() {
	if len(s.slides) == 0 {
		s.picture.Set("")
		return
	}
	slide := s.slides[s.at]
	s.picture.SetOf(slide.Photo.Full.SHA256, slide.Sector)
	s.name.SetText(slide.Name)
	s.line.SetText(firstOf(slide.Line, slide.Producer))
	s.stars.Set(slide.Stars)
	s.rating.SetText(slide.Rating)
}

// tick turns to the next slide when its time has come.
func (s *slideshow) tick(now time.Time) {
	if len(s.slides) < 2 || now.Sub(s.since) < slideTime {
		return
	}
	s.since, s.at = now, (s.at+1)%len(s.slides)
	s.show()
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
