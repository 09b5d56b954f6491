package screen

import (
	"hangviet/data/staff"
	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// newPIN asks for a new PIN twice and does with it what the page is for.
func newPIN(c Canvas, v model.NewPINView) Page {
	l := c.Look
	g := newGate(c)
	refused := func(why model.Refusal) { g.refuse(why) }
	field := twice(c, func(text string, bad bool) { g.tell(text, bad) }, func(pin string) {
		g.tell(c.Say("setup.keeping"), false)
		d := v.Deed
		d.PIN = pin
		c.Clerk.Do(d, refused)
	})
	g.words = kit.NewMeasure(kit.NewColumn(l.Wide, body(c, v.Text).Centre(), field, g.status), l.TextWide)
	page := withPad(c, kit.NewTopBar(l, v.Title, small(c, v.Who)), g.words, kit.NewDigitPad(l, "staff.new", field, "", nil), staffFoot(c, nil))
	page.Keys = field
	return page
}

// twice is a field that asks for a new PIN two times; took gets it once both are alike.
func twice(c Canvas, tell func(text string, bad bool), took func(pin string)) *kit.PINField {
	first, field := "", kit.NewPINField(c.Look, staff.Digits)
	field.OnType = func() { tell("", false) }
	field.OnFull = func(pin string) {
		before := first
		first = ""
		field.Clear()
		switch {
		case before == "":
			first = pin
			tell(c.Say("setup.pin.again"), false)
		case pin != before:
			tell(c.Say("setup.fault.differ"), true)
		default:
			took(pin)
		}
	}
	return field
}
