package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

func list(c Canvas, m model.List) Page {
	l := c.Look
	top := kit.NewTopBar(l, m.Title, kit.NewText(l, l.Body, m.Count))
	if m.Cards.Len() == 0 {
		clear := kit.NewButton(l, "chip.clear", kit.Primary, "", c.Say("list.clear"), replaces(c, m.Clear)).Big()
		if !m.Narrowed {
			clear = nil
		}
		nothing := empty(c, "box", c.Say("list.empty.title"), c.Say("list.empty.text"), clear)
		return Page{Content: kit.NewFrame(top, kit.NewFrame(chips(c, m, false), nothing, nil), nil)}
	}
	grid := lazyGrid(c, m.Cards.Len, m.Cards.At)
	grid.SetHeader(chips(c, m, m.Narrowed))
	return gridPage(c, top, grid, nil)
}

// replaces is a touch that shows another list in place of this one.
func replaces(c Canvas, to model.Filter) func() {
	return func() { c.Visitor.Replace(model.Route{Screen: model.AtList, Filter: to}) }
}

// chips narrow the list; they stand in as many lines as they need, or in one
// that is moved where controls are lowered.
func chips(c Canvas, m model.List, clear bool) fyne.CanvasObject {
	l := c.Look
	items := []fyne.CanvasObject{
		opener(c, m.Sector, func() { chooseSector(c, m) }),
		opener(c, m.Province, func() { chooseProvince(c, m) }),
	}
	for _, chip := range m.Chips {
		one := kit.NewChip(l, "chip."+chip.ID, chip.Label, chip.On, replaces(c, chip.To)).Counted(chip.Count)
		one.Enable(!chip.Off)
		items = append(items, one)
	}
	if clear {
		all := kit.NewButton(l, "chip.clear", kit.Quiet, "close", c.Say("list.clear"), replaces(c, m.Clear))
		if items = append(items, all); l.Reach > 0 { // else out of sight, at the end of the strip
			items = append([]fyne.CanvasObject{all}, items[:len(items)-1]...)
		}
	}
	if l.Reach > 0 { // little room is left for the cards
		return kit.NewPadding(kit.NewStrip(l, items...), 0, l.Small1, 0, l.Small1)
	}
	return kit.NewPad(kit.NewFlow(l.Small1, items...), l.Margin, l.Gap)
}

// opener is a chip that opens a sheet of choices.
func opener(c Canvas, chip model.FilterChip, open func()) *kit.Chip {
	return kit.NewChip(c.Look, "chip."+chip.ID, chip.Label, chip.On, open).Counted(chip.Count).Opens()
}

// empty says calmly why there is nothing; text and action may be nil.
func empty(c Canvas, icon, title, text string, action *kit.Button) fyne.CanvasObject {
	return calm(c, emptyWords(c, icon, title, text, action), c.Look.SheetWide)
}

func emptyWords(c Canvas, icon, title, text string, action *kit.Button) fyne.CanvasObject {
	l := c.Look
	column := kit.NewColumn(l.Wide,
		kit.NewMiddle(kit.Icon(icon, l.Palette.Outline, l.IconBig*1.6)),
		kit.NewColumn(l.Small1, kit.NewText(l, l.Title, title).Centre(), kit.NewText(l, l.Body, text).Centre()))
	if action != nil {
		column.Add(kit.NewMiddle(action))
	}
	return kit.NewPad(column, l.Margin, l.Huge)
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
