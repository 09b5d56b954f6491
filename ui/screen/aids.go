package screen

import (
	"image/color"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
)

// Aid is one reading aid as it stands; a touch steps it on.
type Aid struct {
	ID, Icon     string
	Title, State string
	On           bool // not as a visit begins
	Step, Steps  int  // which of how many; 0 of 0 where it is on or off
	OnTap        func()
}

// AidSheet is the drawer with the reading aids: the page stays in sight above
// it and shows at once what each does.
func AidSheet(c Canvas, aids []Aid, changed bool, reset, done func()) *kit.Sheet {
	l := c.Look
	var tiles []fyne.CanvasObject
	for _, a := range aids {
		tiles = append(tiles, aidTile(c, a))
	}
	columns := 2
	if !l.Portrait {
		columns = 4
	}
	back := kit.NewButton(l, "aid.reset", kit.Quiet, "refresh", c.Say("aid.reset"), reset)
	back.Hidden = !changed
	close := kit.NewButton(l, "aid.done", kit.Primary, "", c.Say("aid.done"), done)
	head := kit.NewRow(l.Gap, kit.Fill(kit.NewText(l, l.Lead, c.Say("aid.title")), 1), back, close)
	return kit.NewDrawer(l, kit.NewColumn(l.Gap, head, kit.NewTiles(columns, l.Gap, tiles...).Alike()), done)
}

// aidTile names an aid and how it stands; one that is on is filled.
func aidTile(c Canvas, a Aid) fyne.CanvasObject {
	l, p := c.Look, c.Look.Palette
	ground, ink := p.Sunken, p.Ink
	if a.On {
		ground, ink = p.Tea, p.OnTea
	}
	words := kit.NewColumn(0, kit.NewText(l, l.Strong, a.Title).In(ink), kit.NewText(l, l.Small, a.State).In(ink))
	if a.Steps > 0 {
		words.Add(steps(c, a, ink))
	}
	row := kit.NewRow(l.Gap, kit.Icon(a.Icon, ink, l.IconBig*0.8), kit.Fill(words, 1))
	panel := kit.NewPanel(l, ground, l.Small1, row).Outlined(l)
	tile := kit.NewPressable(l, a.ID, panel, a.OnTap)
	tile.Repeats = true
	return tile
}

// steps shows which of how many is set, as marks that are filled up to it.
func steps(c Canvas, a Aid, ink color.Color) fyne.CanvasObject {
	l := c.Look
	var marks []fyne.CanvasObject
	for i := range a.Steps {
		marks = append(marks, kit.NewMark(l, ink, i < a.Step))
	}
	return kit.NewPadding(kit.NewRow(l.Tight, marks...), 0, l.Tight, 0, 0)
}

// calm stands in the middle of the screen, at most so wide, and can be moved where the words are
// too large for it; where what acts has to be in reach it stands at the foot.
func calm(c Canvas, o fyne.CanvasObject, wide float32) fyne.CanvasObject {
	middle := kit.NewMeasure(o, wide)
	if c.Look.Reach > 0 {
		return kit.NewScroller(c.Look, kit.NewFoot(middle)).FromEnd()
	}
	return kit.NewScroller(c.Look, middle)
}
