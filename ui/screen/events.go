package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

func events(c Canvas, m model.EventList) Page {
	l := c.Look
	top := kit.NewTopBar(l, c.Say("event.title"))
	if len(m.Lines) == 0 {
		return Page{Content: kit.NewFrame(top, empty(c, "calendar", c.Say("event.empty.title"), c.Say("event.empty.text"), nil), nil)}
	}
	var panels []fyne.CanvasObject
	for _, e := range m.Lines {
		panels = append(panels, eventPanel(c, e, true))
	}
	columns := 1
	if !l.Portrait {
		columns = 2
	}
	return reading(c, top, kit.NewPad(kit.NewTiles(columns, l.Gap, panels...), l.Margin, l.Wide), nil)
}

// eventPanel is one event: when first, because that is what decides.
func eventPanel(c Canvas, e model.EventLine, whole bool) fyne.CanvasObject {
	l := c.Look
	state := kit.NewText(l, l.Small.At(l.Strong.Weight), e.State).Soft()
	if e.Running {
		state.In(l.Palette.Lacquer)
	}
	var when fyne.CanvasObject = state
	if e.Here {
		when = kit.NewRow(l.Small1, state, kit.NewRibbon(l, c.Say("event.here")), kit.Fill(nil, 1))
	}
	words := kit.NewColumn(l.Tight, when, kit.NewText(l, l.Lead, e.Name), body(c, e.When))
	for _, line := range []string{e.Venue, e.Place} {
		if line != "" {
			words.Add(small(c, line))
		}
	}
	if whole && e.Description != "" {
		words.Add(kit.NewPadding(body(c, e.Description), 0, l.Tight, 0, 0))
	}
	row := kit.NewRow(l.Gap, kit.Icon("calendar", l.Palette.Tea, l.IconBig), kit.Fill(words, 1)).Top()
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, row).Outlined(l)
}
