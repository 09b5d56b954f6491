package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

func list(c Canvas, m model.List) Page {
	l := c.Look
	if len(m.Cards) == 0 {
		nothing := empty(c, "box", c.Say("list.empty.title"), c.Say("list.empty.text"), allProducts(c))
		return Page{Content: kit.NewFrame(kit.NewTopBar(l, m.Title), nothing, nil)}
	}
	top := kit.NewTopBar(l, m.Title, kit.NewText(l, l.Body, m.Count).Soft())
	grid := cardGrid(c, m.Cards)
	if len(m.Chips) > 0 {
		grid.SetHeader(kit.NewPad(chips(c, m.Chips), 0, l.Gap))
	}
	return gridPage(c, top, grid, nil)
}

// chips narrow the list; they move sideways when they are many.
func chips(c Canvas, all []model.FilterChip) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, chip := range all {
		to := model.Route{Screen: model.AtList, Filter: chip.To}
		items = append(items, kit.NewChip(c.Look, "list."+chip.ID, chip.Label, chip.On, func() { c.Visitor.Replace(to) }))
	}
	return kit.NewStrip(c.Look, items...)
}

// empty says calmly why there is nothing; text and action may be nil.
func empty(c Canvas, icon, title, text string, action *kit.Button) fyne.CanvasObject {
	l := c.Look
	column := kit.NewColumn(l.Wide,
		kit.NewMiddle(kit.Icon(icon, l.Palette.Outline, l.IconBig*1.6)),
		kit.NewColumn(l.Small1, kit.NewText(l, l.Title, title).Centre(), kit.NewText(l, l.Body, text).Centre().Soft()))
	if action != nil {
		column.Add(kit.NewMiddle(action))
	}
	return kit.NewMeasure(kit.NewPad(column, l.Margin, l.Huge), l.SheetWide)
}

// message is a page that says only one thing.
func message(c Canvas, m model.Message) Page {
	var retry *kit.Button
	icon := "box"
	if m.Retry != "" {
		icon = "refresh"
		retry = kit.NewButton(c.Look, "error.retry", kit.Primary, "", m.Retry, c.Visitor.Retry).Big()
	}
	return Page{Content: empty(c, icon, m.Title, m.Text, retry)}
}

// Loading says that a page comes which takes longer than usual.
func Loading(c Canvas) Page {
	return Page{Content: empty(c, "clock", c.Say("loading"), "", nil)}
}
