package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// panel is a page of the staff panel: blocks under one another, two columns of
// them on a wide screen, over the bar of all pages.
func panel(c Canvas, v model.PanelView) Page {
	l := c.Look
	status := newStatus(c)
	var blocks []fyne.CanvasObject
	for _, b := range v.Blocks {
		blocks = append(blocks, block(c, b, status))
	}
	var all fyne.CanvasObject = kit.NewColumn(l.Wide, blocks...)
	if !l.Portrait && len(blocks) > 1 {
		all = columned(c, blocks)
	}
	foot := panelFoot(c, status, v.Tabs, v.At)
	if v.Below {
		foot = belowFoot(c, status)
	}
	page := scrolled(c, kit.NewTopBar(l, v.Title, small(c, v.Who)), kit.NewPad(all, l.Margin, l.Wide), foot)
	page.Bare = true
	status.refresh = func() { kit.Anew(page.Content) } // it may take another line now
	return page
}

// columned deals blocks out to two columns, in turn.
func columned(c Canvas, blocks []fyne.CanvasObject) fyne.CanvasObject {
	l := c.Look
	sides := [2]*kit.Column{kit.NewColumn(l.Wide), kit.NewColumn(l.Wide)}
	for i, b := range blocks {
		sides[i%2].Add(b)
	}
	return kit.NewRow(l.Wide, kit.Fill(sides[0], 1), kit.Fill(sides[1], 1)).Top()
}

// status is where a page says what came of a touch.
type status struct {
	text    *kit.Text // hidden while there is nothing to say
	refresh func()
}

func newStatus(c Canvas) *status {
	s := &status{text: kit.NewText(c.Look, c.Look.Strong, ""), refresh: func() {}}
	told := c.Clerk.Told()
	s.text.Hidden = told == ""
	s.text.SetText(told)
	s.text.In(c.Look.Palette.Tea)
	return s
}

func (s *status) tell(c Canvas, text string) {
	s.text.Hidden = false
	s.text.SetText(text)
	s.text.In(c.Look.Palette.Lacquer)
	s.refresh()
}

// belowFoot is what a page says that stands below another one, and the ways back and
// out.
func belowFoot(c Canvas, s *status) fyne.CanvasObject {
	l := c.Look
	leave := kit.NewButton(l, "staff.leave", kit.Quiet, "close", c.Say("staff.leave"), c.Clerk.Leave)
	back := kit.NewButton(l, "staff.back", kit.Outline, "back", c.Say("nav.back"), c.Clerk.Back)
	return foot(c, kit.NewColumn(l.Small1, s.text, kit.NewRow(l.Gap, back, kit.Fill(nil, 1), leave)))
}

// panelFoot is what a page says, the way out, and the bar of all pages.
func panelFoot(c Canvas, s *status, tabs []model.PanelTab, at model.Screen) fyne.CanvasObject {
	l := c.Look
	leave := kit.NewButton(l, "staff.leave", kit.Outline, "close", c.Say("staff.leave"), c.Clerk.Leave)
	row := foot(c, kit.NewRow(l.Gap, kit.Fill(s.text, 1), leave))
	if len(tabs) == 0 {
		return row
	}
	var items []kit.BarItem
	chosen := ""
	for _, t := range tabs {
		if t.At == at {
			chosen = t.ID
		}
		items = append(items, kit.BarItem{ID: t.ID, Icon: t.Icon, Label: t.Label, Badge: t.Badge, OnTap: func() { c.Clerk.Turn(t.At) }})
	}
	return kit.NewColumn(0, row, kit.NewBottomBar(l, chosen, items...))
}

// block draws one part of a page.
func block(c Canvas, b model.Block, s *status) fyne.CanvasObject {
	if b.Hub != nil {
		return hubPanel(c, *b.Hub)
	}
	l := c.Look
	column := kit.NewColumn(l.Gap, kit.NewText(l, l.Lead, b.Title))
	if b.Text != "" {
		column.Add(blockText(c, b))
	}
	if len(b.Facts) > 0 {
		column.Add(blockFacts(c, b.Facts))
	}
	for _, line := range b.Lines {
		column.Add(blockLine(c, line))
	}
	if len(b.Buttons) > 0 {
		column.Add(blockButtons(c, b, s))
	}
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, column).Outlined(l)
}

