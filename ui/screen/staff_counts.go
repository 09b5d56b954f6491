package screen

import (
	"strings"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// countsPage is a page of a batch on which numbers are typed, one row after the
// other.
type countsPage struct {
	c      Canvas
	view   model.BatchView
	page   Page
	list   *kit.Column
	rows   []*kit.NumberRow
	notes  []*kit.Text // beside each number; hidden while it is possible
	sum    *kit.Text
	pad    *kit.DigitPad
	chosen int
	fresh  bool // the next digit begins the number anew
}

func counts(c Canvas, v model.BatchView) Page {
	l := c.Look
	p := &countsPage{c: c, view: v, list: kit.NewColumn(l.Small1), sum: kit.NewText(l, l.Strong, "").Most(2)}
	for i, r := range v.Rows {
		p.add(i, r)
		if v.Fix != "" && r.Field.Nominee == v.Fix {
			p.chosen = i
		}
	}
	p.pad = kit.NewDigitPad(l, "staff.number", p, c.Say("staff.next.row"), p.next)
	top := kit.NewColumn(0, stepBar(c, v, v.Title), kit.NewPad(kit.NewColumn(l.Tight, body(c, v.Text), p.sum), l.Margin, l.Small1), kit.Rule(l))
	p.page = withPad(c, top, p.list, p.pad, staffFoot(c, nil))
	p.choose(p.chosen)
	p.tell()
	p.page.Keys = p
	return p.page
}

func (p *countsPage) add(i int, r model.CountRow) {
	l := p.c.Look
	words := kit.NewColumn(0, kit.NewText(l, l.Strong, r.Name))
	for _, line := range []string{r.Line, r.Was} {
		if line != "" {
			words.Add(small(p.c, line))
		}
	}
	note := kit.NewText(l, l.Small.At(l.Strong.Weight), "").In(l.Palette.Lacquer)
	note.Hide()
	words.Add(note)
	row := kit.NewNumberRow(l, "staff.count."+r.Field.Nominee, words, p.view.Batch.Typed(p.view.Step.Pass, r.Field), func() { p.choose(i) })
	p.rows, p.notes = append(p.rows, row), append(p.notes, note)
	p.list.Add(row)
}

// choose makes the pad type into a row, which comes into sight.
func (p *countsPage) choose(i int) {
	p.chosen, p.fresh = i, true
	for at, row := range p.rows {
		row.Choose(at == i)
	}
	if i == len(p.rows)-1 {
		p.pad.SetNext(p.c.Say("staff.next"))
	} else {
		p.pad.SetNext(p.c.Say("staff.next.row"))
	}
	if row := p.rows[i]; p.page.ScrollTo != nil && row.Size().Height > 0 {
		p.page.ScrollTo(max(0, row.Position().Y-2*row.Size().Height))
	}
}

// Rune implements [kit.Keys].
func (p *countsPage) Rune(r rune) {
	if r < '0' || r > '9' {
		return
	}
	text := p.text() + string(r)
	if p.fresh {
		text = string(r)
	}
	p.take(text)
}

// Key implements [kit.Keys].
func (p *countsPage) Key(name fyne.KeyName) {
	text := p.text()
	switch name {
	case fyne.KeyBackspace:
		p.take(text[:max(0, len(text)-1)])
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyTab, fyne.KeyDown:
		p.next()
	case fyne.KeyUp:
		p.choose(max(0, p.chosen-1))
	}
}

func (p *countsPage) text() string {
	return p.view.Batch.Typed(p.view.Step.Pass, p.view.Rows[p.chosen].Field)
}

func (p *countsPage) take(text string) {
	p.fresh = false
	p.view.Batch.Type(p.view.Step.Pass, p.view.Rows[p.chosen].Field, text)
	p.tell()
}

// tell shows the numbers, and beside each whether it is possible.
func (p *countsPage) tell() {
	b, step := p.view.Batch, p.view.Step
	for i, r := range p.view.Rows {
		bad := b.Impossible(step.Pass, r.Field)
		p.rows[i].Set(b.Typed(step.Pass, r.Field), bad)
		p.notes[i].SetText("")
		if p.notes[i].Hidden = !bad; bad {
			p.notes[i].SetText(p.c.Say("staff.count.over", b.Number(step.Pass, model.FieldSheets)))
		}
	}
	p.list.Refresh()
	p.tellSum()
}

// tellSum says what the numbers are together, against what they can be.
func (p *countsPage) tellSum() {
	b, step := p.view.Batch, p.view.Step
	id, ok := strings.CutPrefix(step.What, model.OfCategory)
	if !ok {
		p.sum.SetText(p.c.Say("staff.sheets.hint"))
		p.sum.In(p.c.Look.Palette.Ink)
		return
	}
	sum, most := b.Sum(step.Pass, id)
	if sum > most {
		p.sum.SetText(p.c.Say("staff.sum.over", sum, most))
		p.sum.In(p.c.Look.Palette.Lacquer)
	} else {
		p.sum.SetText(p.c.Say("staff.sum", sum, most))
		p.sum.In(p.c.Look.Palette.Ink)
	}
	p.page.Content.Refresh() // it may take another line now
}

// next goes on to the next row, and after the last one to the next page, unless
// something lacks or cannot be.
func (p *countsPage) next() {
	b, step := p.view.Batch, p.view.Step
	switch {
	case p.chosen < len(p.rows)-1:
		p.choose(p.chosen + 1)
	case !b.Done(step):
		p.sum.In(p.c.Look.Palette.Lacquer)
	case p.view.Fix != "":
		p.c.Clerk.Back()
	default:
		at(p.c, b.After(step))
	}
}
