package ui

import (
	"hangviet/ui/look"
	"hangviet/ui/model"
	"hangviet/ui/screen"
)

// Aids are what a visitor asks of the screen to read and reach it better. They
// end with the visit; the zero value is how a visit begins.
type Aids struct {
	Text   look.TextScale
	Scheme look.Scheme
	Low    bool // every control in the lower third
}

// Aids are those of this visit.
func (s *Shell) Aids() Aids { return s.visit.aids }

// SetAids shows the page that is up with other aids.
func (s *Shell) SetAids(a Aids) {
	if a != s.visit.aids {
		s.visit.aids = a
		s.reload()
	}
}

// dressed is the look of a panel with the visitor's aids. The usual one is kept:
// what it remembers serves the next visitor, and nothing of another's stays.
func (s *Shell) dressed(panel look.Screen) *look.Look {
	if s.options.Look.Screen != panel {
		s.options.Look = look.New(panel)
	}
	a := s.visit.aids
	if a == (Aids{}) {
		return s.options.Look
	}
	l := s.options.Look.With(a.Scheme, a.Text)
	if a.Low {
		return l.Lowered()
	}
	return l
}

// rewear follows the visitor's aids, just before a page is drawn, so that the
// page and the ground change in one frame.
func (s *Shell) rewear() {
	now := Aids{s.look.Text, s.look.Scheme, s.look.Reach > 0}
	if now != s.visit.aids {
		s.wear(s.dressed(s.look.Screen))
	}
}

// openAids puts the sheet of reading aids up, or draws it anew. They are a visitor's:
// over a waiting screen nobody would close them.
func (s *Shell) openAids() {
	if s.waits() {
		return
	}
	open := s.stage.Open
	if s.aids != nil {
		open = s.stage.OpenStill
	}
	s.closeAids()
	s.aids = screen.AidSheet(s.canvas(), s.aidList(), s.visit.aids != Aids{}, s.resetAids, s.closeAids)
	open(s.aids)
}

func (s *Shell) closeAids() {
	if s.aids != nil {
		s.stage.Close(s.aids)
		s.aids = nil
	}
}

func (s *Shell) resetAids() { s.SetAids(Aids{}) }

// refreshAids draws the sheet again after the look or the language changed.
func (s *Shell) refreshAids() {
	if s.aids != nil {
		s.openAids()
	}
}

var (
	sizeNames   = [...]string{"aid.size.1", "aid.size.2", "aid.size.3", "aid.size.4"}
	schemeNames = [...]string{"aid.theme.light", "aid.theme.dark", "aid.theme.contrast"}
	schemeIcons = [...]string{"sun", "moon", "contrast"}
	lowNames    = map[bool]string{false: "aid.off", true: "aid.on"}
)

// aidList is the aids as they stand; a touch steps each on.
func (s *Shell) aidList() []screen.Aid {
	say, a := s.env().Say, s.visit.aids
	size, theme, low := a, a, a
	size.Text = (a.Text + 1) % look.TextScale(len(sizeNames))
	theme.Scheme = (a.Scheme + 1) % look.Scheme(len(schemeNames))
	low.Low = !a.Low
	set := func(to Aids) func() { return func() { s.SetAids(to) } }
	return []screen.Aid{
		{
			ID: "aid.size", Icon: "text-size", Title: say("aid.size"), State: say(sizeNames[a.Text]),
			Step: int(a.Text) + 1, Steps: len(sizeNames), On: a.Text != look.TextNormal, OnTap: set(size),
		},
		{
			ID: "aid.theme", Icon: schemeIcons[a.Scheme], Title: say("aid.theme"), State: say(schemeNames[a.Scheme]),
			Step: int(a.Scheme) + 1, Steps: len(schemeNames), On: a.Scheme != look.Light, OnTap: set(theme),
		},
		{ID: "aid.reach", Icon: "reach", Title: say("aid.reach"), State: say(lowNames[a.Low]), On: a.Low, OnTap: set(low)},
		{ID: "aid.lang", Icon: "language", Title: say("aid.lang"), State: say("aid.lang.now"), On: s.visit.lang != model.DefaultLang, OnTap: s.nextLang},
	}
}

// Look is what is worn now.
func (s *Shell) Look() *look.Look { return s.look }
