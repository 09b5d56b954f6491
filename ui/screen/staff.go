package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/data/selftest"
	"hangviet/data/vote"
	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// Clerk is what a page of the staff asks of the shell. What takes long answers
// later, and only with a refusal: where it was done, another page comes up.
type Clerk interface {
	Enter(pin string, refused func(model.Refusal))        // signs a member in
	Second(pin string, refused func(model.Refusal))       // the second member for the batch
	OpenBallot(r vote.Round, refused func(model.Refusal)) // and goes back to the visitor
	BeginBatch(r vote.Round, corrects *vote.Paper)
	EnterBatch(refused func(model.Refusal))
	ShowStick() // puts up the sheet of the stick that is in

	Turn(to model.Screen)                            // goes to a page of the panel
	Do(d model.Deed, refused func(model.Refusal))    // and shows the page anew
	Told() string                                    // what came of the last deed, once; "" nothing to say
	Unlock(code string, refused func(model.Refusal)) // opens the locked entrance
	BeginCheck()                                     // begins the self-test
	Checked(l selftest.Line)                         // a person told how a part of it ended

	Back()
	Leave() // ends the session: the visitor's screen comes back
}

func drawStaff(c Canvas, view any) (Page, bool) {
	switch v := view.(type) {
	case model.PINView:
		return pinPage(c, v, kit.NewTopBar(c.Look, v.Title)), true
	case model.DeskView:
		return desk(c, v), true
	case model.PaperList:
		return papers(c, v), true
	case model.BatchView:
		return batch(c, v), true
	case model.CardView:
		return dayCard(c, v), true
	case model.PanelView:
		return panel(c, v), true
	case model.CheckView:
		return check(c, v), true
	case model.NewPINView:
		return newPIN(c, v), true
	case model.LockView:
		return lockPage(c, v), true
	}
	return Page{}, false
}

func batch(c Canvas, v model.BatchView) Page {
	switch v.Step.What {
	case model.StepName:
		return seal(c, v)
	case model.StepSecond:
		return pinPage(c, v.PIN, stepBar(c, v, v.PIN.Title))
	case model.StepCheck:
		return checkBatch(c, v)
	}
	return counts(c, v)
}

// stepBar names a page of a batch and how far one is.
func stepBar(c Canvas, v model.BatchView, title string) fyne.CanvasObject {
	return kit.NewTopBar(c.Look, title, small(c, v.Place))
}

// staffFoot is the way back and out, and one action where there is one.
func staffFoot(c Canvas, action *kit.Button) fyne.CanvasObject {
	l := c.Look
	leave := kit.NewButton(l, "staff.leave", kit.Quiet, "close", c.Say("staff.leave"), c.Clerk.Leave)
	back := kit.NewButton(l, "staff.back", kit.Outline, "back", c.Say("nav.back"), c.Clerk.Back)
	if action == nil {
		return foot(c, kit.NewRow(l.Gap, back, kit.Fill(nil, 1), leave))
	}
	if l.Portrait {
		return foot(c, kit.NewColumn(l.Small1, action, kit.NewRow(l.Gap, back, kit.Fill(nil, 1), leave)))
	}
	return foot(c, kit.NewRow(l.Gap, back, kit.Fill(action, 1), leave))
}

// withPad is a page that is typed into: the pad under it, or beside it on a wide
// screen.
func withPad(c Canvas, top, body, pad, foot fyne.CanvasObject) Page {
	l := c.Look
	var page Page
	if l.Portrait {
		page = scrolled(c, top, kit.NewPad(body, l.Margin, l.Wide), kit.NewColumn(0, pad, foot))
	} else {
		share := float32(7)
		if _, ok := pad.(*kit.Keyboard); ok { // its many keys lie low
			pad, share = kit.NewFrame(nil, &fyne.Container{}, pad), 10
		}
		page = scrolled(c, top, kit.NewPad(body, l.Margin, l.Wide), foot)
		page.Content = kit.NewRow(0, kit.Fill(page.Content, 9), kit.Fill(pad, share)).Full()
	}
	page.Bare = true
	return page
}

// at goes to a page of the batch.
func at(c Canvas, s model.Step) {
	c.Visitor.Open(model.Route{Screen: model.AtBatch, Sub: s.What, Count: s.Pass})
}
