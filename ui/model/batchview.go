package model

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// PaperList is where a batch of paper is begun: the rounds that take paper, with
// the batches that stand in each.
type PaperList struct {
	Done   string // that a batch was entered just now; "" when none was
	Half   string // the batch that is being entered; "" for none
	At     Step   // its page that was up last
	Rounds []PaperRound
}

// PaperRound is a round and its batches.
type PaperRound struct {
	Round   vote.Round
	Title   string
	State   string
	Batches []PaperLine
}

// PaperLine is a batch that stands, newest first.
type PaperLine struct {
	Paper vote.Paper
	Title string
	Text  string
}

// LoadPapers reads the rounds that take paper; done is the number of the batch
// that was entered just now, or "", and half the one that is being entered, or nil.
func LoadPapers(ctx context.Context, env Env, src Catalogue, desk Desk, done string, half *Batch) (PaperList, error) {
	var v PaperList
	if half != nil {
		v.Half, v.At = env.Say("staff.paper.half", half.Name), half.At
	}
	if done != "" {
		v.Done = env.Say("staff.paper.done", done)
	}
	rounds, err := roundsOf(ctx, src)
	rounds = slices.Clone(rounds)
	place := []vote.Phase{vote.Closed, vote.Paused, vote.Open} // the newest work first
	slices.SortStableFunc(rounds, func(a, b vote.Round) int {
		return slices.Index(place, b.PhaseAt(env.Now)) - slices.Index(place, a.PhaseAt(env.Now))
	})
	for _, r := range rounds {
		phase := r.PhaseAt(env.Now)
		if !takesPaper(phase) {
			continue
		}
		line := PaperRound{Round: r, Title: env.Text(r.Title), State: env.Say("round." + string(phase))}
		if line.Batches, err = standing(ctx, env, desk, r); err != nil {
			return v, err
		}
		v.Rounds = append(v.Rounds, line)
	}
	return v, err
}

