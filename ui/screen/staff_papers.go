package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// papers is where a batch of paper is begun, or one that stands is corrected.
func papers(c Canvas, v model.PaperList) Page {
	l := c.Look
	column := kit.NewColumn(l.Wide)
	if v.Done != "" {
		column.Add(kit.NewRow(l.Gap, kit.Icon("check", l.Palette.Tea, l.Icon), kit.Fill(kit.NewText(l, l.Strong, v.Done), 1)))
	}
	column.Add(body(c, c.Say("staff.paper.text")))
	if v.Half != "" {
		column.Add(kit.NewButton(l, "staff.resume", kit.Primary, "", v.Half, func() { at(c, v.At) }).Big())
	}
	var panels []fyne.CanvasObject
	for _, r := range v.Rounds {
		panels = append(panels, paperRound(c, r))
	}
	columns := 1
	if !l.Portrait {
		columns = 2
	}
	column.Add(kit.NewTiles(columns, l.Gap, panels...))
	page := scrolled(c, kit.NewTopBar(l, c.Say("staff.paper")), kit.NewPad(column, l.Margin, l.Wide), staffFoot(c, nil))
	page.Bare = true
	return page
}

func paperRound(c Canvas, r model.PaperRound) fyne.CanvasObject {
	l := c.Look
	begin := kit.NewButton(l, "staff.paper."+r.Round.ID, kit.Primary, "plus", c.Say("staff.paper.new"), func() { c.Clerk.BeginBatch(r.Round, nil) }).Big()
	column := kit.NewColumn(l.Gap, kit.NewColumn(l.Tight, small(c, r.State), kit.NewText(l, l.Lead, r.Title)), begin)
	for _, b := range r.Batches {
		words := kit.NewColumn(0, kit.NewText(l, l.Strong, b.Title), small(c, b.Text))
		fix := kit.NewButton(l, "staff.correct."+r.Round.ID+"."+b.Paper.Batch, kit.Outline, "", c.Say("staff.paper.correct"), func() { c.Clerk.BeginBatch(r.Round, &b.Paper) })
		column.Add(kit.Rule(l))
		column.Add(kit.NewRow(l.Gap, kit.Fill(words, 1), fix))
	}
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, column).Outlined(l)
}
