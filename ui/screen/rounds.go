package screen

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"hangviet/data/vote"
	"hangviet/ui/kit"
	"hangviet/ui/look"
	"hangviet/ui/model"
)

func rounds(c Canvas, m model.RoundList) Page {
	l := c.Look
	top := kit.NewTopBar(l, c.Say("vote.title"))
	if len(m.Lines) == 0 {
		return Page{Content: kit.NewFrame(top, empty(c, "vote", c.Say("vote.empty.title"), c.Say("vote.empty.text"), nil), nil)}
	}
	column := kit.NewColumn(l.Gap)
	for _, line := range m.Lines {
		column.Add(roundPanel(c, line))
	}
	column.Add(fairness(c))
	return scrolled(c, top, kit.NewPad(column, l.Margin, l.Wide), nil)
}

// roundPanel is one round; only an open one can be touched.
func roundPanel(c Canvas, r model.RoundLine) fyne.CanvasObject {
	l := c.Look
	state := kit.NewText(l, l.Small.At(l.Strong.Weight), r.State).Soft()
	words := kit.NewColumn(l.Tight, state, kit.NewText(l, l.Lead, r.Title), body(c, r.When).Even(), small(c, joined(r.Categories, r.How)))
	for _, more := range []string{r.Trial, r.Taken} {
		if more != "" {
			words.Add(kit.NewText(l, l.Strong, more))
		}
	}
	if !r.Open {
		row := kit.NewRow(l.Gap, kit.Icon("clock", l.Palette.Outline, l.IconBig), kit.Fill(words, 1)).Top()
		return kit.NewPanel(l, l.Palette.Paper, l.Wide, row).Outlined(l)
	}
	state.In(l.Palette.Lacquer)
	return callToVote(c, r, words)
}

// joined puts what there is of some words into one line.
func joined(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " · ")
}

// fairness says what a ballot knows, and what the vote is not.
func fairness(c Canvas) fyne.CanvasObject {
	return kit.NewColumn(c.Look.Tight, small(c, c.Say("vote.anonymous")), small(c, c.Say("vote.programme")))
}

// callToVote leads into an open round: words beside the one that calls, or over
// it where the text is large.
func callToVote(c Canvas, r model.RoundLine, words *kit.Column) fyne.CanvasObject {
	l, p := c.Look, c.Look.Palette
	call := kit.NewPanel(l, p.Lacquer, l.Gap, kit.NewText(l, l.Strong, c.Say("home.vote")).Centre().In(p.OnLacquer))
	icon, text := kit.Icon("vote", p.Lacquer, l.IconBig), kit.Fill(words, 1)
	var all fyne.CanvasObject = kit.NewRow(l.Gap, icon, text, call)
	if l.Portrait && l.Text >= look.TextLarger {
		all = kit.NewColumn(l.Gap, kit.NewRow(l.Gap, icon, text).Top(), call)
	}
	to := model.Route{Screen: model.AtRound, ID: r.ID}
	return kit.NewPressable(l, "vote.round."+r.ID, kit.NewPanel(l, p.LacquerTint, l.Wide, all), opens(c, to))
}

// round is the categories of a round.
func round(c Canvas, m model.RoundView) Page {
	l := c.Look
	if m.Gone {
		return notOpen(c, m)
	}
	var panels []fyne.CanvasObject
	for _, category := range m.Categories {
		panels = append(panels, categoryPanel(c, m, category))
	}
	columns := 1
	if !l.Portrait {
		columns = 2
	}
	column := kit.NewColumn(l.Wide, notes(c, m)...)
	column.Add(kit.NewTiles(columns, l.Gap, panels...))
	if m.Rules != "" {
		column.Add(paragraph(c, c.Say("vote.rules"), m.Rules))
	}
	column.Add(fairness(c))
	return scanned(c, scrolled(c, kit.NewTopBar(l, m.Line.Title), kit.NewPad(column, l.Margin, l.Wide), reviewBar(c, m)), m)
}

