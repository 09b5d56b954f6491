package screen

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// chooseSector opens the six sectors; the one that is set is taken back by a
// touch.
func chooseSector(c Canvas, m model.List) {
	l := c.Look
	var tiles []fyne.CanvasObject
	for _, chip := range m.Sectors {
		n, _ := strconv.Atoi(strings.TrimPrefix(chip.ID, "sector.")) // ids are ours
		tiles = append(tiles, choice(c, chip, "sector-"+strconv.Itoa(n), tint(l, n)))
	}
	columns := columns(c, 3, 6)
	choose(c, c.Say("list.sector"), m.Sector, kit.NewTiles(columns, l.Small1, tiles...).Alike())
}

// chooseProvince opens the provinces that hold something as tiles.
func chooseProvince(c Canvas, m model.List) {
	l := c.Look
	plain := look.Tint{Ground: l.Palette.Paper, Ink: l.Palette.Ink}
	var tiles []fyne.CanvasObject
	for _, chip := range m.Provinces {
		tiles = append(tiles, choice(c, chip, "", plain))
	}
	columns := columns(c, 3, 6)
	choose(c, c.Say("list.province"), m.Province, kit.NewTiles(columns, l.Small1, tiles...))
}

// choice is one tile; what is set has the colours of a chip that is.
func choice(c Canvas, chip model.FilterChip, icon string, t look.Tint) fyne.CanvasObject {
	p := c.Look.Palette
	count := chip.Count
	switch {
	case chip.On:
		t = look.Tint{Ground: p.Tea, Ink: p.OnTea}
	case chip.Off:
		t, count = look.Tint{Ground: p.Sunken, Ink: p.InkSoft}, ""
	}
	tile := kit.NewTile(c.Look, "chip."+chip.ID, icon, chip.Label, count, t, lowered(c, replaces(c, chip.To)))
	tile.Off = chip.Off
	return tile
}

// choose raises a sheet of choices with a way out, and one to take back what is
// set.
func choose(c Canvas, title string, one model.FilterChip, content fyne.CanvasObject) {
	l := c.Look
	buttons := []*kit.Button{kit.NewButton(l, "sheet.close", kit.Outline, "close", c.Say("sheet.close"), c.Visitor.Lower)}
	if one.On {
		all := kit.NewButton(l, "chip."+one.ID+".all", kit.Quiet, "", c.Say("list.any"), lowered(c, replaces(c, one.To)))
		buttons = append(buttons, all)
	}
	c.Visitor.Raise(kit.NewChoice(l, title, float32(l.Screen.Width), content, buttons...).Outside(c.Visitor.Lower))
}

// lowered is a touch on a sheet that takes the sheet away and then does more.
func lowered(c Canvas, then func()) func() {
	return func() {
		c.Visitor.Lower()
		then()
	}
}
