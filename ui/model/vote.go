package model

import (
	"context"
	"math/rand/v2"

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
}

// RoundView is the categories of a round.
type RoundView struct {
	Round      vote.Round // for the ballot
	Line       RoundLine
	Rules      string
	Categories []CategoryLine
	Gone       bool // not in the release, or no longer open
	Rush       bool // a hurried visit: cast where one chooses
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
}

// ReviewGroup is the choices in one category.
type ReviewGroup struct {
	Category CategoryLine
	Chosen   []NomineeCard
}

// LoadRounds reads the rounds.
func LoadRounds(ctx context.Context, env Env, src Catalogue) (RoundList, error) {
	rounds, err := src.Rounds(ctx)
	var list RoundList
	for _, phase := range []vote.Phase{vote.Open, vote.Coming, vote.Closed} {
		for _, r := range rounds {
			if r.PhaseAt(env.Now) == phase {
				list.Lines = append(list.Lines, newRoundLine(env, r))
			}
		}
	}
	return list, err
}

func newRoundLine(env Env, r vote.Round) RoundLine {
	phase := r.PhaseAt(env.Now)
	when := map[vote.Phase]string{
		vote.Open:   env.Say("round.until", env.Moment(r.Closes)),
		vote.Coming: env.Say("round.from", env.Moment(r.Opens)),
		vote.Closed: env.Say("round.ended", env.Moment(r.Closes)),
	}
	return RoundLine{
		ID:         r.ID,
		Title:      env.Text(r.Title),
		State:      env.Say("round." + string(phase)),
		When:       when[phase],
		Open:       phase == vote.Open,
		Categories: env.Count("count.categories", len(r.Categories)),
	}
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
	view := RoundView{Gone: true, Rush: env.Rush}
	rounds, err := src.Rounds(ctx)
	if err != nil {
		return view, nil, err
	}
	for _, r := range rounds {
		if r.ID == id {
			view.Round, view.Line, view.Rules = r, newRoundLine(env, r), env.Text(r.Rules)
			view.Gone = !view.Line.Open
		}
	}
	cards, err := cardsByCode(ctx, env, src, products(view.Round))
	byCode := make(map[string]Card, len(cards))
	for _, c := range cards {
		byCode[c.Code] = c
	}
	return view, byCode, err
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
	for _, n := range c.Nominees {
		if card, ok := cards[n.Product]; ok {
			out = append(out, NomineeCard{card, vote.Choice{Category: c.ID, Nominee: n.ID}})
		}
	}
	mix := rand.New(rand.NewPCG(env.Seed, 0))
	mix.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
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
	return out, err
}
