package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

func home(c Canvas, m model.Home) Page {
	if m.Rush {
		return rushHome(c, m)
	}
	l := c.Look
	parts := []fyne.CanvasObject{homeHead(c), sectors(c, m.Sectors)}
	if m.Vote != nil {
		parts = append(parts, margins(c, voteBanner(c, *m.Vote)))
	}
	for i, shelf := range m.Shelves {
		to := model.Route{Screen: model.AtList, Filter: shelf.More}
		parts = append(parts, cardStrip(c, shelf.Title, "home.shelf."+strconv.Itoa(i+1), opens(c, to), shelf.Cards))
	}
	if len(m.Events) > 0 {
		parts = append(parts, homeEvents(c, m.Events))
	}
	parts = append(parts, provinces(c, m.Provinces), homeFoot(c))
	apart := l.Huge
	if !l.Portrait { // the first shelf is to be seen at once
		apart = l.Gap
	}
	return scrolled(c, nil, kit.NewPadding(kit.NewColumn(apart, parts...), 0, apart, 0, l.Huge), nil)
}

// opens is a touch that leads to a route.
func opens(c Canvas, to model.Route) func() {
	return func() { c.Visitor.Open(to) }
}

// homeHead greets and leads to the search.
func homeHead(c Canvas) fyne.CanvasObject {
	l := c.Look
	field := kit.NewSearchField(l, "home.search", c.Say("home.search"), opens(c, model.Route{Screen: model.AtSearch}))
	greeting := kit.NewText(l, l.Display, c.Say("home.title")).Even().In(l.Palette.TeaDeep)
	if l.Portrait {
		return margins(c, kit.NewColumn(l.Wide, greeting, field))
	}
	return margins(c, kit.NewRow(l.Huge, kit.Fill(greeting, 6), kit.Fill(field, 5)))
}

func sectors(c Canvas, sectors []model.SectorTile) fyne.CanvasObject {
	l := c.Look
	var tiles []fyne.CanvasObject
	for _, s := range sectors {
		to := model.Route{Screen: model.AtList, Filter: model.Filter{Sector: s.Number}}
		n := strconv.Itoa(s.Number)
		tiles = append(tiles, kit.NewTile(l, "home.sector."+n, "sector-"+n, s.Name, s.Count, tint(l, s.Number), opens(c, to)))
	}
	columns := columns(c, 3, 6)
	return kit.NewColumn(l.Small1, heading(c, c.Say("home.sectors"), "", nil), margins(c, kit.NewTiles(columns, l.Gap, tiles...).Alike()))
}

// voteBanner leads into the open round.
func voteBanner(c Canvas, r model.RoundLine) fyne.CanvasObject {
	l := c.Look
	p := l.Palette
	words := kit.NewColumn(l.Tight,
		kit.NewText(l, l.Lead, r.Title).In(p.LacquerDeep),
		kit.NewText(l, l.Small, r.When).In(p.Ink))
	return callToVote(c, r, words)
}

func homeEvents(c Canvas, lines []model.EventLine) fyne.CanvasObject {
	l := c.Look
	to := opens(c, model.Route{Screen: model.AtEvents})
	var items []fyne.CanvasObject
	for _, e := range lines {
		items = append(items, kit.NewPressable(l, "event."+e.ID, eventPanel(c, e, false), to))
	}
	columns := 1
	if !l.Portrait {
		columns = 2
	}
	return kit.NewColumn(l.Small1, heading(c, c.Say("home.events"), "home.events", to), margins(c, kit.NewTiles(columns, l.Gap, items...)))
}

func provinces(c Canvas, tiles []model.ProvinceTile) fyne.CanvasObject {
	l := c.Look
	var items []fyne.CanvasObject
	plain := look.Tint{Ground: l.Palette.Surface, Ink: l.Palette.Ink}
	for _, t := range tiles {
		to := model.Route{Screen: model.AtList, Filter: model.Filter{Province: t.Code}}
		items = append(items, kit.NewTile(l, "home.province."+t.Code, "", t.Name, t.Count, plain, opens(c, to)))
	}
	columns := columns(c, 4, 6)
	return kit.NewColumn(l.Small1, heading(c, c.Say("home.provinces"), "", nil), margins(c, kit.NewTiles(columns, l.Small1, items...)))
}

// homeFoot holds the quiet ways: everything there is, and help.
func homeFoot(c Canvas) fyne.CanvasObject {
	l := c.Look
	all := kit.NewButton(l, "home.all", kit.Outline, "", c.Say("home.all"), opens(c, model.Route{Screen: model.AtList}))
	help := kit.NewButton(l, "home.help", kit.Quiet, "help", c.Say("home.help"), opens(c, model.Route{Screen: model.AtHelp}))
	return margins(c, kit.NewRow(l.Gap, all, help, kit.Fill(nil, 1)))
}
