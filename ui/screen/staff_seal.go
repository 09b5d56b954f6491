package screen

import (
	"slices"
	"unicode"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// mostSeal is the longest number of a batch.
const mostSeal = 32

// sealPage asks for the number on the seal of a batch.
type sealPage struct {
	c      Canvas
	view   model.BatchView
	field  *kit.LineField
	status *kit.Text
	words  *kit.Middle // field and status
}

func seal(c Canvas, v model.BatchView) Page {
	l := c.Look
	p := &sealPage{c: c, view: v, field: kit.NewLineField(l, v.Batch.Name, mostSeal, ofSeal), status: kit.NewText(l, l.Strong, v.Text)}
	p.field.OnChange, p.field.OnDone = p.typed, p.next
	p.words = kit.NewMeasure(kit.NewColumn(l.Wide, p.field, p.status), l.SheetWide)
	p.typed()
	keyboard := kit.NewSealKeyboard(l, p.field, c.Say("staff.next"), p.next)
	page := withPad(c, stepBar(c, v, v.Title), p.words, keyboard, staffFoot(c, nil))
	page.Keys = p.field
	return page
}

// ofSeal are the letters of a batch's number.
func ofSeal(r rune) (rune, bool) {
	r = unicode.ToUpper(r)
	return r, r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-'
}

// typed keeps the number, and says when another batch has it.
func (p *sealPage) typed() {
	p.view.Batch.Name = p.field.Text()
	if p.taken() {
		p.tell(p.c.Say("staff.paper.entered"), true)
		return
	}
	p.tell(p.view.Text, false)
}

func (p *sealPage) taken() bool {
	name, corrects := p.field.Text(), p.view.Batch.Corrects
	return slices.Contains(p.view.Taken, name) && (corrects == nil || corrects.Batch != name)
}

func (p *sealPage) tell(text string, bad bool) {
	p.status.SetText(text)
	p.status.In(p.c.Look.Palette.Ink)
	if bad {
		p.status.In(p.c.Look.Palette.Lacquer)
	}
	p.words.Refresh() // it may take another line now
}

func (p *sealPage) next() {
	switch {
	case p.field.Text() == "":
		p.tell(p.view.Text, true)
	case !p.taken():
		at(p.c, p.view.Batch.After(p.view.Step))
	}
}
