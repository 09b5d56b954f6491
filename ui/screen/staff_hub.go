package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// hubPanel tells how the kiosk stands with the hub, with the code to approve it by.
func hubPanel(c Canvas, v model.HubPanel) fyne.CanvasObject {
	l := c.Look
	column := kit.NewColumn(l.Gap, kit.NewText(l, l.Lead, v.Title))
	text := body(c, v.Text)
	if v.Bad {
		text = text.In(l.Palette.Lacquer)
	}
	column.Add(text)
	if v.Code != "" {
		column.Add(kit.NewText(l, l.Title, v.Code))
	}
	if v.Set != "" {
		column.Add(small(c, v.Set))
	}
	var all fyne.CanvasObject = column
	if symbol, err := kit.NewQR(l, "staff.hub", v.QR, v.Caption); v.QR != "" && err == nil {
		if l.Portrait {
			column.Add(kit.NewMiddle(symbol))
		} else {
			all = kit.NewBeside(l.Wide, l.BesideQR(), column, symbol)
		}
	}
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, all).Outlined(l)
}
