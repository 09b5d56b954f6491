package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// desk is the first page of the staff: what the kiosk took, and what is done
// about votes here.
func desk(c Canvas, v model.DeskView) Page {
	l := c.Look
	status := newStatus(c)
	told := func(text string) { status.tell(c, text) }
	open := kit.NewColumn(l.Gap, kit.NewText(l, l.Lead, c.Say("staff.open.title")))
	if v.None != "" {
		open.Add(body(c, v.None))
	}
	for _, r := range v.Rounds {
		open.Add(openBallot(c, r, told))
	}
	first, second := todayPanel(c, v), hubPanel(c, v.Hub)
	if v.Hub.Code != "" { // somebody waits to read it
		first, second = second, first
	}
	left, right := kit.NewColumn(l.Wide, first, second), kit.NewColumn(l.Wide, open, deskActs(c, v))
	var all fyne.CanvasObject = kit.NewColumn(l.Wide, open, deskActs(c, v), first, second)
	if !l.Portrait {
		all = kit.NewRow(l.Huge, kit.Fill(right, 1), kit.Fill(left, 1)).Top()
	}
	top := kit.NewTopBar(l, c.Say("staff.desk.title"), small(c, v.Who))
	page := scrolled(c, top, kit.NewPad(all, l.Margin, l.Wide), panelFoot(c, status, v.Tabs, model.AtDesk))
	page.Bare = true
	status.refresh = func() { kit.Anew(page.Content) } // it may take another line now
	return page
}

// openBallot opens one ballot in a round.
func openBallot(c Canvas, r model.DeskRound, told func(text string)) fyne.CanvasObject {
	l := c.Look
	words := kit.NewColumn(l.Tight, kit.NewText(l, l.Strong, r.Title))
	if r.Trial != "" {
		words.Add(small(c, r.Trial))
	}
	label := c.Say("staff.open")
	if r.Open {
		words.Add(kit.NewText(l, l.Small.At(l.Strong.Weight), c.Say("staff.open.now")).In(l.Palette.Tea))
		label = c.Say("staff.open.again")
	}
	var button *kit.Button
	refused := func(why model.Refusal) {
		button.Enable(true)
		told(why.Text)
	}
	button = kit.NewButton(l, "staff.open."+r.Round.ID, kit.Primary, "vote", label, func() {
		button.Enable(false)
		c.Clerk.OpenBallot(r.Round, refused)
	}).Big()
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, kit.NewColumn(l.Gap, words, button)).Outlined(l)
}

// deskActs are the other things that are done here.
func deskActs(c Canvas, v model.DeskView) fyne.CanvasObject {
	l := c.Look
	paper := kit.NewButton(l, "staff.paper", kit.Outline, "list", c.Say("staff.paper"), opens(c, model.Route{Screen: model.AtPapers})).Big()
	paper.Enable(v.Paper)
	card := kit.NewButton(l, "staff.daycard", kit.Outline, "qr", c.Say("staff.card"), opens(c, model.Route{Screen: model.AtCard})).Big()
	stick := kit.NewButton(l, "staff.stick", kit.Outline, "usb", c.Say("staff.stick"), c.Clerk.ShowStick).Big()
	return kit.NewColumn(l.Gap, paper, card, stick, small(c, c.Say("staff.stick.text")))
}

func todayPanel(c Canvas, v model.DeskView) fyne.CanvasObject {
	l := c.Look
	column := kit.NewColumn(l.Gap, kit.NewText(l, l.Lead, c.Say("staff.today")))
	for _, f := range v.Facts {
		column.Add(kit.NewColumn(0, small(c, f.Title), kit.NewText(l, l.Strong, f.Text)))
	}
	column.Add(small(c, c.Say("vote.programme")))
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, column).Outlined(l)
}
