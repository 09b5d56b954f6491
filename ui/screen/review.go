package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/data/vote"
	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// review is the half-made ballot: what is chosen, and the one step that casts it.
func review(c Canvas, m model.ReviewView) Page {
	l := c.Look
	if m.Gone {
		return notOpen(c)
	}
	top := kit.NewTopBar(l, c.Say("vote.review.title"))
	if len(m.Groups) == 0 {
		to := opens(c, model.Route{Screen: model.AtRound, ID: m.Round.ID})
		button := kit.NewButton(l, "vote.categories", kit.Primary, "", c.Say("vote.categories"), to).Big()
		return Page{Content: kit.NewFrame(top, empty(c, "vote", c.Say("vote.review.empty.title"), c.Say("vote.review.empty.text"), button), nil)}
	}
	column := kit.NewColumn(l.Wide, kit.NewText(l, l.Lead, m.Line.Title))
	for _, g := range m.Groups {
		column.Add(reviewGroup(c, m, g))
	}
	return reading(c, top, kit.NewPad(column, l.Margin, l.Wide), confirmBar(c, m))
}

func reviewGroup(c Canvas, m model.ReviewView, g model.ReviewGroup) fyne.CanvasObject {
	l := c.Look
	to := model.Route{Screen: model.AtNominees, ID: m.Round.ID, Sub: g.Category.ID}
	change := kit.NewButton(l, "vote.change."+g.Category.ID, kit.Quiet, "", c.Say("vote.change"), opens(c, to))
	column := kit.NewColumn(l.Small1,
		flush(c, kit.NewRow(l.Gap, kit.Fill(kit.NewText(l, l.Strong, g.Category.Title).Soft(), 1), change)))
	for _, n := range g.Chosen {
		column.Add(chosenLine(c, n))
	}
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, column).Outlined(l)
}

func chosenLine(c Canvas, n model.NomineeCard) fyne.CanvasObject {
	l := c.Look
	picture := kit.NewPicture(l, c.Pictures).Round(kit.AllCorners).Aspect(1)
	picture.SetOf(thumb(n.Photo), n.Sector)
	words := kit.NewColumn(0, kit.NewText(l, l.Strong, n.Name), small(c, n.Producer))
	share := float32(4)
	if !l.Portrait {
		share = 10
	}
	return kit.NewRow(l.Gap, kit.Fill(picture, 1), kit.Fill(words, share), kit.Icon("check", l.Palette.Lacquer, l.Icon))
}

// confirmBar casts the ballot; while it is being written the button is pale.
func confirmBar(c Canvas, m model.ReviewView) fyne.CanvasObject {
	hint := small(c, c.Say("vote.review.hint"))
	return told(c, hint, kit.Fill(confirmButton(c, m.Round, hint), 1))
}

// confirmButton casts the ballot of a round, and says in hint when that failed.
func confirmButton(c Canvas, r vote.Round, hint *kit.Text) *kit.Button {
	l := c.Look
	var button *kit.Button
	button = kit.NewButton(l, "vote.confirm", kit.Vote, "vote", c.Say("vote.confirm"), func() {
		button.Enable(false)
		button.SetText(c.Say("vote.saving"))
		c.Visitor.Confirm(r, func() {
			hint.SetText(c.Say("vote.refused.text"))
			hint.In(l.Palette.Lacquer)
			button.SetText(c.Say("vote.again"))
			button.Enable(true)
		})
	}).Big()
	return button
}

// confirmed thanks; it is shown only after the ballot is on the disk.
func confirmed(c Canvas, m model.ConfirmedView) Page {
	l := c.Look
	done := kit.NewButton(l, "vote.done", kit.Primary, "", c.Say("vote.done"), c.Visitor.Finish).Big()
	mark := kit.NewPanel(l, l.Palette.TeaTint, l.Huge, kit.Icon("check", l.Palette.Tea, l.IconBig*2))
	column := kit.NewColumn(l.Wide,
		kit.NewMiddle(mark),
		kit.NewText(l, l.Display, m.Title).Centre().In(l.Palette.TeaDeep),
		kit.NewColumn(l.Tight, kit.NewText(l, l.Lead, m.Text).Centre(), body(c, m.Count).Centre()),
		kit.NewPadding(done, 0, l.Small1, 0, 0))
	return Page{Content: calm(c, kit.NewPad(column, l.Margin, l.Huge))}
}
