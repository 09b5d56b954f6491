package screen

import (
	"time"

	"fyne.io/fyne/v2"

	"hangviet/data/vote"
	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// review is the half-made ballot: what is chosen, and the one step that casts it.
func review(c Canvas, m model.ReviewView) Page {
	l := c.Look
	if m.Gone {
		return notOpen(c, m.RoundView)
	}
	top := kit.NewTopBar(l, c.Say("vote.review.title"))
	if len(m.Groups) == 0 {
		to := opens(c, model.Route{Screen: model.AtRound, ID: m.Round.ID})
		button := kit.NewButton(l, "vote.categories", kit.Primary, "", c.Say("vote.categories"), to).Big()
		return Page{Content: kit.NewFrame(top, empty(c, "vote", c.Say("vote.review.empty.title"), c.Say("vote.review.empty.text"), button), nil)}
	}
	column := kit.NewColumn(l.Wide, kit.NewText(l, l.Lead, m.Line.Title))
	if !m.Ticket { // the bar below asks for it
		for _, note := range notes(c, m.RoundView) {
			column.Add(note)
		}
	}
	for _, g := range m.Groups {
		column.Add(reviewGroup(c, m, g))
	}
	bar, tick := confirmBar(c, m)
	page := reading(c, top, kit.NewPad(column, l.Margin, l.Wide), bar)
	page.Tick = tick
	return scanned(c, page, m.RoundView)
}

func reviewGroup(c Canvas, m model.ReviewView, g model.ReviewGroup) fyne.CanvasObject {
	l := c.Look
	to := model.Route{Screen: model.AtNominees, ID: m.Round.ID, Sub: g.Category.ID}
	change := kit.NewButton(l, "vote.change."+g.Category.ID, kit.Quiet, "", c.Say("vote.change"), opens(c, to))
	column := kit.NewColumn(l.Small1,
		flush(c, kit.NewRow(l.Gap, kit.Fill(kit.NewText(l, l.Strong, g.Category.Title).Soft(), 1), change)))
	for _, n := range g.Chosen {
		column.Add(chosenLine(c, n))
	}
	return kit.NewPanel(l, l.Palette.Surface, l.Wide, column).Outlined(l)
}

func chosenLine(c Canvas, n model.NomineeCard) fyne.CanvasObject {
	l := c.Look
	picture := kit.NewPicture(l, c.Pictures).Round(kit.AllCorners).Aspect(1)
	picture.SetOf(thumb(n.Photo), n.Sector)
	words := kit.NewColumn(0, kit.NewText(l, l.Strong, n.Name), small(c, n.Producer))
	share := float32(4)
	if !l.Portrait {
		share = 10
	}
	return kit.NewRow(l.Gap, kit.Fill(picture, 1), kit.Fill(words, share), kit.Icon("check", l.Palette.Lacquer, l.Icon))
}

// confirmBar casts the ballot, unless it cannot be cast as it is.
func confirmBar(c Canvas, m model.ReviewView) (bar fyne.CanvasObject, tick func(time.Time)) {
	hint := small(c, c.Say("vote.review.hint"))
	button, tick := confirmButton(c, m.RoundView, hint)
	draft := c.Visitor.Draft(m.Round.ID)
	switch {
	case m.Ticket:
		hint.SetText(c.Say("vote.refused.ticket"))
	case m.Over != "":
		hint.SetText(m.Over)
		hint.In(c.Look.Palette.LacquerDeep)
		button.Enable(false)
	case draft.Dropped:
		draft.Dropped = false
		hint.SetText(c.Say("vote.dropped"))
		hint.In(c.Look.Palette.LacquerDeep)
	}
	return told(c, hint, kit.Fill(button, 1)), tick
}

// caster is the button that casts the ballot of a round, and the hint beside it
// that says when that failed.
type caster struct {
	c      Canvas
	round  vote.Round
	button *kit.Button
	hint   *kit.Text
	wait   waiting
}

// confirmButton casts the ballot of a round; while it is being written the button
// is pale. Where a code is needed first it asks for it.
func confirmButton(c Canvas, m model.RoundView, hint *kit.Text) (*kit.Button, func(time.Time)) {
	if m.Ticket {
		return kit.NewButton(c.Look, "ticket.enter", kit.Vote, "vote", c.Say("ticket.enter"), opens(c, toTicket(m.Round))).Big(), nil
	}
	b := &caster{c: c, round: m.Round, hint: hint}
	b.button = kit.NewButton(c.Look, "vote.confirm", kit.Vote, "vote", c.Say("vote.confirm"), b.cast).Big()
	return b.button, b.tick
}

func (b *caster) cast() {
	b.button.Enable(false)
	b.button.SetText(b.c.Say("vote.saving"))
	b.c.Visitor.Confirm(b.round, b.refused)
}

// refused says why the ballot was not taken, and when it may be sent again.
func (b *caster) refused(why model.Refusal) {
	b.hint.SetText(why.Text)
	b.hint.In(b.c.Look.Palette.LacquerDeep)
	b.wait.begin(why.Wait)
	switch {
	case why.Ticket:
		b.button.ID, b.button.OnTap = "ticket.enter", opens(b.c, toTicket(b.round))
		b.button.SetText(b.c.Say("ticket.enter"))
		b.button.Enable(true)
	case !b.wait.on():
		b.again()
	}
}

// toTicket is where the code of a ticket is asked for.
func toTicket(r vote.Round) model.Route { return model.Route{Screen: model.AtTicket, ID: r.ID} }

func (b *caster) again() {
	b.button.SetText(b.c.Say("vote.again"))
	b.button.Enable(true)
}

func (b *caster) tick(now time.Time) {
	left, over := b.wait.tick(now)
	switch {
	case over:
		b.again()
	case left > 0:
		b.button.SetText(b.c.Say("vote.wait", left))
	}
}

// confirmed thanks; it is shown only after the ballot is on the disk.
func confirmed(c Canvas, m model.ConfirmedView) Page {
	l := c.Look
	done := kit.NewButton(l, "vote.done", kit.Primary, "", c.Say("vote.done"), c.Visitor.Finish).Big()
	column, wide := kit.NewColumn(l.Wide, thanks(c, m)), l.SheetWide
	switch {
	case m.Code != "" && !l.Portrait:
		column = kit.NewColumn(l.Wide, kit.NewRow(l.Huge, kit.Fill(thanks(c, m), 1), kit.Fill(receipt(c, m), 1)))
		wide *= 2
	case m.Code != "":
		column.Add(receipt(c, m))
	}
	column.Add(kit.NewPadding(done, 0, l.Small1, 0, 0))
	return Page{Content: calm(c, kit.NewPad(column, l.Margin, l.Huge), wide)}
}

// thanks says that the ballot is on the disk, and with how many choices.
func thanks(c Canvas, m model.ConfirmedView) *kit.Column {
	l := c.Look
	mark := kit.NewPanel(l, l.Palette.TeaTint, l.Huge, kit.Icon("check", l.Palette.Tea, l.IconBig*2))
	column := kit.NewColumn(l.Wide, kit.NewMiddle(mark), kit.NewText(l, l.Display, m.Title).Centre().In(l.Palette.TeaDeep),
		kit.NewColumn(l.Tight, kit.NewText(l, l.Lead, m.Text).Centre(), body(c, m.Count).Centre()))
	if m.Trial != "" {
		column.Add(kit.NewBanner(l, "info", m.Trial))
	}
	return column
}

// receipt is the code by which a voter finds the ballot in the public record.
func receipt(c Canvas, m model.ConfirmedView) fyne.CanvasObject {
	l := c.Look
	words := kit.NewColumn(l.Small1, kit.NewText(l, l.Strong, c.Say("vote.receipt.title")),
		kit.NewText(l, l.Lead, m.Code), small(c, c.Say("vote.receipt.text")))
	var all fyne.CanvasObject = words
	if symbol, err := kit.NewQR(l, "vote.receipt", m.QR, m.Code); err == nil {
		all = kit.NewBeside(l.Wide, l.BesideQR(), words, symbol)
	}
	return kit.NewPanel(l, l.Palette.Sunken, l.Wide, all)
}
