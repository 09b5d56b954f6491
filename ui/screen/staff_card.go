package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// dayCard is the signed checkpoint of the ledger, to be photographed.
func dayCard(c Canvas, v model.CardView) Page {
	l := c.Look
	words := kit.NewColumn(l.Gap)
	for _, line := range v.Lines {
		words.Add(kit.NewColumn(0, small(c, line.Title), kit.NewText(l, l.Strong, line.Text)))
	}
	words.Add(body(c, v.Text))
	words.Add(small(c, c.Say("vote.programme")))
	var all fyne.CanvasObject = words
	if symbol, err := kit.NewQR(l, "staff.card", v.QR, c.Say("staff.card.caption")); err == nil {
		all = kit.NewColumn(l.Wide, kit.NewMiddle(symbol), words)
		if !l.Portrait {
			all = kit.NewRow(l.Huge, symbol, kit.Fill(words, 1)).Top()
		}
	}
	page := reading(c, kit.NewTopBar(l, c.Say("staff.card")), kit.NewPad(all, l.Margin, l.Wide), staffFoot(c, nil))
	page.Bare = true
	return page
}
