package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// The groups in which a code stands on its ticket, see package ticket.
var codeGroups = []int{4, 4, 4, 2}

// ticketPage asks for the code of a ticket, typed or scanned.
type ticketPage struct {
	c        Canvas
	view     model.TicketView
	field    *kit.CodeField
	status   *kit.Text
	keyboard *kit.Keyboard
	wait     waiting
}

func ticket(c Canvas, m model.TicketView) Page {
	if m.Gone {
		return notOpen(c, m.RoundView)
	}
	l := c.Look
	p := &ticketPage{c: c, view: m, field: kit.NewCodeField(l, "ticket.code", codeGroups...), status: kit.NewText(l, l.Body, c.Say("ticket.text")).Most(3)}
	p.field.OnDone, p.field.OnChange = p.present, p.typed
	p.keyboard = kit.NewCodeKeyboard(l, p.field, c.Say("ticket.done"), p.present)
	p.typed()
	defer p.given(m.Given)
	words := kit.NewColumn(l.Wide, body(c, m.Line.Title).Even(), p.field, p.status)
	page := scrolled(c, kit.NewTopBar(l, c.Say("ticket.title")), kit.NewPad(kit.NewMeasure(words, l.SheetWide), l.Margin, l.Wide), p.keyboard)
	if !l.Portrait {
		page = scrolled(c, kit.NewTopBar(l, c.Say("ticket.title")), kit.NewPad(words, l.Margin, l.Wide), nil)
		page.Content = kit.NewRow(0, kit.Fill(page.Content, 9), kit.Fill(kit.NewFrame(nil, &fyne.Container{}, p.keyboard), 10)).Full()
	}
	page.Keys, page.Typed, page.Tick = p.field, p.field, p.tick
	return page
}

// given presents a code that was scanned on the way here.
func (p *ticketPage) given(code string) {
	for _, r := range code {
		p.field.Rune(r)
	}
	if code != "" {
		p.present()
	}
}

func (p *ticketPage) typed() {
	if p.wait.on() {
		return
	}
	p.status.SetText(p.c.Say("ticket.text"))
	p.status.In(p.c.Look.Palette.Ink)
}

// present gives the code to the booth.
func (p *ticketPage) present() {
	if p.wait.on() || p.field.Text() == "" {
		return
	}
	if !p.field.Full() {
		p.refused(model.Refusal{Text: p.c.Say("ticket.shape")})
		return
	}
	p.status.SetText(p.c.Say("ticket.checking"))
	p.c.Visitor.Present(p.view.Round, p.field.Text(), p.refused)
}

// refused says why the code was not taken.
func (p *ticketPage) refused(why model.Refusal) {
	p.field.Judged()
	p.status.SetText(why.Text)
	p.status.In(p.c.Look.Palette.LacquerDeep)
	p.wait.begin(why.Wait)
}

func (p *ticketPage) tick(now time.Time) {
	left, over := p.wait.tick(now)
	switch {
	case over:
		p.typed()
	case left > 0:
		p.status.SetText(p.c.Say("ticket.slow") + " " + p.c.Say("vote.wait", left) + ".")
		p.status.In(p.c.Look.Palette.LacquerDeep)
	}
}

// waiting counts the seconds down after which something may be tried again.
type waiting struct {
	wait  time.Duration // not begun yet
	until time.Time
	shown int
}

func (w *waiting) begin(wait time.Duration) { w.wait, w.until, w.shown = wait, time.Time{}, 0 }

// on tells whether it is still to be waited.
func (w *waiting) on() bool { return w.wait > 0 || !w.until.IsZero() }

// tick returns the seconds that are left when they changed, else 0, and tells
// when it is over, once.
func (w *waiting) tick(now time.Time) (left int, over bool) {
	if w.wait > 0 {
		w.until, w.wait = now.Add(w.wait), 0
	}
	if w.until.IsZero() {
		return 0, false
	}
	if !now.Before(w.until) {
		w.until = time.Time{}
		return 0, true
	}
	left = int((w.until.Sub(now) + time.Second - 1) / time.Second)
	if left == w.shown {
		return 0, false
	}
	w.shown = left
	return left, false
}

// scan takes what a scanner types while a round's page is up that waits for a
// code, and goes to present it.
type scan struct {
	c     Canvas
	round string
	text  []rune
}

// scanned lets a ticket be scanned on a page of a round that needs one.
func scanned(c Canvas, p Page, m model.RoundView) Page {
	if m.Ticket && p.Keys == nil {
		p.Keys = &scan{c: c, round: m.Round.ID}
	}
	return p
}

// mostScanned is more than any ticket holds.
const mostScanned = 64

// Rune implements [kit.Keys].
func (s *scan) Rune(r rune) {
	if len(s.text) < mostScanned {
		s.text = append(s.text, r)
	}
}

// Key implements [kit.Keys].
func (s *scan) Key(name fyne.KeyName) {
	if name != fyne.KeyReturn && name != fyne.KeyEnter {
		return
	}
	text := string(s.text)
	s.text = nil
	if text != "" {
		s.c.Visitor.Open(model.Route{Screen: model.AtTicket, ID: s.round, Query: text})
	}
}
