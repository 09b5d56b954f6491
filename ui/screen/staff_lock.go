package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/data/hub/wire"
	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// lock is the entrance that only the organiser's code opens.
type lock struct {
	gate
	typed string
	code  *kit.Text
}

func lockPage(c Canvas, v model.LockView) Page {
	l := c.Look
	p := &lock{gate: newGate(c)}
	facts := kit.NewColumn(l.Gap,
		kit.NewColumn(0, small(c, c.Say("staff.lock.kiosk")), kit.NewText(l, l.Strong, v.Kiosk)),
		kit.NewColumn(0, small(c, c.Say("staff.lock.challenge")), kit.NewText(l, l.Title, v.Challenge)))
	column := kit.NewColumn(l.Wide, body(c, v.Text))
	if symbol, err := kit.NewQR(l, "staff.lock.qr", v.QR, v.Caption); v.QR != "" && err == nil {
		column.Add(kit.NewBeside(l.Wide, l.BesideQR(), facts, symbol))
	} else {
		column.Add(facts)
	}
	out := foot(c, kit.NewRow(l.Gap, kit.Fill(nil, 1), kit.NewButton(l, "staff.leave", kit.Outline, "close", c.Say("staff.leave"), c.Clerk.Leave)))
	top := kit.NewTopBar(l, v.Title)
	if !v.Typed {
		page := scrolled(c, top, kit.NewMeasure(kit.NewPad(kit.NewColumn(l.Wide, column, small(c, v.Stick)), l.Margin, l.Wide), l.TextWide), out)
		page.Bare = true
		return page
	}
	p.code = kit.NewText(l, l.Title, "").Centre()
	column.Add(kit.NewPanel(l, l.Palette.Sunken, l.Gap, p.code))
	column.Add(p.status)
	column.Add(small(c, v.Stick))
	p.words = kit.NewMeasure(column, l.TextWide)
	p.show()
	page := withPad(c, top, p.words, kit.NewDigitPad(l, "staff.code", p, "", nil), out)
	page.Keys, page.Tick = p, p.tick
	return page
}

// Rune implements [kit.Keys]: nothing is heard while it has to be waited.
func (p *lock) Rune(r rune) {
	if r < '0' || r > '9' || p.wait.on() || len(p.typed) == wire.UnlockDigits {
		return
	}
	p.typed += string(r)
	p.tell("", false)
	p.show()
	if len(p.typed) == wire.UnlockDigits {
		p.tell(p.c.Say("staff.pin.checking"), false)
		p.c.Clerk.Unlock(p.typed, p.refused)
	}
}

// Key implements [kit.Keys].
func (p *lock) Key(name fyne.KeyName) {
	if name == fyne.KeyBackspace && p.typed != "" && len(p.typed) < wire.UnlockDigits {
		p.typed = p.typed[:len(p.typed)-1]
		p.show()
	}
}

// show shows what was typed, in the groups in which it is read out.
func (p *lock) show() {
	text := p.typed
	for len(text) < wire.UnlockDigits {
		text += "_"
	}
	p.code.SetText(wire.ShowUnlockCode(text))
	p.words.Refresh()
}

func (p *lock) refused(why model.Refusal) {
	p.typed = ""
	p.show()
	p.refuse(why)
}
