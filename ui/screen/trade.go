package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// contact offers the producer's card for a telephone's address book; nothing
// where there is none.
func contact(c Canvas, id string, q *model.QR) []fyne.CanvasObject {
	if q == nil {
		return nil
	}
	l := c.Look
	symbol, err := kit.NewQR(l, id, q.Content, q.Host)
	if err != nil {
		return nil
	}
	words := kit.NewColumn(l.Small1, kit.NewText(l, l.Lead, c.Say("contact.title")), body(c, c.Say("contact.hint")))
	return []fyne.CanvasObject{kit.NewPanel(l, l.Palette.Sunken, l.Gap, kit.NewBeside(l.Gap, l.BesideQR(), words, symbol))}
}

// shelves tells at which points a product stands.
func shelves(c Canvas, lines []model.ShelfLine) []fyne.CanvasObject {
	if len(lines) == 0 {
		return nil
	}
	l := c.Look
	column := kit.NewColumn(l.Small1, kit.NewText(l, l.Strong, c.Say("product.shelves")))
	for _, line := range lines {
		column.Add(shelf(c, line))
	}
	return []fyne.CanvasObject{column}
}

func shelf(c Canvas, line model.ShelfLine) fyne.CanvasObject {
	l := c.Look
	words := kit.NewColumn(0)
	if line.Here {
		words.Add(kit.NewRow(l.Small1, kit.NewRibbon(l, c.Say("product.shelves.here")), kit.Fill(kit.NewText(l, l.Strong, line.Name), 1)))
	} else {
		words.Add(body(c, line.Name))
	}
	if line.Address != "" {
		words.Add(small(c, line.Address))
	}
	return kit.NewRow(l.Small1, kit.Icon("shop", l.Palette.Tea, l.Icon), kit.Fill(words, 1)).Top()
}

// trade is the way to what distributors want to know.
func trade(c Canvas, m model.Product) []fyne.CanvasObject {
	if m.Trade == nil {
		return nil
	}
	open := func() { c.Visitor.Raise(tradeSheet(c, m)) }
	button := kit.NewButton(c.Look, "product.distributors", kit.Outline, "truck", c.Say("trade.open"), open)
	return []fyne.CanvasObject{kit.NewFlow(c.Look.Gap, button)} // no wider than there is room
}

// tradeSheet is what a distributor wants to know; on a wide screen the contact
// stands beside it.
func tradeSheet(c Canvas, m model.Product) *kit.Sheet {
	l := c.Look
	column := kit.NewColumn(l.Gap, kit.NewText(l, l.Lead, m.Name),
		kit.NewRow(l.Tight, kit.Icon("check", l.Palette.Tea, l.Icon), kit.Fill(body(c, c.Say("product.export.yes")), 1)).Top())
	for _, fact := range m.Trade.Facts {
		column.Add(paragraph(c, fact.Title, fact.Text))
	}
	content, wide := withContact(c, column, "distributors.contact", m.Trade.Contact), l.SheetWide*1.1
	if !l.Portrait {
		wide = float32(l.Screen.Width)
	}
	out := kit.NewButton(l, "sheet.close", kit.Outline, "close", c.Say("sheet.close"), c.Visitor.Lower)
	return kit.NewReading(l, c.Say("product.export"), wide, content, out).Outside(c.Visitor.Lower)
}

// withContact puts the contact under what one reads, or beside it on a wide
// screen.
func withContact(c Canvas, words *kit.Column, id string, q *model.QR) fyne.CanvasObject {
	part := contact(c, id, q)
	switch {
	case len(part) == 0:
		return words
	case c.Look.Portrait:
		return kit.NewColumn(c.Look.Wide, words, part[0])
	}
	return kit.NewRow(c.Look.Huge, kit.Fill(words, 1), kit.Fill(part[0], 1)).Top()
}