// blockFacts stand two and two.
func blockFacts(c Canvas, facts []model.Section) fyne.CanvasObject {
	l := c.Look
	var all []fyne.CanvasObject
	for _, f := range facts {
		all = append(all, kit.NewColumn(0, small(c, f.Title), kit.NewText(l, l.Strong, f.Text)))
	}
	many := min(columns(c, 2, 2), len(all))
	for _, f := range facts {
		if longWord(f.Text) {
			many = 1
		}
	}
	return kit.NewTiles(many, l.Gap, all...)
}

// longWord tells whether a text holds a word that fits no half column, as an address.
func longWord(text string) bool {
	for word := range strings.FieldsSeq(text) {
		if len(word) > 20 {
			return true
		}
	}
	return false
}

func blockText(c Canvas, b model.Block) fyne.CanvasObject {
	l := c.Look
	text := body(c, b.Text)
	switch {
	case b.Bad:
		return kit.NewRow(l.Gap, kit.Icon("warning", l.Palette.Lacquer, l.Icon), kit.Fill(text, 1)).Top()
	case b.Good:
		return kit.NewRow(l.Gap, kit.Icon("check", l.Palette.Tea, l.Icon), kit.Fill(text, 1)).Top()
	}
	return text
}

// blockLine is a line of a list.
func blockLine(c Canvas, line model.BlockLine) fyne.CanvasObject {
	l := c.Look
	words := kit.NewColumn(0, kit.NewText(l, l.Strong, line.Text))
	if line.Remark != "" {
		words.Add(small(c, line.Remark))
	}
	row := []fyne.CanvasObject{kit.Fill(words, 1)}
	if line.Number != "" {
		row = append(row, kit.NewText(l, l.Strong, line.Number))
	}
	switch line.Mark {
	case model.MarkBad:
		row = append([]fyne.CanvasObject{kit.Icon("warning", l.Palette.Lacquer, l.Icon)}, row...)
	case model.MarkGood:
		row = append([]fyne.CanvasObject{kit.Icon("check", l.Palette.Tea, l.Icon)}, row...)
	case model.MarkInfo:
		row = append([]fyne.CanvasObject{kit.Icon("info", l.Palette.InkSoft, l.Icon)}, row...)
	}
	return kit.NewRow(l.Gap, row...).Top()
}

func blockButtons(c Canvas, b model.Block, s *status) fyne.CanvasObject {
	l := c.Look
	var buttons []fyne.CanvasObject
	for _, p := range b.Buttons {
		buttons = append(buttons, panelButton(c, p, s))
	}
	many := 1
	if b.Pairs {
		many = columns(c, 2, 2)
	}
	return kit.NewPadding(kit.NewTiles(many, l.Gap, buttons...), 0, l.Small1, 0, 0)
}

// panelButton does a deed, after a question where there is one, or leads on.
func panelButton(c Canvas, p model.PanelButton, s *status) *kit.Button {
	kind, icon := kit.Outline, p.Icon
	if p.Main {
		kind = kit.Primary
	}
	if p.Chosen {
		icon = "check"
	}
	var button *kit.Button
	refused := func(why model.Refusal) {
		button.Enable(true)
		s.tell(c, why.Text)
	}
	do := func() {
		button.Enable(false)
		c.Clerk.Do(p.Deed, refused)
	}
	act := do
	switch {
	case p.Stick:
		act = c.Clerk.ShowStick
	case p.Test:
		act = c.Clerk.BeginCheck
	case p.To != (model.Route{}):
		act = opens(c, p.To)
	case p.Ask != "":
		act = func() { confirm(c, p, do) }
	}
	button = kit.NewButton(c.Look, p.ID, kind, icon, p.Label, act).Big()
	if p.Off || p.Chosen {
		button.Enable(false)
	}
	return button
}

// confirm asks before a deed that is not easily undone.
func confirm(c Canvas, p model.PanelButton, do func()) {
	l := c.Look
	yes := kit.NewButton(l, p.ID+".yes", kit.Primary, p.Icon, p.Yes, func() {
		c.Visitor.Lower()
		do()
	})
	no := kit.NewButton(l, "staff.no", kit.Outline, "close", c.Say("staff.no"), c.Visitor.Lower)
	c.Visitor.Raise(kit.NewSheet(l, p.Label, body(c, p.Ask), no, yes).Outside(c.Visitor.Lower))
}
