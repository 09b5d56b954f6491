package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"hangviet/ui/kit/motion"
	"hangviet/ui/look"
)

// Keys takes what is typed on a hardware keyboard, or sent by a scanner.
type Keys interface {
	Rune(r rune)
	Key(name fyne.KeyName)
}

// Stage is the content of the window, which it fills from the corner: the page
// that is up and the sheets over it. It alone takes presses, drags, the wheel and keys, and hands each to one
// receiver. Its ground is the window's own: set [look.Look.Theme].
type Stage struct {
	Base
	OnActivity func()                              // at every press, drag, wheel and key; may be nil
	OnPress    func(at fyne.Position) (taken bool) // at every press, before anything; taken is not heard further. May be nil
	Keys       Keys                                // who takes typed keys now; may be nil
	Motion     bool                                // pages and sheets come in softly
	Time       Time

	look    *look.Look
	content fyne.CanvasObject
	sheets  []*Sheet
	gesture gesture
	tapped  tapped // the latest tap
	unwatch func() // ends the wait for a hold, or nil
	playing func() // ends the motion that is under way, or nil
	pace    motion.Pace
}

// NewStage makes an empty stage.
func NewStage(l *look.Look) *Stage {
	s := &Stage{look: l, Time: RealTime()}
	s.form(s, s.layout, func() fyne.Size { return fyne.NewSize(1, 1) })
	return s
}

// SetLook takes the measures of another look. The content is not drawn anew:
// build it with the same look.
func (s *Stage) SetLook(l *look.Look) { s.look = l }

// SetContent puts another page up. A gesture that began on the old page ends
// without effect, but for a finger on what the new page has too, see
// [Touch.Lasts]; the old page is thrown away and must not be put up again.
func (s *Stage) SetContent(content fyne.CanvasObject) {
	finger := s.gesture.lasting()
	s.gesture.cancel()
	s.gesture.panners = nil // they are the old page's
	s.unplay()
	old := s.content
	s.content, s.tapped.gone = content, true
	s.rebuild()
	s.takeUp(finger)
	if old != nil && old != content {
		discard(old)
	}
}

// takeUp lets a finger go on with what has the same name on this page, at the
// place where it pressed.
func (s *Stage) takeUp(f finger) {
	found := s.under(f.at)
	if f.id != "" && found.touch != nil && found.touch.Lasts && found.touch.ID == f.id {
		s.gesture.begin(found, f.at, s.look.Slop)
	}
}

// Repaint draws everything once more, as it is.
func (s *Stage) Repaint() { s.repaint() }

// Moving tells whether a finger is on the stage, or a page moves on from one.
func (s *Stage) Moving() bool { return s.gesture.moves() }

// Content is the page that is up.
func (s *Stage) Content() fyne.CanvasObject { return s.content }

// Open puts a sheet over everything, where it rises and settles. Only the sheet
// takes touches then.
func (s *Stage) Open(sheet *Sheet) {
	s.OpenStill(sheet)
	s.Play(sheet, s.look.Calm)
}

// OpenStill is [Stage.Open] without a motion, for a sheet in another's stead.
func (s *Stage) OpenStill(sheet *Sheet) {
	s.gesture.cancel()
	s.unplay()
	s.sheets = append(s.without(sheet), sheet)
	s.rebuild()
}

// Close takes a sheet away; a sheet that is not up is ignored.
func (s *Stage) Close(sheet *Sheet) {
	s.gesture.cancel()
	s.unplay()
	s.sheets = s.without(sheet)
	s.rebuild()
}

// Top is the sheet on top, nil when the page is bare.
func (s *Stage) Top() *Sheet {
	if len(s.sheets) == 0 {
		return nil
	}
	return s.sheets[len(s.sheets)-1]
}

func (s *Stage) without(sheet *Sheet) []*Sheet {
	var left []*Sheet
	for _, other := range s.sheets {
		if other != sheet {
			left = append(left, other)
		}
	}
	return left
}

func (s *Stage) rebuild() {
	s.parts = nil
	if s.content != nil {
		s.parts = append(s.parts, s.content)
	}
	for _, sheet := range s.sheets {
		s.parts = append(s.parts, sheet)
	}
	s.relayout()
	s.repaint()
}

func (s *Stage) layout(size fyne.Size) {
	for _, part := range s.parts {
		place(part, 0, 0, size.Width, size.Height)
	}
	sink(s, 0, s.look.Reach)
}

// Targets lists what can be touched now.
func (s *Stage) Targets() []Target { return s.settled(Targets(s)) }

// Tap taps the middle of the target of that name, as a finger would, and says
// whether it can be reached.
func (s *Stage) Tap(id string) bool {
	for _, target := range Targets(s) {
		if target.ID == id {
			at := fyne.NewPos(float32(target.X)+float32(target.W)/2, float32(target.Y)+float32(target.H)/2)
			s.down(at)
			s.up(at)
			s.tapped = tapped{} // nobody's finger: there is no second half to come
			return true
		}
	}
	return false
}

// MouseDown implements desktop.Mouseable.
func (s *Stage) MouseDown(event *desktop.MouseEvent) {
	s.takeFocus()
	if event.Button == desktop.MouseButtonPrimary || event.Button == 0 {
		s.press(event.AbsolutePosition)
	}
}

// MouseUp implements desktop.Mouseable.
func (s *Stage) MouseUp(event *desktop.MouseEvent) {
	if event.Button == desktop.MouseButtonPrimary || event.Button == 0 {
		s.up(event.AbsolutePosition)
	}
}

// Dragged implements fyne.Draggable.
func (s *Stage) Dragged(event *fyne.DragEvent) {
	s.active()
	s.gesture.move(event.AbsolutePosition)
}

// DragEnd implements fyne.Draggable; MouseUp has ended the gesture already.
func (s *Stage) DragEnd() {}

// Scrolled implements fyne.Scrollable, for a mouse wheel.
func (s *Stage) Scrolled(event *fyne.ScrollEvent) {
	s.active()
	found := s.under(event.AbsolutePosition)
	if p := nearest(found.panners, event.Scrolled.DX != 0 && event.Scrolled.DY == 0); p != nil {
		p.wheel(event.Scrolled)
	}
}

func (s *Stage) down(at fyne.Position) {
	s.active()
	s.gesture.begin(s.under(at), at, s.look.Slop)
	s.watchHold()
}

func (s *Stage) up(at fyne.Position) {
	s.active()
	if s.gesture.end(s.under(at).touch) {
		s.tapped.at, s.tapped.when, s.tapped.id = at, s.Time.Now(), s.gesture.id
	}
	sink(s, 0, s.look.Reach) // a keyboard that goes makes room
}

// under is what a finger meets at a point; the zero spot is nothing.
func (s *Stage) under(at fyne.Position) spot {
	found, _ := hit(spotsOf(s, fyne.Position{}), at)
	return found
}

func (s *Stage) active() {
	if s.OnActivity != nil {
		s.OnActivity()
	}
}