func categoryPanel(c Canvas, m model.RoundView, category model.CategoryLine) fyne.CanvasObject {
	l := c.Look
	words := kit.NewColumn(l.Tight, kit.NewText(l, l.Lead, category.Title),
		small(c, category.Nominees+" · "+category.Choices))
	if n := c.Visitor.Draft(m.Round.ID).Count(category.ID); n > 0 {
		words.Add(kit.NewText(l, l.Strong, c.Say("vote.chosen.count", n, category.Limit)).In(l.Palette.Lacquer))
	}
	column := kit.NewColumn(l.Gap, kit.NewRow(l.Gap, kit.Fill(words, 1), kit.Icon("right", l.Palette.InkSoft, l.Icon)))
	if len(category.Covers) > 0 {
		column.Add(covers(c, category))
	}
	panel := kit.NewPanel(l, l.Palette.Surface, l.Wide, column).Outlined(l)
	to := model.Route{Screen: model.AtNominees, ID: m.Round.ID, Sub: category.ID}
	return kit.NewPressable(l, "vote.category."+category.ID, panel, opens(c, to))
}

// covers shows what kind of thing stands in a category.
func covers(c Canvas, category model.CategoryLine) fyne.CanvasObject {
	var items []fyne.CanvasObject
	for _, photo := range category.Covers {
		picture := kit.NewPicture(c.Look, c.Pictures).Round(kit.AllCorners).Aspect(1)
		picture.Set(thumb(photo))
		items = append(items, picture)
	}
	return kit.NewTiles(4, c.Look.Small1, items...)
}

// notes say above a round's page that it is a trial, and how one gets a ballot.
func notes(c Canvas, m model.RoundView) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if m.Line.Trial != "" {
		all = append(all, kit.NewBanner(c.Look, "info", m.Line.Trial))
	}
	switch m.Round.Admits() {
	case vote.ByTicket:
		all = append(all, ticketNote(c, m))
	case vote.ByStaff:
		all = append(all, staffNote(c, m))
	}
	return all
}

// staffNote asks for a member of staff, or says that a ballot was opened.
func staffNote(c Canvas, m model.RoundView) fyne.CanvasObject {
	l := c.Look
	if !m.Permitted {
		return body(c, c.Say("vote.staff.need"))
	}
	return kit.NewRow(l.Gap, kit.Icon("check", l.Palette.Tea, l.Icon), kit.Fill(kit.NewText(l, l.Strong, c.Say("vote.staff.open")), 1))
}

// ticketNote asks for a code, or says that there is one.
func ticketNote(c Canvas, m model.RoundView) fyne.CanvasObject {
	l := c.Look
	if !m.Ticket {
		return kit.NewRow(l.Gap, kit.Icon("check", l.Palette.Tea, l.Icon), kit.Fill(kit.NewText(l, l.Strong, c.Say("ticket.ready")), 1))
	}
	words := kit.Fill(body(c, c.Say("ticket.need")), 1)
	enter := kit.NewButton(l, "ticket.enter", kit.Outline, "", c.Say("ticket.enter"), opens(c, toTicket(m.Round)))
	if l.Portrait {
		return kit.NewPanel(l, l.Palette.Sunken, l.Wide, kit.NewColumn(l.Small1, words, enter))
	}
	return kit.NewPanel(l, l.Palette.Sunken, l.Wide, kit.NewRow(l.Gap, words, enter))
}

// notOpen says why a round takes no ballots, and that what was chosen is not sent.
func notOpen(c Canvas, m model.RoundView) Page {
	text := m.Shut.Text
	if c.Visitor.Draft(m.Round.ID).Count("") > 0 {
		text += " " + c.Say("vote.shut.unsent")
	}
	to := opens(c, model.Route{Screen: model.AtRounds})
	button := kit.NewButton(c.Look, "vote.rounds", kit.Primary, "", c.Say("vote.title"), to).Big()
	return Page{Content: empty(c, "vote", m.Shut.Title, text, button)}
}

// reviewBar leads to the ballot once something is chosen; before that it leaves
// its room to a page that has little.
func reviewBar(c Canvas, m model.RoundView) fyne.CanvasObject {
	chosen := c.Visitor.Draft(m.Round.ID).Count("") > 0
	if !chosen && c.Look.Reach > 0 {
		return nil
	}
	to := model.Route{Screen: model.AtReview, ID: m.Round.ID}
	button := kit.NewButton(c.Look, "vote.review", kit.Vote, "vote", c.Say("vote.review"), opens(c, to)).Big()
	button.Enable(chosen)
	return bar(c, kit.Fill(button, 1))
}
