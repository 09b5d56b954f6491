package screen

import (
	"time"

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
	grid   *kit.Grid
	first  int // of the nominees that were seen last
	last   int
}

func nominees(c Canvas, m model.NomineeView) Page {
	if m.Gone {
		return notOpen(c, m.RoundView)
	}
	l := c.Look
	b := &ballotPage{c: c, view: m, cards: map[*kit.Card]int{}, status: kit.NewText(l, l.Body, "").Most(2), last: -1}
	b.grid = kit.NewGrid(l, func() int { return len(m.Nominees) },
		func() fyne.CanvasObject { return kit.NewCard(l, c.Pictures).Unpriced() },
		func(i int, item fyne.CanvasObject) { b.fill(i, item.(*kit.Card)) }).
		Ahead(c.Pictures, func(i int) string { return b.face(m.Nominees[i]).Picture })
	b.grid.OnMove = func(float32) { b.seen() }
	if m.Line.Trial != "" {
		b.grid.SetHeader(kit.NewPad(kit.NewBanner(l, "info", m.Line.Trial), 0, l.Small1))
	}
	foot, tick := b.foot()
	page := gridPage(c, kit.NewTopBar(l, m.Category.Title), b.grid, foot)
	page.Tick = tick
	b.tell(false)
	return scanned(c, page, m.RoundView)
}

// foot says how many are chosen, and leads on. In a hurried visit it casts, for
// others wait: what is chosen is on the screen already.
func (b *ballotPage) foot() (foot fyne.CanvasObject, tick func(time.Time)) {
	l, c, m := b.c.Look, b.c, b.view
	to := model.Route{Screen: model.AtReview, ID: m.Round.ID}
	b.review = kit.NewButton(l, "vote.review", kit.Vote, "vote", c.Say("vote.review"), opens(c, to)).Big()
	if m.Rush {
		b.review, tick = confirmButton(c, m.RoundView, b.status)
	}
	if m.Next == "" {
		return told(c, b.status, kit.Fill(b.review, 1)), tick
	}
	on := func() { c.Visitor.Replace(model.Route{Screen: model.AtNominees, ID: m.Round.ID, Sub: m.Next}) }
	next := kit.NewButton(l, "vote.next", kit.Outline, "", c.Say("vote.next"), on).Big()
	return told(c, b.status, kit.Fill(next, 1), kit.Fill(b.review, 1)), tick
}

func (b *ballotPage) fill(i int, card *kit.Card) {
	b.cards[card] = i
	n := b.view.Nominees[i]
	card.ID = "vote.nominee." + n.Choice.Nominee
	card.OnTap = func() { b.toggle(n) }
	card.Set(b.face(n))
	card.Telling("vote.about."+n.Choice.Nominee, opens(b.c, model.Route{Screen: model.AtProduct, ID: n.Code}))
}

// seen tells the visitor which nominees are on the screen, when they changed.
func (b *ballotPage) seen() {
	first, last := b.grid.Seen()
	if last < first || first == b.first && last == b.last {
		return
	}
	b.first, b.last = first, last
	var ids []string
	for _, n := range b.view.Nominees[first : last+1] {
		ids = append(ids, n.Choice.Nominee)
	}
	b.c.Visitor.Sight(b.view.Round, b.view.Category.ID, b.view.Order, ids...)
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

// tell says how many are chosen, that no more can be, or what an update changed.
func (b *ballotPage) tell(full bool) {
	c, draft := b.c, b.c.Visitor.Draft(b.view.Round.ID)
	b.review.Enable(draft.Count("") > 0)
	chosen, limit := draft.Count(b.view.Category.ID), b.view.Category.Limit
	text, ink := c.Say("vote.chosen.count", chosen, limit), c.Look.Palette.LacquerDeep
	switch {
	case full:
		text = c.Say("vote.full")
	case chosen > limit:
		text = c.Say("vote.over", b.view.Category.Title, limit)
	case draft.Dropped:
		text, draft.Dropped = c.Say("vote.dropped"), false
	default:
		ink = c.Look.Palette.Ink
	}
	b.status.SetText(text)
	b.status.In(ink)
}
