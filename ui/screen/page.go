package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"hangviet/data/vote"
	"hangviet/ui/input"
	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// Page is a drawn screen. Only Content is always there.
type Page struct {
	Content  fyne.CanvasObject
	Bare     bool              // fills the window: no bottom bar
	Night    bool              // all but black: no mark of the sample either
	Keys     kit.Keys          // takes what is typed
	Typed    kit.Line          // where that is kept and nowhere else; nil: it need not outlast the page
	Offset   func() float32    // how far it is scrolled
	ScrollTo func(y float32)   // shows it from there on
	Tick     func(t time.Time) // called a few times a second
}

// Visitor is what a page asks of the shell.
type Visitor interface {
	Begin()                                                                // leaves the waiting screen
	Open(to model.Route)                                                   // goes on
	Replace(to model.Route)                                                // shows another route in place of this one
	Retry()                                                                // asks for this page again
	Find(query string, answer func(model.SearchResult))                    // answers later, only the latest question
	Draft(round string) *model.Draft                                       // the half-made ballot
	Toggle(r vote.Round, c vote.Choice) (full bool)                        // chooses or takes back
	Present(r vote.Round, code string, refused func(model.Refusal))        // gives the code of a ticket, and goes back where it is taken
	Confirm(r vote.Round, refused func(model.Refusal))                     // casts the ballot, once
	Sight(r vote.Round, category string, order uint64, nominees ...string) // these are on the screen
	Finish()                                                               // this visitor is done
	Kept(code string) bool                                                 // whether a product is on the visitor's list
	Keep(code string) (kept bool)                                          // puts it there or takes it off
	Forget()                                                               // empties the list
	Raise(s *kit.Sheet)                                                    // puts a sheet over the page, until Lower or another page
	Lower()                                                                // takes it away
}

// Canvas is what pages are drawn with.
type Canvas struct {
	Look     *look.Look
	Pictures kit.Loader
	Say      func(key string, args ...any) string
	Now      time.Time
	Typing   input.Composer // what keys are taken as
	Visitor  Visitor
	Clerk    Clerk   // of the pages of the staff; may be nil on others
	Founder  Founder // of the pages of setting up; may be nil on others

	hearts hearts // of the page that is drawn
}

// Draw is the one switch from a model to its page.
func Draw(c Canvas, view any) Page {
	c.hearts = hearts{}
	switch v := view.(type) {
	case model.Attract:
		return attract(c, v)
	case model.Home:
		return home(c, v)
	case model.List:
		return list(c, v)
	case model.Product:
		return product(c, v)
	case model.Producer:
		return producer(c, v)
	case model.KeptList:
		return kept(c, v)
	case model.EventList:
		return events(c, v)
	case model.SearchResult:
		return search(c, v)
	case model.HelpView:
		return help(c, v)
	case model.Message:
		return message(c, v)
	case model.Resting:
		return resting(c, v)
	case model.SetUpView:
		return setUpPage(c, v)
	}
	if page, ok := drawStaff(c, view); ok {
		return page
	}
	return drawVote(c, view)
}

func drawVote(c Canvas, view any) Page {
	switch v := view.(type) {
	case model.RoundList:
		return rounds(c, v)
	case model.RoundView:
		return round(c, v)
	case model.NomineeView:
		return nominees(c, v)
	case model.ReviewView:
		return review(c, v)
	case model.TicketView:
		return ticket(c, v)
	case model.ConfirmedView:
		return confirmed(c, v)
	}
	return message(c, model.Message{Title: c.Say("error.title"), Text: c.Say("error.text"), Retry: c.Say("error.retry")})
}

// scrolled is a page of one column under a fixed top and above a fixed bottom,
// either of which may be nil.
func scrolled(c Canvas, top, body, bottom fyne.CanvasObject) Page {
	s := kit.NewScroller(c.Look, body)
	s.SetAbove(lowerHint(c))
	return Page{Content: kit.NewFrame(top, s, bottom), Offset: s.Offset, ScrollTo: s.ScrollTo}
}

// reading is scrolled for a page that is more read than touched.
func reading(c Canvas, top, body, bottom fyne.CanvasObject) Page {
	s := kit.NewScroller(c.Look, body)
	s.ForReading()
	return Page{Content: kit.NewFrame(top, s, bottom), Offset: s.Offset, ScrollTo: s.ScrollTo}
}

// lowerHint says why the upper part of a lowered page is empty.
func lowerHint(c Canvas) fyne.CanvasObject {
	l := c.Look
	if l.Reach == 0 {
		return nil
	}
	words := kit.NewColumn(l.Small1, kit.NewMiddle(kit.Icon("reach", l.Palette.Outline, l.IconBig)),
		kit.NewText(l, l.Small, c.Say("aid.reach.hint")).Centre().Soft())
	return kit.NewPad(words, l.Margin, l.Huge)
}

// gridPage is a page whose body is a grid of like items.
func gridPage(c Canvas, top fyne.CanvasObject, g *kit.Grid, bottom fyne.CanvasObject) Page {
	g.SetAbove(lowerHint(c))
	return Page{Content: kit.NewFrame(top, g, bottom), Offset: g.Offset, ScrollTo: g.ScrollTo}
}
