package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

func help(c Canvas, m model.HelpView) Page {
	l := c.Look
	var items []fyne.CanvasObject
	for _, s := range m.Sections {
		words := kit.NewColumn(l.Tight, kit.NewText(l, l.Lead, s.Title), body(c, s.Text))
		items = append(items, kit.NewPanel(l, l.Palette.Surface, l.Wide, words).Outlined(l))
	}
	columns := 1
	if !l.Portrait {
		columns = 2
	}
	return scrolled(c, kit.NewTopBar(l, c.Say("help.title")), kit.NewPad(kit.NewTiles(columns, l.Gap, items...), l.Margin, l.Wide), nil)
}
