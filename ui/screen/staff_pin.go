package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/data/staff"
	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// pin asks for the PIN of a member of staff.
type pin struct {
	gate
	field *kit.PINField
	ask   func(pin string, refused func(model.Refusal))
}

func pinPage(c Canvas, v model.PINView, top fyne.CanvasObject) Page {
	l := c.Look
	out := foot(c, kit.NewRow(l.Gap, kit.Fill(nil, 1), kit.NewButton(l, "staff.leave", kit.Outline, "close", c.Say("staff.leave"), c.Clerk.Leave)))
	if v.Second {
		out = staffFoot(c, nil)
	}
	if v.Absent {
		column := kit.NewColumn(l.Wide, kit.NewMiddle(kit.Icon("lock", l.Palette.Outline, l.IconBig)), body(c, v.Text).Centre())
		if v.Hub.Title != "" {
			column.Add(hubPanel(c, v.Hub))
		}
		if v.SetUp {
			column.Add(kit.NewButton(l, "setup.open", kit.Primary, "settings", c.Say("setup.open"), c.Founder.OpenSetUp))
		}
		page := scrolled(c, top, kit.NewMeasure(kit.NewPad(column, l.Margin, l.Wide), l.TextWide), out)
		page.Bare = true
		return page
	}
	p := &pin{gate: newGate(c), field: kit.NewPINField(l, staff.Digits), ask: c.Clerk.Enter}
	if v.Second {
		p.ask = c.Clerk.Second
	}
	p.field.OnFull, p.field.OnType = p.entered, func() { p.tell("", false) }
	p.words = kit.NewMeasure(kit.NewColumn(l.Wide, body(c, v.Text).Centre(), p.field, p.status), l.TextWide)
	page := withPad(c, top, p.words, kit.NewDigitPad(l, "staff.pin", p, "", nil), out)
	page.Keys, page.Tick = p, p.tick
	return page
}

// Rune implements [kit.Keys]: nothing is heard while it has to be waited.
func (p *pin) Rune(r rune) {
	if !p.wait.on() {
		p.field.Rune(r)
	}
}

// Key implements [kit.Keys].
func (p *pin) Key(name fyne.KeyName) { p.field.Key(name) }

func (p *pin) entered(pin string) {
	p.tell(p.c.Say("staff.pin.checking"), false)
	p.ask(pin, p.refused)
}

func (p *pin) refused(why model.Refusal) {
	p.field.Clear()
	p.refuse(why)
}
