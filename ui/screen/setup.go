package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/data/wifi"
	"hangviet/ui/input"
	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// Founder is what the pages of setting up ask of the shell. What takes long answers
// later, and only with a sentence that says why it was not done.
type Founder interface {
	OpenSetUp()
	Step(to string) // goes on to a step, which is kept
	Prev()
	ChooseLang(lang string)
	Measure(inches float64)
	TurnTo(turn string)
	Listen(refused func(string)) // for networks
	Choose(network model.SetUpNetwork, refused func(string))
	Join(network, password string, refused func(string))
	Meet(address string, refused func(string))
	Trust(refused func(string))
	Call(name string, refused func(string))
	Stand(point string)
	AddStaff(pin string, refused func(string))
	EndSetUp()
	LeaveSetUp()
	ShowSample()
}

// setUp is a page of setting up.
type setUp struct {
	c      Canvas
	v      model.SetUpView
	status *kit.Text // what is being done, or why it was not
	words  *kit.Middle
}

func setUpPage(c Canvas, v model.SetUpView) Page {
	p := &setUp{c: c, v: v, status: kit.NewText(c.Look, c.Look.Strong, "")}
	p.status.Hide()
	switch v.Here {
	case model.SetUpLang:
		return p.language()
	case model.SetUpScreen:
		return p.screen()
	case model.SetUpWifi:
		return p.wifi()
	case model.SetUpKey:
		return p.key()
	case model.SetUpRoot:
		return p.root()
	case model.SetUpWords:
		return p.compare()
	case model.SetUpName:
		return p.name()
	case model.SetUpPoint:
		return p.points()
	case model.SetUpPIN:
		return p.pin()
	}
	return p.done()
}

func (p *setUp) top() fyne.CanvasObject {
	return kit.NewTopBar(p.c.Look, p.v.Title, small(p.c, p.v.Place))
}

// tell shows what is being done, or why it was not.
func (p *setUp) tell(text string, bad bool) {
	p.status.Hidden = text == ""
	p.status.SetText(text)
	p.status.In(p.c.Look.Palette.Ink)
	if bad {
		p.status.In(p.c.Look.Palette.Lacquer)
	}
	if p.words != nil {
		p.words.Refresh() // it may take another line now
	}
}

func (p *setUp) refused(why string) { p.tell(why, true) }

// busy says that something is being done and what is told when it was not.
func (p *setUp) busy(key string) func(string) {
	p.tell(p.c.Say(key), false)
	return p.refused
}

// column is what a step says, with the status under it.
func (p *setUp) column(items ...fyne.CanvasObject) *kit.Middle {
	l := p.c.Look
	all := append([]fyne.CanvasObject{body(p.c, p.v.Text)}, items...)
	p.words = kit.NewMeasure(kit.NewColumn(l.Wide, append(all, p.status)...), max(l.TextWide, l.SheetWide))
	return p.words
}

// foot has the way back and the way on; on is nil where a choice leads on.
func (p *setUp) foot(on *kit.Button, more ...*kit.Button) fyne.CanvasObject {
	l := p.c.Look
	if p.v.Staff {
		var again *kit.Button
		if len(more) > 0 {
			again = more[0]
		}
		return staffFoot(p.c, again)
	}
	row := []fyne.CanvasObject{kit.Fill(nil, 1)}
	if p.v.Here != model.SetUpLang {
		row = append([]fyne.CanvasObject{kit.NewButton(l, "setup.back", kit.Outline, "back", p.c.Say("nav.back"), p.c.Founder.Prev)}, row...)
	}
	for _, b := range more {
		row = append(row, b)
	}
	if on != nil {
		row = append(row, on)
	}
	if p.v.Again { // on a line of its own: a tall screen has no room beside all the others
		leave := kit.NewButton(l, "setup.leave", kit.Quiet, "close", p.c.Say("setup.leave"), p.c.Founder.LeaveSetUp)
		return foot(p.c, kit.NewColumn(l.Small1, kit.NewRow(l.Gap, kit.Fill(nil, 1), leave), kit.NewRow(l.Gap, row...)))
	}
	return foot(p.c, kit.NewRow(l.Gap, row...))
}

// next goes on to the step after this one.
func (p *setUp) next(word string) *kit.Button {
	b := kit.NewButton(p.c.Look, "setup.next", kit.Primary, "", p.c.Say(word), func() { p.c.Founder.Step(model.AfterStep(p.v.Here, p.v.HasPoints)) })
	b.Enable(p.v.Ready)
	return b
}

// page is a step without a keyboard.
func (p *setUp) page(body, foot fyne.CanvasObject) Page {
	page := scrolled(p.c, p.top(), kit.NewPad(body, p.c.Look.Margin, p.c.Look.Wide), foot)
	page.Bare = true
	return page
}

