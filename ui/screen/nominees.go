package screen

import (
	"fyne.io/fyne/v2"

	"hangviet/ui/kit"
	"hangviet/ui/model"
)

// ballotPage is the nominees of a category, ticked as the visitor chooses.
type ballotPage struct {
	c      Canvas
	view   model.NomineeView
	status *kit.Text
	review *kit.Button
	cards  map[*kit.Card]int // what each card in sight shows
}

func nominees(c Canvas, m model.NomineeView) Page {
	if m.Gone {
		return notOpen(c)
	}
	l := c.Look
	b := &ballotPage{c: c, view: m, cards: map[*kit.Card]int{}, status: kit.NewText(l, l.Body, "").Most(2)}
	grid := kit.NewGrid(l, func() int { return len(m.Nominees) },
		func() fyne.CanvasObject { return kit.NewCard(l, c.Pictures).Unpriced() },
		func(i int, item fyne.CanvasObject) { b.fill(i, item.(*kit.Card)) }).
		Ahead(c.Pictures, func(i int) string { return b.face(m.Nominees[i]).Picture })
	foot := b.foot()
	b.tell(false)
	return gridPage(c, kit.NewTopBar(l, m.Category.Title), grid, foot)
}

// foot says how many are chosen, and leads on.
func (b *ballotPage) foot() fyne.CanvasObject {
	l, c, m := b.c.Look, b.c, b.view
	to := model.Route{Screen: model.AtReview, ID: m.Round.ID}
	b.review = kit.NewButton(l, "vote.review", kit.Vote, "vote", c.Say("vote.review"), opens(c, to)).Big()
	if m.Rush { // others wait: what is chosen is on the screen already
		b.review = confirmButton(c, m.Round, b.status)
	}
	if m.Next == "" {
		return told(c, b.status, kit.Fill(b.review, 1))
	}
	on := func() { c.Visitor.Replace(model.Route{Screen: model.AtNominees, ID: m.Round.ID, Sub: m.Next}) }
	next := kit.NewButton(l, "vote.next", kit.Outline, "", c.Say("vote.next"), on).Big()
	return told(c, b.status, kit.Fill(next, 1), kit.Fill(b.review, 1))
}

func (b *ballotPage) fill(i int, card *kit.Card) {
	b.cards[card] = i
	n := b.view.Nominees[i]
	card.ID = "vote.nominee." + n.Choice.Nominee
	card.OnTap = func() { b.toggle(n) }
	card.Set(b.face(n))
}

func (b *ballotPage) face(n model.NomineeCard) kit.CardFace {
	f := face(n.Card)
	f.Ribbon = ""
	f.Chosen = b.c.Visitor.Draft(b.view.Round.ID).Chosen(n.Choice)
	return f
}

func (b *ballotPage) toggle(n model.NomineeCard) {
	full := b.c.Visitor.Toggle(b.view.Round, n.Choice)
	for card, i := range b.cards {
		card.Set(b.face(b.view.Nominees[i]))
	}
	b.tell(full)
}

// tell says how many are chosen, or that no more can be.
func (b *ballotPage) tell(full bool) {
	draft := b.c.Visitor.Draft(b.view.Round.ID)
	b.review.Enable(draft.Count("") > 0)
	if full {
		b.status.SetText(b.c.Say("vote.full"))
		b.status.In(b.c.Look.Palette.Lacquer)
		return
	}
	b.status.SetText(b.c.Say("vote.chosen.count", draft.Count(b.view.Category.ID), b.view.Category.Limit))
	b.status.In(b.c.Look.Palette.Ink)
}
