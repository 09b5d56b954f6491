package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// rushHome is the first screen of a hurried visit: each category of the open
// round is one touch away, each product of one shelf is one touch away from its
// codes.
func rushHome(c Canvas, m model.Home) Page {
	l := c.Look
	var parts []fyne.CanvasObject
	goods := rushSectors(c, m)
	switch {
	case m.Vote != nil && !l.Portrait:
		row := kit.NewRow(l.Wide, kit.Fill(rushVote(c, m), 1), kit.Fill(goods, 1)).Top()
		parts = append(parts, margins(c, row))
	case m.Vote != nil:
		parts = append(parts, margins(c, rushVote(c, m)), margins(c, goods))
	default:
		parts = append(parts, margins(c, goods))
	}
	for i, shelf := range m.Shelves {
		to := model.Route{Screen: model.AtList, Filter: shelf.More}
		parts = append(parts, cardStrip(c, shelf.Title, "home.shelf."+strconv.Itoa(i+1), opens(c, to), shelf.Cards))
	}
	return scrolled(c, nil, kit.NewPadding(kit.NewColumn(l.Wide, parts...), 0, l.Wide, 0, l.Wide), nil)
}

// mostRush is how many categories stand on the first screen; a round of more
// opens with its list.
const mostRush = 6

func rushVote(c Canvas, m model.Home) fyne.CanvasObject {
	l, p := c.Look, c.Look.Palette
	if len(m.Categories) > mostRush {
		return voteBanner(c, *m.Vote)
	}
	tint := look.Tint{Ground: p.LacquerTint, Ink: p.LacquerDeep}
	var tiles []fyne.CanvasObject
	for _, category := range m.Categories {
		to := model.Route{Screen: model.AtNominees, ID: m.Vote.ID, Sub: category.ID}
		tiles = append(tiles, kit.NewTile(l, "vote.category."+category.ID, "vote", category.Title, category.Choices, tint, opens(c, to)).Large())
	}
	return rushPart(c, m.Vote.Title, tiles)
}

func rushSectors(c Canvas, m model.Home) fyne.CanvasObject {
	l := c.Look
	var tiles []fyne.CanvasObject
	for _, s := range m.Sectors {
		to := model.Route{Screen: model.AtList, Filter: model.Filter{Sector: s.Number}}
		n := strconv.Itoa(s.Number)
		tiles = append(tiles, kit.NewTile(l, "home.sector."+n, "sector-"+n, s.Name, s.Count, tint(l, s.Number), opens(c, to)).Large())
	}
	return rushPart(c, c.Say("home.sectors"), tiles)
}

func rushPart(c Canvas, title string, tiles []fyne.CanvasObject) fyne.CanvasObject {
	l := c.Look
	return kit.NewColumn(l.Small1, kit.NewText(l, l.Lead, title), kit.NewTiles(2, l.Gap, tiles...).Alike())
}
