package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// checkBatch is what both members typed, and the one step that enters it.
func checkBatch(c Canvas, v model.BatchView) Page {
	l := c.Look
	icon, ink, note := "warning", l.Palette.Lacquer, kit.NewText(l, l.Strong, v.Note)
	if v.Agree {
		icon, ink = "check", l.Palette.Tea
	}
	column := kit.NewColumn(l.Gap, kit.NewRow(l.Gap, kit.Icon(icon, ink, l.Icon), kit.Fill(note, 1)))
	group := ""
	for _, r := range v.Rows {
		if r.Same && r.Group != group {
			group = r.Group
			column.Add(kit.NewPadding(kit.NewText(l, l.Lead, group), 0, l.Gap, 0, 0))
		}
		if !r.Same {
			column.Add(differing(c, v, r))
			continue
		}
		column.Add(agreed(c, r))
	}
	var enter *kit.Button
	refused := func(why model.Refusal) {
		note.SetText(why.Text)
		note.In(l.Palette.Lacquer)
		enter.SetText(c.Say("staff.enter"))
		enter.Enable(true)
		column.Refresh() // it may take another line now
	}
	enter = kit.NewButton(l, "staff.enter", kit.Primary, "check", c.Say("staff.enter"), func() {
		enter.Enable(false)
		enter.SetText(c.Say("vote.saving"))
		c.Clerk.EnterBatch(refused)
	}).Big()
	enter.Enable(v.Agree)
	page := scrolled(c, stepBar(c, v, v.Title), kit.NewPad(column, l.Margin, l.Wide), staffFoot(c, enter))
	page.Bare = true
	return page
}

// agreed is a number that both typed.
func agreed(c Canvas, r model.CountRow) fyne.CanvasObject {
	l := c.Look
	words := kit.NewColumn(0, kit.NewText(l, l.Body, r.Name))
	if r.Was != "" {
		words.Add(small(c, r.Was))
	}
	row := kit.NewRow(l.Gap, kit.Fill(words, 1), kit.NewText(l, l.Strong, r.Both[0]))
	return kit.NewColumn(l.Small1, row, kit.Rule(l))
}

// differing is a number that the two typed differently: a touch of either has it
// typed again.
func differing(c Canvas, v model.BatchView, r model.CountRow) fyne.CanvasObject {
	l := c.Look
	again := func(pass int, key, mark string) *kit.Button {
		to := model.Route{Screen: model.AtBatch, Sub: r.Step.What, Count: pass, ID: r.Field.Nominee}
		return kit.NewButton(l, key+"."+r.Field.ID(), kit.Outline, "", c.Say("staff.typed", mark, r.Both[pass]), opens(c, to))
	}
	words := kit.NewColumn(0, kit.NewText(l, l.Strong, r.Name))
	for _, line := range []string{joined(r.Line, r.Group), r.Was} {
		if line != "" {
			words.Add(small(c, line))
		}
	}
	both := kit.NewTiles(2, l.Gap, again(0, "staff.first", v.Batch.First.Mark), again(1, "staff.second", v.Batch.Second.Mark))
	return kit.NewPanel(l, l.Palette.LacquerTint, l.Gap, kit.NewColumn(l.Small1, words, both))
}