func standing(ctx context.Context, env Env, desk Desk, r vote.Round) ([]PaperLine, error) {
	papers, err := desk.Papers(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	var lines []PaperLine
	for _, p := range ledger.Standing(papers) {
		if p.Test == r.Test {
			lines = append(lines, PaperLine{p, env.Say("staff.batch", p.Batch), env.Say("staff.batch.of", p.Sheets, p.Invalid, p.Choices())})
		}
	}
	slices.Reverse(lines)
	return lines, nil
}

// BatchView is a page of a batch.
type BatchView struct {
	Batch *Batch
	Step  Step
	Place string // "Bước 2/6"
	Title string
	Text  string
	Taken []string // numbers of the batches that stand in the round
	PIN   PINView  // of [StepSecond]
	Rows  []CountRow
	Fix   string // the nominee whose number is typed again, after which one goes back; "" none
	Note  string // of [StepCheck]: that they agree, or where they differ
	Agree bool
}

// CountRow is a number of a batch: to be typed, or as both typed it.
type CountRow struct {
	Field Field
	Step  Step // where it is typed
	Name  string
	Line  string // the producer; "" for what is no nominee
	Group string // the category; "" for what is no nominee
	Was   string // what the batch that is corrected says; "" for none
	Both  [2]string
	Same  bool
}

// LoadBatch reads the names that a page of a batch needs; fix is the nominee whose
// number is typed again, or "".
func LoadBatch(ctx context.Context, env Env, src Catalogue, desk Desk, b *Batch, at Step, fix string) (BatchView, error) {
	v := BatchView{Batch: b, Step: at, Fix: fix}
	steps := b.Steps()
	v.Place = env.Say("staff.step", slices.Index(steps, at)+1, len(steps))
	names := map[string]Card{}
	if src != nil {
		cards, err := cardsByCode(ctx, env, src, products(b.Round))
		if err != nil {
			return v, err
		}
		for _, c := range cards {
			names[c.Code] = c
		}
	}
	switch at.What {
	case StepName:
		v.Title, v.Text = env.Say("staff.name.title"), env.Say("staff.name.text")
		return v, v.findTaken(ctx, desk)
	case StepSecond:
		v.PIN = newSecondPIN(env, b)
	case StepCheck:
		v.check(env, names)
	default:
		v.counting(env, names)
	}
	return v, nil
}

func (v *BatchView) findTaken(ctx context.Context, desk Desk) error {
	papers, err := desk.Papers(ctx, v.Batch.Round.ID)
	for _, p := range ledger.Standing(papers) {
		if p.Test == v.Batch.Round.Test {
			v.Taken = append(v.Taken, p.Batch)
		}
	}
	return err
}

// counting is a page on which numbers are typed.
func (v *BatchView) counting(env Env, names map[string]Card) {
	b := v.Batch
	v.Title = env.Say("staff.sheets.title", b.Name)
	if id, ok := strings.CutPrefix(v.Step.What, OfCategory); ok {
		c, _ := b.Round.Category(id)
		v.Title = env.Text(c.Title)
	}
	mark, key := b.First.Mark, "staff.first"
	if v.Step.Pass == 1 {
		mark, key = b.Second.Mark, "staff.again"
	}
	v.Text = env.Say(key, mark, b.Name)
	if v.Step.What != StepSheets {
		v.Text += " " + env.Say("staff.zero")
	}
	for _, f := range b.Fields(v.Step) {
		v.Rows = append(v.Rows, b.row(env, names, f, v.Step))
	}
}

func (b *Batch) row(env Env, names map[string]Card, f Field, at Step) CountRow {
	r := CountRow{Field: f, Step: at, Name: f.Nominee, Same: b.Number(0, f) == b.Number(1, f)}
	if f.Category == "" {
		r.Name = env.Say("staff.field." + f.Nominee)
	} else if card, ok := names[b.product(f)]; ok {
		r.Name, r.Line = card.Name, card.Producer
	}
	if c, ok := b.Round.Category(f.Category); ok {
		r.Group = env.Text(c.Title)
	}
	if n, ok := b.Was(f); ok {
		r.Was = env.Say("staff.was", n)
	}
	for pass := range r.Both {
		r.Both[pass] = strconv.Itoa(b.Number(pass, f))
	}
	return r
}

func (b *Batch) product(f Field) string {
	c, _ := b.Round.Category(f.Category)
	for _, n := range c.Nominees {
		if n.ID == f.Nominee {
			return n.Product
		}
	}
	return ""
}

// check is the last page: what both typed, where they differ first.
func (v *BatchView) check(env Env, names map[string]Card) {
	b := v.Batch
	v.Title = env.Say("staff.check.title", b.Name)
	v.Agree = b.Fit()
	differ := len(b.Differing())
	switch {
	case differ > 0:
		v.Note = env.Count("staff.check.differ", differ)
	case !v.Agree:
		v.Note = env.Say("staff.paper.impossible")
	default:
		v.Note = env.Say("staff.check.agree", b.First.Mark, b.Second.Mark)
	}
	for _, s := range b.Steps() {
		if s.Pass != 0 || s.What == StepName {
			continue
		}
		for _, f := range b.Fields(s) {
			v.Rows = append(v.Rows, b.row(env, names, f, s))
		}
	}
	v.markImpossible()
	slices.SortStableFunc(v.Rows, func(a, c CountRow) int { return order(a.Same) - order(c.Same) })
}

// markImpossible has numbers typed again that agree and cannot be.
func (v *BatchView) markImpossible() {
	for i, r := range v.Rows {
		fields := v.Batch.Fields(r.Step)
		if r.Field.Category != "" && (v.Batch.Impossible(0, fields...) || v.Batch.Impossible(1, fields...)) {
			v.Rows[i].Same = false
		}
	}
}

func order(same bool) int {
	if same {
		return 1
	}
	return 0
}
