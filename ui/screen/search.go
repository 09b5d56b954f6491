package screen

import (
	"strconv"

	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// finder is the search screen: results, and under them (beside them on a wide
// screen) the field with ways to go on, and the keyboard, which therefore cover
// nothing. Above the results stands what was understood, and what to leave out.
type finder struct {
	c        Canvas
	result   model.SearchResult
	field    *kit.SearchField
	keyboard *kit.Keyboard
	next     *kit.Strip
	note     *kit.Text
	noted    *kit.Pad
	chips    *kit.Strip
	grid     *kit.Grid
	blank    *fyne.Container
	count    *kit.Text
	typing   *kit.Frame
	found    *kit.Frame
}

func search(c Canvas, m model.SearchResult) Page {
	f := &finder{c: c, result: m, blank: &fyne.Container{Layout: fill{}}}
	l := c.Look
	f.field = kit.NewSearchField(l, "search.entry", c.Say("search.hint"), func() { f.typed(true) })
	f.field.Compose(c.Typing.Method, c.Typing.Style)
	f.field.SetText(m.Query)
	f.field.Live(true)
	f.field.OnChange = func(text string) { c.Visitor.Find(text, f.answered) }
	f.field.OnDone = f.done
	f.keyboard = kit.NewKeyboard(l, f.field, c.Say("key.space"), c.Say("key.done"), f.done)
	f.next, f.chips = kit.NewStrip(l), kit.NewStrip(l)
	f.count, f.note = kit.NewText(l, l.Body, ""), kit.NewText(l, l.Body, "").Most(2)
	f.noted = kit.NewPad(f.note, l.Margin, l.Tight)
	f.grid = lazyGrid(c, func() int { return len(f.result.Cards) }, func(i int) model.Card { return f.result.Cards[i] })
	content := f.arrange()
	f.show(m)
	return Page{Content: content, Keys: f.field, Offset: f.grid.Offset, ScrollTo: f.grid.ScrollTo}
}

func (f *finder) arrange() fyne.CanvasObject {
	l := f.c.Look
	field := kit.NewPad(f.field, l.Margin, l.Small1)
	top := kit.NewTopBar(l, f.c.Say("search.title"), f.count)
	switch {
	case l.Portrait:
		f.found = f.results(f.noted, f.chips)
		f.typing = kit.NewFrame(top, f.found, kit.NewColumn(0, kit.Rule(l), kit.Space(l.Tight), f.next, field, f.keyboard))
		return f.typing
	case l.Reach > 0:
		f.lower(field)
	default:
		f.grid.SetColumns(2)
		f.found = f.results(f.noted, f.chips)
		f.typing = f.beside(f.next, field)
	}
	return kit.NewFrame(top, kit.NewRow(0, kit.Fill(f.typing, 10), kit.Fill(f.found, 9)).Full(), nil)
}

// lower begins the wide form at the line of reach: over the keyboard there is
// room for the field at most, so that all else stands beside it, on what was found
// and moved with it. Where even the field does, nothing is offered: what was found
// needs the room.
func (f *finder) lower(field *kit.Pad) {
	l := f.c.Look
	f.grid.SetColumns(1)
	room := float32(l.Screen.Height) - l.Reach - l.BottomBar - f.keyboard.HeightFor(0)
	above, said := []fyne.CanvasObject{field}, []fyne.CanvasObject{f.noted, f.chips, f.next}
	if field.MinSize().Height > room {
		above, said = nil, []fyne.CanvasObject{field, f.noted, f.chips}
	}
	f.grid.SetHeader(kit.NewColumn(0, said...))
	f.found = f.results()
	f.typing = f.beside(above...)
}

// results are what was found, under what is said of it.
func (f *finder) results(said ...fyne.CanvasObject) *kit.Frame {
	cards := &fyne.Container{Layout: fill{}, Objects: []fyne.CanvasObject{f.grid, f.blank}}
	return kit.NewFrame(kit.NewColumn(0, said...), cards, nil)
}

// beside is the keyboard with what stands on it, at the foot of its column.
func (f *finder) beside(on ...fyne.CanvasObject) *kit.Frame {
	return kit.NewFrame(nil, kit.NewFrame(nil, &fyne.Container{}, kit.NewColumn(0, on...)), f.keyboard)
}

// done ends the typing.
func (f *finder) done() {
	f.field.End()
	f.typed(false)
}

// suggest offers ways to go on while the keyboard is up. What is no product says
// what it is.
func (f *finder) suggest() {
	var chips []fyne.CanvasObject
	for i, next := range f.result.Next {
		chip := kit.NewChip(f.c.Look, "suggest."+strconv.Itoa(i+1), next.Text, false,
			func() { f.field.SetText(next.Text + " ") }).Brief()
		if next.Kind != "product" {
			chip.Counted(f.c.Say("search.kind." + next.Kind))
		}
		chips = append(chips, chip)
	}
	f.next.SetItems(chips...)
	f.next.Hidden = len(chips) == 0 || f.keyboard.Hidden
	f.typing.Refresh()
	f.refound()
}

// refound places what was found anew under what is said of it.
func (f *finder) refound() {
	f.found.Refresh()
	f.grid.Refresh()
}

// typed puts the keyboard up or away.
func (f *finder) typed(on bool) {
	if f.keyboard.Visible() == on {
		return
	}
	f.field.Live(on)
	f.keyboard.Hidden = !on
	f.suggest()
}

// answered is called with the answer to what was just typed. A barcode goes to
// its product.
func (f *finder) answered(m model.SearchResult) {
	if m.Product != "" {
		f.c.Visitor.Open(model.Route{Screen: model.AtProduct, ID: m.Product})
		return
	}
	f.show(m)
}

// show shows the answer to what stands in the field.
func (f *finder) show(m model.SearchResult) {
	c := f.c
	f.result = m
	f.count.SetText(m.Count)
	f.understood()
	f.grid.ScrollTo(0)
	f.grid.Reload()
	switch {
	case m.Empty != "":
		f.nothing(m.Empty, c.Say("search.none.text"))
	case len(m.Cards) == 0:
		f.nothing(c.Say("search.start.title"), c.Say("search.start.text"))
	default:
		f.something()
	}
	f.suggest()
}

// nothing says why there are no results in their place, or above it where they
// begin lower.
func (f *finder) nothing(title, text string) {
	if l := f.c.Look; l.Reach > 0 && !l.Portrait {
		f.grid.SetAbove(kit.NewMeasure(emptyWords(f.c, "search", title, text, nil), l.SheetWide))
		return
	}
	f.blank.Objects = []fyne.CanvasObject{empty(f.c, "search", title, text, nil)}
	f.blank.Hidden, f.grid.Hidden = false, true
	f.blank.Refresh()
}

// something makes room for results.
func (f *finder) something() {
	f.grid.SetAbove(lowerHint(f.c))
	f.blank.Objects, f.blank.Hidden, f.grid.Hidden = nil, true, false
	f.blank.Refresh()
}

// understood shows the conditions that were read out of the question, each to be
// taken out by a touch, and says when the results are only near.
func (f *finder) understood() {
	var chips []fyne.CanvasObject
	for _, part := range f.result.Chips {
		chip := kit.NewChip(f.c.Look, part.ID, part.Label, !part.Drop, func() { f.field.SetText(part.Query) })
		chips = append(chips, chip.Counted("×"))
	}
	f.chips.SetItems(chips...)
	f.chips.Hidden = len(chips) == 0
	f.note.SetText(f.result.Note)
	f.noted.Hidden = f.result.Note == ""
	f.refound()
}

// fill gives every object the whole room.
type fill struct{}

func (fill) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(size)
	}
}

func (fill) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(1, 1) }