// typed is a step with a field and a keyboard under it, or beside it.
func (p *setUp) typed(body fyne.CanvasObject, field *kit.SearchField, done string, enter func(), foot fyne.CanvasObject) Page {
	field.OnDone, field.OnChange = enter, func(string) { p.tell("", false) }
	keyboard := kit.NewFullKeyboard(p.c.Look, field, p.c.Say("key.space"), p.c.Say(done), enter)
	page := withPad(p.c, p.top(), body, keyboard, foot)
	page.Keys, page.Typed = field, field
	return page
}

func (p *setUp) language() Page {
	l := p.c.Look
	var tiles []fyne.CanvasObject
	for _, lang := range p.v.Langs {
		tiles = append(tiles, choiceButton(p.c, "setup.lang."+lang.ID, "language", lang, func() { p.c.Founder.ChooseLang(lang.ID) }))
	}
	items := []fyne.CanvasObject{kit.NewTiles(2, l.Gap, tiles...).Alike()}
	if p.v.Root == "" { // one that trusts somebody takes no set-up stick
		stick := kit.NewRow(l.Gap, kit.Icon("usb", l.Palette.Tea, l.IconBig), kit.Fill(kit.NewColumn(l.Tight,
			kit.NewText(l, l.Lead, p.c.Say("setup.stick")), body(p.c, p.c.Say("setup.stick.text"))), 1)).Top()
		items = append(items, kit.NewPanel(l, l.Palette.Surface, l.Wide, stick).Outlined(l))
	}
	column := p.column(items...)
	var more []*kit.Button
	if p.v.Sample {
		more = append(more, kit.NewButton(l, "setup.sample", kit.Outline, "", p.c.Say("setup.sample"), p.c.Founder.ShowSample))
	}
	return p.page(column, p.foot(p.next("setup.next"), more...))
}

// choiceButton is one of several ways; the one that is set is filled.
func choiceButton(c Canvas, id, icon string, v model.SetUpChoice, do func()) *kit.Button {
	kind := kit.Outline
	if v.On {
		kind, icon = kit.Primary, "check"
	}
	return kit.NewButton(c.Look, id, kind, icon, v.Label, do).Big()
}

func (p *setUp) screen() Page {
	l, c := p.c.Look, p.c
	var items []fyne.CanvasObject
	if len(p.v.Turns) > 0 {
		var turns []fyne.CanvasObject
		for _, t := range p.v.Turns {
			turns = append(turns, choiceButton(c, "setup.turn."+t.ID, "", t, func() { c.Founder.TurnTo(t.ID) }))
		}
		items = append(items, kit.NewText(l, l.Lead, c.Say("setup.turn")), kit.NewTiles(columns(c, 2, 4), l.Small1, turns...).Alike())
	}
	var chips []fyne.CanvasObject
	for i, size := range p.v.Inches {
		chips = append(chips, kit.NewChip(l, "setup.inches."+size.ID, size.Label, size.On, func() { c.Founder.Measure(model.UsualInches(i)) }))
	}
	less := kit.NewButton(l, "setup.smaller", kit.Outline, "minus", "", func() { c.Founder.Measure(p.v.Diagonal - 0.1) })
	more := kit.NewButton(l, "setup.larger", kit.Outline, "plus", "", func() { c.Founder.Measure(p.v.Diagonal + 0.1) })
	size := kit.NewRow(l.Gap, less, kit.Fill(kit.NewText(l, l.Title, p.v.Size).Centre(), 1), more)
	items = append(items, kit.NewText(l, l.Lead, c.Say("setup.size")), kit.NewFlow(l.Small1, chips...))
	ruler := kit.NewColumn(l.Gap, size, body(c, c.Say("setup.card")), kit.NewMiddle(kit.NewRuler(l)))
	if l.Portrait {
		return p.page(p.column(append(items, ruler)...), p.foot(p.next("setup.next")))
	}
	all := kit.NewRow(l.Huge, kit.Fill(p.column(items...), 1), kit.Fill(ruler, 1)).Top()
	return p.page(all, p.foot(p.next("setup.next")))
}

func (p *setUp) wifi() Page {
	l, c := p.c.Look, p.c
	items := []fyne.CanvasObject{kit.NewPanel(l, l.Palette.Surface, l.Wide, kit.NewText(l, l.Strong, p.v.State)).Outlined(l)}
	if p.v.Fault != "" {
		items = append(items, kit.NewRow(l.Gap, kit.Icon("info", l.Palette.InkSoft, l.IconBig), kit.Fill(body(c, p.v.Fault), 1)))
	}
	for _, n := range p.v.Networks {
		b := choiceButton(c, "setup.net."+n.Name, networkIcon(n), model.SetUpChoice{Label: n.Name + "\n" + n.Note, On: n.Here}, func() {
			c.Founder.Choose(n, p.busy("setup.joining"))
		})
		b.Enable(!n.Off)
		items = append(items, b)
	}
	again := kit.NewButton(l, "setup.again", kit.Outline, "refresh", c.Say("setup.again"), func() { c.Founder.Listen(p.busy("setup.listening")) })
	return p.page(p.column(items...), p.foot(p.next("setup.next"), again))
}

