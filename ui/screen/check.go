package screen

import (
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"hangviet/data/selftest"
	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

// check is a page of the self-test.
func check(c Canvas, v model.CheckView) Page {
	switch v.Page {
	case model.CheckTouch:
		return checkTouch(c, v)
	case model.CheckColours:
		return checkColours(c, v)
	case model.CheckAsk:
		return checkAsk(c, v)
	}
	return checkCard(c, v)
}

// touchGrid is the page whose cells are all touched, one after the other.
type touchGrid struct {
	c    Canvas
	view model.CheckView
	all  int
	last time.Time // of the newest touch, zero until the first look at the clock
	asks bool
}

func checkTouch(c Canvas, v model.CheckView) Page {
	columns, rows := model.CheckCells(c.Look.Portrait)
	g := &touchGrid{c: c, view: v, all: columns * rows}
	var cells []fyne.CanvasObject
	for i := range g.all {
		cells = append(cells, g.cell(i))
	}
	page := Page{Content: kit.NewBackdrop(c.Look.Palette.Paper, kit.NewCheckered(columns, c.Look.Hair, cells...)), Bare: true, Night: true, Tick: g.tick}
	return page
}

// cell is one cell; the first one says what to do.
func (g *touchGrid) cell(i int) fyne.CanvasObject {
	l := g.c.Look
	ground := canvas.NewRectangle(g.ground(i))
	var item fyne.CanvasObject = ground
	if i == 0 {
		item = kit.NewLayers(ground, kit.NewPad(kit.NewText(l, l.Small, g.c.Say("staff.check.touch")).Most(4), l.Tight, l.Tight))
	}
	cell := kit.NewPressable(l, "check.cell."+strconv.Itoa(i), item, func() {
		g.view.Check.Touched[i] = true
		g.last = time.Time{}
		ground.FillColor = g.ground(i)
		ground.Refresh()
		if len(g.view.Check.Touched) == g.all {
			g.c.Clerk.Checked(selftest.Line{Part: selftest.Touch, State: selftest.Good})
		}
	})
	return cell.Plain()
}

func (g *touchGrid) ground(i int) color.Color {
	if g.view.Check.Touched[i] {
		return g.c.Look.Palette.TeaTint
	}
	return g.c.Look.Palette.Surface
}

// tick asks once nothing was touched for a while whether the rest can be.
func (g *touchGrid) tick(now time.Time) {
	switch {
	case g.last.IsZero():
		g.last = now
	case now.Sub(g.last) > model.CheckGrace && !g.asks:
		g.asks = true
		g.ask()
	}
}

func (g *touchGrid) ask() {
	c, l := g.c, g.c.Look
	left := g.all - len(g.view.Check.Touched)
	on := kit.NewButton(l, "check.on", kit.Primary, "hand", c.Say("staff.check.on"), func() {
		g.asks, g.last = false, time.Time{}
		c.Visitor.Lower()
	})
	dead := kit.NewButton(l, "check.dead", kit.Outline, "warning", c.Say("staff.check.dead"), func() {
		c.Visitor.Lower()
		c.Clerk.Checked(selftest.Line{Part: selftest.Touch, State: selftest.Bad, Code: "dead", Note: strconv.Itoa(left) + "/" + strconv.Itoa(g.all)})
	})
	c.Visitor.Raise(kit.NewSheet(l, c.Say("staff.check.touch.title"), body(c, c.Say("staff.check.left", left)), dead, on))
}

// checkColours fills the screen with one colour after the other.
func checkColours(c Canvas, _ model.CheckView) Page {
	l := c.Look
	at := 0
	ground := canvas.NewRectangle(look.TestColours[0])
	hint := kit.NewText(l, l.Strong, c.Say("staff.check.colour", 1, len(look.TestColours))).Centre()
	sign := kit.NewMeasure(kit.NewPanel(l, l.Palette.Surface, l.Gap, hint), l.SheetWide)
	next := func() {
		if at++; at >= len(look.TestColours) {
			c.Visitor.Replace(model.Route{Screen: model.AtCheck, Sub: model.CheckAsk})
			return
		}
		ground.FillColor = look.TestColours[at]
		ground.Refresh()
		hint.SetText(c.Say("staff.check.colour", at+1, len(look.TestColours)))
	}
	whole := kit.NewPressable(l, "check.colour", kit.NewLayers(ground, kit.NewPad(sign, l.Margin, l.Margin)), next).Plain()
	return Page{Content: whole, Bare: true, Night: true}
}

// checkAsk asks whether the colours were right.
func checkAsk(c Canvas, v model.CheckView) Page {
	l := c.Look
	answer := func(line selftest.Line) func() { return func() { c.Clerk.Checked(line) } }
	good := kit.NewButton(l, "check.colours.good", kit.Primary, "check", c.Say("staff.check.colours.good"),
		answer(selftest.Line{Part: selftest.Colours, State: selftest.Good})).Big()
	bad := kit.NewButton(l, "check.colours.bad", kit.Outline, "warning", c.Say("staff.check.colours.bad"),
		answer(selftest.Line{Part: selftest.Colours, State: selftest.Bad, Code: "seen"})).Big()
	column := kit.NewColumn(l.Wide, body(c, c.Say("staff.check.colours")), good, bad)
	page := scrolled(c, kit.NewTopBar(l, v.Title, small(c, v.Who)), kit.NewMeasure(kit.NewPad(column, l.Margin, l.Huge), l.TextWide), staffFoot(c, nil))
	page.Bare = true
	return page
}

// checkCard lists how every part ended, or how far the test is.
func checkCard(c Canvas, v model.CheckView) Page {
	l := c.Look
	sum := kit.NewText(l, l.Title, v.Sum)
	if v.Bad {
		sum.In(l.Palette.Lacquer)
	}
	column := kit.NewColumn(l.Gap, sum)
	if v.Share >= 0 {
		bar := kit.NewProgress(l)
		bar.Set(v.Share)
		column.Add(bar)
	}
	if v.Note != "" {
		column.Add(small(c, v.Note))
	}
	var lines []fyne.CanvasObject
	for _, line := range v.Lines {
		lines = append(lines, blockLine(c, line))
	}
	many := 1
	if !l.Portrait {
		many = columns(c, 1, 2)
	}
	column.Add(kit.NewPanel(l, l.Palette.Surface, l.Wide, kit.NewTiles(many, l.Gap, lines...)).Outlined(l))
	page := scrolled(c, kit.NewTopBar(l, v.Title, small(c, v.Who)), kit.NewPad(column, l.Margin, l.Wide), staffFoot(c, nil))
	page.Bare = true
	return page
}
