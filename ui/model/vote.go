package model

import (
	"context"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// RoundList is every round, the open ones first, then those to come, then the
// closed ones.
type RoundList struct {
	Lines []RoundLine
}

// RoundLine is one round in a list.
type RoundLine struct {
	ID         string
	Title      string
	State      string // "Đang mở", …
	When       string // "Mở đến hết ngày …"
	Open       bool
	Categories string // "4 hạng mục"
	How        string // "Mỗi vé một phiếu"; "" where anybody votes
	Trial      string // "Chạy thử …"; "" for a real round
	Taken      string // "Tại đây: 120 phiếu, 350 lựa chọn"; "" while it may not be shown
}

// RoundView is the categories of a round.
type RoundView struct {
	Round      vote.Round // for the ballot
	Line       RoundLine
	Rules      string
	Categories []CategoryLine
	Gone       bool    // takes no ballots now: why says Shut
	Shut       Section // what to tell about a round that is gone
	Ticket     bool    // a code is needed and was not given yet
	Permitted  bool    // staff opened a ballot for the visitor
	Order      uint64  // seed of the nominees' places
	Rush       bool    // a hurried visit: cast where one chooses
}

// CategoryLine is one category of a round.
type CategoryLine struct {
	ID       string
	Title    string
	Choices  string // "Chọn tối đa 3"
	Nominees string // "6 đề cử"
	Limit    int    // choices a ballot may name
	Covers   []*catalog.Photo
}

// NomineeView is the nominees of a category, in an order mixed for each visit
// so that no place in the row is favoured.
type NomineeView struct {
	RoundView
	Category CategoryLine
	Next     string // id of the category after it, or ""
	Nominees []NomineeCard
}

// NomineeCard is one nominee.
type NomineeCard struct {
	Card
	Choice vote.Choice
}

// ReviewView is the half-made ballot to be confirmed.
type ReviewView struct {
	RoundView
	Groups []ReviewGroup
	Count  int
	Over   string // why it cannot be cast as it is; "" when it can
}

// ReviewGroup is the choices in one category.
type ReviewGroup struct {
	Category CategoryLine
	Chosen   []NomineeCard
}

// TicketView asks for the code of a ticket for a round.
type TicketView struct {
	RoundView
	Given string // a code that was scanned already; or ""
}

// LoadTicket reads the round that asks for a code, and given, the code that was
// scanned, if any.
func LoadTicket(ctx context.Context, env Env, src Catalogue, id, given string) (TicketView, error) {
	view, _, err := loadRound(ctx, env, src, id)
	return TicketView{view, given}, err
}

// LoadRounds reads the rounds, without those that are drafts.
func LoadRounds(ctx context.Context, env Env, src Catalogue, taken Booth) (RoundList, error) {
	rounds, err := src.Rounds(ctx)
	var list RoundList
	for _, phase := range []vote.Phase{vote.Open, vote.Paused, vote.Coming, vote.Closed} {
		for _, r := range rounds {
			if r.PhaseAt(env.Now) != phase {
				continue
			}
			line := newRoundLine(env, r)
			if err := line.addTaken(ctx, env, r, taken); err != nil {
				return list, err
			}
			list.Lines = append(list.Lines, line)
		}
	}
	return list, err
}

// addTaken tells what this kiosk took, where that may be shown.
func (l *RoundLine) addTaken(ctx context.Context, env Env, r vote.Round, taken Booth) error {
	if !r.Shows(env.Now) || taken == nil {
		return nil
	}
	ballots, choices, err := taken.Count(ctx, r.ID)
	if err == nil && ballots > 0 {
		l.Taken = env.Say("round.taken", ballots, choices)
	}
	return err
}

func newRoundLine(env Env, r vote.Round) RoundLine {
	phase := r.PhaseAt(env.Now)
	line := RoundLine{
		ID:         r.ID,
		Title:      env.Text(r.Title),
		State:      env.Say("round." + string(phase)),
		When:       when(env, r, phase),
		Open:       phase == vote.Open,
		Categories: env.Count("count.categories", len(r.Categories)),
	}
	if r.Admits() != vote.ByPause {
		line.How = env.Say("round.how." + string(r.Admits()))
	}
	if r.Test {
		line.Trial = env.Say("round.trial")
	}
	return line
}

// when says when a round opens or closes, whichever comes next.
func when(env Env, r vote.Round, phase vote.Phase) string {
	switch {
	case phase == vote.Coming:
		return env.Say("round.from", env.Moment(r.Opens))
	case phase == vote.Closed && env.Now.Before(r.Closes):
		return env.Say("round.ended.early")
	case phase == vote.Closed:
		return env.Say("round.ended", env.Moment(r.Closes))
	}
	return env.Say("round.until", env.Moment(r.Closes))
}

// LoadRound reads the categories of a round with a few pictures of each.
func LoadRound(ctx context.Context, env Env, src Catalogue, id string) (RoundView, error) {
	view, cards, err := loadRound(ctx, env, src, id)
	for _, c := range view.Round.Categories {
		view.Categories = append(view.Categories, newCategoryLine(env, c, cards))
	}
	return view, err
}

// loadRound reads a round and the cards of its nominees by product code.
func loadRound(ctx context.Context, env Env, src Catalogue, id string) (RoundView, map[string]Card, error) {
	view := RoundView{Gone: true, Rush: env.Rush, Shut: shut(env, vote.Draft, ""), Order: env.Seed}
	rounds, err := src.Rounds(ctx)
	if err != nil {
		return view, nil, err
	}
	for _, r := range rounds {
		if r.ID == id && r.PhaseAt(env.Now) != vote.Draft {
			view.open(env, r)
		}
	}
	cards, err := cardsByCode(ctx, env, src, products(view.Round))
	byCode := make(map[string]Card, len(cards))
	for _, c := range cards {
		byCode[c.Code] = c
	}
	return view, byCode, err
}

// open fills in a round that visitors may see.
func (v *RoundView) open(env Env, r vote.Round) {
	v.Round, v.Line, v.Rules = r, newRoundLine(env, r), env.Text(r.Rules)
	v.Gone, v.Shut = !v.Line.Open, shut(env, r.PhaseAt(env.Now), v.Line.When)
	v.Ticket = r.Admits() == vote.ByTicket && !env.Admitted[r.ID]
	v.Permitted = r.Admits() == vote.ByStaff && env.Permitted[r.ID]
}

// shut is what to tell about a round in a phase in which it takes no ballot.
func shut(env Env, phase vote.Phase, when string) Section {
	switch phase {
	case vote.Coming, vote.Closed:
		key := "vote.shut." + string(phase)
		return Section{Title: env.Say(key + ".title"), Text: env.Say(key+".text", when)}
	case vote.Paused:
		return Section{Title: env.Say("vote.shut.paused.title"), Text: env.Say("vote.shut.paused.text")}
	}
	return Section{Title: env.Say("vote.shut.gone.title"), Text: env.Say("vote.shut.gone.text")}
}

func products(r vote.Round) []string {
	var codes []string
	for _, c := range r.Categories {
		for _, n := range c.Nominees {
			codes = append(codes, n.Product)
		}
	}
	return codes
}

func newCategoryLine(env Env, c vote.Category, cards map[string]Card) CategoryLine {
	line := CategoryLine{
		ID: c.ID, Title: env.Text(c.Title), Limit: c.Choices,
		Choices:  env.Count("category.choices", c.Choices),
		Nominees: env.Count("category.nominees", len(c.Nominees)),
	}
	for _, n := range c.Nominees {
		if photo := cards[n.Product].Photo; photo != nil && len(line.Covers) < 4 {
			line.Covers = append(line.Covers, photo)
		}
	}
	return line
}

// LoadNominees reads one category of a round.
func LoadNominees(ctx context.Context, env Env, src Catalogue, round, category string) (NomineeView, error) {
	view, cards, err := loadRound(ctx, env, src, round)
	out := NomineeView{RoundView: view}
	for i, c := range view.Round.Categories {
		if c.ID != category {
			continue
		}
		out.Category = newCategoryLine(env, c, cards)
		out.Nominees = nominees(env, c, cards)
		if i+1 < len(view.Round.Categories) {
			out.Next = view.Round.Categories[i+1].ID
		}
	}
	out.Gone = out.Gone || out.Category.ID == ""
	return out, err
}

// nominees returns the cards of a category in the visit's order. A nominee whose
// product is withdrawn is left out.
func nominees(env Env, c vote.Category, cards map[string]Card) []NomineeCard {
	var out []NomineeCard
	for _, n := range c.Drawn(env.Seed) {
		if card, ok := cards[n.Product]; ok {
			out = append(out, NomineeCard{card, vote.Choice{Category: c.ID, Nominee: n.ID}})
		}
	}
	return out
}

// LoadReview reads what the draft has chosen, in the order of the round.
func LoadReview(ctx context.Context, env Env, src Catalogue, d *Draft) (ReviewView, error) {
	view, cards, err := loadRound(ctx, env, src, d.Round)
	out := ReviewView{RoundView: view, Count: d.Count("")}
	for _, c := range view.Round.Categories {
		group := ReviewGroup{Category: newCategoryLine(env, c, cards)}
		for _, n := range c.Nominees {
			choice := vote.Choice{Category: c.ID, Nominee: n.ID}
			if d.Chosen(choice) {
				group.Chosen = append(group.Chosen, NomineeCard{cards[n.Product], choice})
			}
		}
		if len(group.Chosen) > 0 {
			out.Groups = append(out.Groups, group)
		}
	}
	if over, ok := view.Round.Category(d.Over(view.Round)); ok {
		out.Over = env.Say("vote.over", env.Text(over.Title), over.Choices)
	}
	return out, err
}