func networkIcon(n model.SetUpNetwork) string {
	if n.Locked {
		return "lock"
	}
	return ""
}

func (p *setUp) key() Page {
	c := p.c
	field := kit.NewTextField(c.Look, "setup.field", c.Say("setup.wifi-key.hint"), input.Composer{Method: input.Plain})
	enter := func() {
		if err := wifi.CheckPassword(field.Text()); err != nil {
			p.refused(c.Say("setup.fault.short"))
			return
		}
		c.Founder.Join(p.v.Network, field.Text(), p.busy("setup.joining"))
	}
	return p.typed(p.column(field), field, "setup.join", enter, p.foot(nil))
}

func (p *setUp) root() Page {
	l, c := p.c.Look, p.c
	if len(p.v.Words) > 0 {
		return p.page(p.column(spokenPanel(c, p.v)), p.foot(p.next("setup.next")))
	}
	field := kit.NewTextField(l, "setup.field", c.Say("setup.root.hint"), input.Composer{Method: input.Plain})
	field.SetText(p.v.Address)
	enter := func() { c.Founder.Meet(field.Text(), p.busy("setup.meeting")) }
	stick := kit.NewRow(l.Gap, kit.Icon("usb", l.Palette.Tea, l.IconBig), kit.Fill(small(c, c.Say("setup.root.stick")), 1))
	return p.typed(p.column(field, stick), field, "setup.meet", enter, p.foot(nil))
}

// spokenPanel shows the six words, large, and what else is known of an organiser.
func spokenPanel(c Canvas, v model.SetUpView) fyne.CanvasObject {
	l := c.Look
	var tiles []fyne.CanvasObject
	for _, word := range v.Words {
		tiles = append(tiles, kit.NewPanel(l, l.Palette.Paper, l.Small1, kit.NewText(l, l.Title, word).Centre()).Outlined(l))
	}
	column := kit.NewColumn(l.Gap, kit.NewTiles(3, l.Small1, tiles...).Alike())
	if v.Address != "" {
		column.Add(kit.NewColumn(0, small(c, c.Say("drive.setup.hub")), kit.NewText(l, l.Strong, v.Address)))
	}
	column.Add(small(c, v.Print))
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, column).Outlined(l)
}

func (p *setUp) compare() Page {
	l, c := p.c.Look, p.c
	trust := kit.NewButton(l, "setup.trust", kit.Primary, "check", c.Say("setup.trust"), func() { c.Founder.Trust(p.busy("setup.trusting")) })
	return p.page(p.column(spokenPanel(c, p.v)), p.foot(trust))
}

func (p *setUp) name() Page {
	c := p.c
	field := kit.NewTextField(c.Look, "setup.field", c.Say("setup.name.hint"), c.Typing)
	field.SetText(p.v.Name)
	enter := func() {
		field.End()
		c.Founder.Call(field.Text(), p.busy("setup.keeping"))
	}
	return p.typed(p.column(field), field, "setup.next", enter, p.foot(nil))
}

func (p *setUp) points() Page {
	l, c := p.c.Look, p.c
	var items []fyne.CanvasObject
	for _, point := range p.v.Points {
		label := point.Label
		if point.Note != "" {
			label += "\n" + point.Note
		}
		items = append(items, choiceButton(c, "setup.point."+point.ID, "place", model.SetUpChoice{Label: label, On: point.On}, func() { c.Founder.Stand(point.ID) }))
	}
	return p.page(p.column(kit.NewTiles(columns(c, 1, 2), l.Small1, items...)), p.foot(p.next("setup.later")))
}

func (p *setUp) done() Page {
	l, c := p.c.Look, p.c
	var facts []fyne.CanvasObject
	for _, f := range p.v.Facts {
		facts = append(facts, kit.NewColumn(0, small(c, f.Title), kit.NewText(l, l.Strong, f.Text)))
	}
	items := []fyne.CanvasObject{kit.NewPanel(l, l.Palette.Surface, l.Wide, kit.NewTiles(columns(c, 1, 2), l.Gap, facts...)).Outlined(l)}
	if p.v.Hub.Title != "" {
		items = append(items, hubPanel(c, p.v.Hub))
	}
	end := kit.NewButton(l, "setup.end", kit.Primary, "check", c.Say("setup.end"), c.Founder.EndSetUp)
	end.Enable(p.v.Ready)
	return p.page(p.column(items...), p.foot(end))
}

// pin asks for a new PIN twice.
func (p *setUp) pin() Page {
	l, c := p.c.Look, p.c
	if p.v.Staffed {
		p.v.Text = c.Say("setup.pin.there")
		return p.page(p.column(), p.foot(p.next("setup.next")))
	}
	field := twice(c, p.tell, func(pin string) { c.Founder.AddStaff(pin, p.busy("setup.keeping")) })
	pad := kit.NewDigitPad(l, "setup.pin", field, "", nil)
	page := withPad(c, p.top(), p.column(field), pad, p.foot(nil))
	page.Keys = field
	return page
}
