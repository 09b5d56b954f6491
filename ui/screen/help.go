package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// helpIcons stand beside the sections of [model.NewHelp], in its order.
var helpIcons = [...]string{"hand", "search", "heart", "qr", "vote", "star"}

func help(c Canvas, m model.HelpView) Page {
	l := c.Look
	var items []fyne.CanvasObject
	for i, s := range m.Sections {
		words := kit.NewColumn(l.Tight, kit.NewText(l, l.Lead, s.Title), body(c, s.Text))
		row := kit.NewRow(l.Gap, kit.Icon(helpIcons[i%len(helpIcons)], l.Palette.Tea, l.IconBig), kit.Fill(words, 1)).Top()
		items = append(items, kit.NewPanel(l, l.Palette.Surface, l.Wide, row).Outlined(l))
	}
	columns := 1
	if !l.Portrait {
		columns = 2
	}
	return reading(c, kit.NewTopBar(l, c.Say("help.title")), kit.NewPad(kit.NewTiles(columns, l.Gap, items...), l.Margin, l.Wide), nil)
}
