package ui

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/screen"
)

// Targets lists what can be touched now, in pixels of the window.
func (s *Shell) Targets() []kit.Target { return s.stage.Targets() }

// Tap touches a target by its name, as a finger would, and tells whether it
// could be reached.
func (s *Shell) Tap(id string) bool { return s.stage.Tap(id) }

// Still tells whether the page that was asked for is up.
func (s *Shell) Still() bool { return s.asked.IsZero() }

func (s *Shell) canvas() screen.Canvas {
	env := s.env()
	return screen.Canvas{Look: s.look, Pictures: s.options.Pictures, Say: env.Say, Now: env.Now, Visitor: s, Clerk: s, Founder: s, Typing: s.options.Typing}
}

// show puts a page up, between the mark of the sample and the bottom bar.
func (s *Shell) show(p screen.Page) {
	s.page = p
	s.Lower()
	s.stage.Keys = p.Keys
	var banner, foot fyne.CanvasObject
	if s.release.Sample && !p.Night && s.founding == nil {
		banner = kit.NewBanner(s.look, "info", s.env().Say("sample.mark"))
	}
	if line := s.release.Validity.Line(s.env()); banner == nil && line != "" && !p.Night && s.founding == nil {
		banner = kit.NewBanner(s.look, "info", line)
	}
	if s.bar = nil; !p.Bare && s.founding == nil {
		s.bar = s.bottomBar()
		foot = s.bar
	}
	if open := s.permitBanner(); open != nil && banner != nil {
		banner = kit.NewColumn(0, banner, open)
	} else if open != nil {
		banner = open
	}
	page := kit.NewArrival(s.look, p.Content, s.slide())
	s.stage.SetContent(kit.NewFrame(banner, page, foot))
	if s.coming != here && !p.Night {
		s.stage.Play(page, s.look.Slow)
	}
	s.coming = here
}

// direction is where a page comes from.
type direction int

const (
	here   direction = iota // the page that is up, drawn anew
	ahead                   // on the way on
	behind                  // on the way back
	anew                    // the first one of a visit, or the last
)

// slide is how far to the right a page begins.
func (s *Shell) slide() float32 {
	switch s.coming {
	case ahead:
		return s.look.Wide
	case behind:
		return -s.look.Wide
	}
	return 0
}

// places says which entry of the bottom bar a screen belongs to.
var places = map[model.Screen]string{
	model.AtHome: "nav.home", model.AtSearch: "nav.search", model.AtRounds: "nav.vote", model.AtRound: "nav.vote",
	model.AtNominees: "nav.vote", model.AtReview: "nav.vote", model.AtConfirmed: "nav.vote", model.AtTicket: "nav.vote",
	model.AtKept: "nav.list",
}

func (s *Shell) bottomBar() *kit.BottomBar {
	env := s.env()
	to := func(screen model.Screen) func() { return func() { s.Open(model.Route{Screen: screen}) } }
	return kit.NewBottomBar(s.look, places[s.Route().Screen],
		kit.BarItem{ID: "nav.home", Icon: "home", Label: env.Say("nav.home"), OnTap: s.home},
		kit.BarItem{ID: "nav.back", Icon: "back", Label: env.Say("nav.back"), OnTap: s.back, Off: s.visit.history.Depth() == 1},
		kit.BarItem{ID: "nav.search", Icon: "search", Label: env.Say("nav.search"), OnTap: to(model.AtSearch)},
		kit.BarItem{ID: "nav.vote", Icon: "vote", Label: env.Say("nav.vote"), OnTap: to(model.AtRounds)},
		kit.BarItem{ID: "nav.list", Icon: "heart", Label: env.Say("nav.list"), OnTap: to(model.AtKept), Badge: s.visit.kept.Count()},
		kit.BarItem{ID: "nav.lang", Icon: "language", Label: env.Say("nav.lang"), OnTap: s.nextLang},
		kit.BarItem{ID: "nav.aids", Icon: "text-size", Label: env.Say("nav.aids"), OnTap: s.openAids})
}

// leastWindow is the smallest side that is a window: before it is opened one has
// a size of 1 by 1, for which nothing needs to be drawn.
const leastWindow = 64

// fit takes the look of the window's size; the page is drawn anew when it is
// another one.
func (s *Shell) fit(size fyne.Size) {
	screen := look.Screen{Width: int(size.Width), Height: int(size.Height), DiagonalInch: s.look.Screen.DiagonalInch}
	if min(screen.Width, screen.Height) < leastWindow || screen == s.look.Screen {
		return
	}
	s.wear(s.dressed(screen))
	s.reload()
}

// wear takes another look.
func (s *Shell) wear(l *look.Look) {
	s.look = l
	s.stage.SetLook(l)
	if s.options.OnLook != nil {
		s.options.OnLook(l)
	}
}

// ScrollTo shows the page that is up from y on, in pixels, as far as it can.
func (s *Shell) ScrollTo(y float32) {
	if s.page.ScrollTo != nil {
		s.page.ScrollTo(y)
	}
}
