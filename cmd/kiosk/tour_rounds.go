package main

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"hangviet/data/booth"
	"hangviet/data/vote"
	"hangviet/ui"
	"hangviet/ui/model"
)

// tourBooth takes any ballot and keeps none: a tour is no vote. A code that
// begins with 0 it takes for a ticket.
type tourBooth struct{}

func (tourBooth) Sight(string) {}

func (tourBooth) Showed(vote.Round, string, uint64, ...string) {}

func (tourBooth) Admit(_ context.Context, r vote.Round, typed string) (booth.Admission, error) {
	switch {
	case r.ID == roundPause:
		return booth.Admission{}, &booth.PauseError{Until: time.Now().Add(9 * time.Second)}
	case r.Admits() == vote.ByStaff:
		return booth.Admission{}, booth.ErrNeedsStaff
	case typed != "" && typed[0] != '0':
		return booth.Admission{}, booth.ErrTicketUsed
	}
	return booth.Admission{Round: r.ID, Mode: r.Admits()}, nil
}

func (tourBooth) Cast(_ context.Context, _ booth.Admission, r vote.Round, choices []vote.Choice, _ uint64) (booth.Cast, error) {
	cast := booth.Cast{Ballot: vote.Ballot{Round: r.ID, Test: r.Test, Choices: choices}}
	if r.Receipts {
		cast.Receipt = "7MGY-KJ2Q-0V4C-ZZ"
	}
	return cast, nil
}

func (tourBooth) Count(context.Context, string) (ballots, choices int64, err error) {
	return 128, 347, nil
}

func (tourBooth) Withdraw() {}

func (tourBooth) Flush(context.Context) error { return nil }

// The rounds that a tour adds to those of the release: its open one in every
// other state.
const (
	roundTicket = "tour-ticket"
	roundStaff  = "tour-staff"
	roundTrial  = "tour-trial"
	roundPause  = "tour-pause"
	roundPaused = "tour-paused"
	roundClosed = "tour-closed"
)

// variants is a catalogue with the rounds that a tour adds.
type variants struct{ model.Catalogue }

func withVariants(r ui.Release) ui.Release {
	r.Catalogue = variants{r.Catalogue}
	return r
}

// Rounds implements [model.Catalogue].
func (v variants) Rounds(ctx context.Context) ([]vote.Round, error) {
	rounds, err := v.Catalogue.Rounds(ctx)
	for _, r := range rounds {
		if r.PhaseAt(tourTime) == vote.Open {
			return append(rounds, statesOf(r)...), err
		}
	}
	return rounds, err
}

func statesOf(r vote.Round) []vote.Round {
	changes := []struct {
		id     string
		change func(*vote.Round)
	}{
		{roundTicket, func(r *vote.Round) { r.Mode = vote.ByTicket }},
		{roundStaff, func(r *vote.Round) { r.Mode = vote.ByStaff }},
		{roundTrial, func(r *vote.Round) { r.Test, r.Receipts = true, true }},
		{roundPause, func(*vote.Round) {}},
		{roundPaused, func(r *vote.Round) { r.Switch = vote.SetPause }},
		{roundClosed, func(r *vote.Round) { r.Switch = vote.SetClose }},
	}
	var out []vote.Round
	for _, c := range changes {
		state := r
		state.ID = c.id
		c.change(&state)
		out = append(out, state)
	}
	return out
}

// states are the screens of a vote in its other states.
func states(x examples) []stopover {
	if len(x.round.Categories) == 0 {
		return nil
	}
	at := func(round string) func(*tourVisit) error { return open(model.Route{Screen: model.AtRound, ID: round}) }
	chosen := func(round string) []func(*tourVisit) error {
		to := model.Route{Screen: model.AtNominees, ID: round, Sub: x.category()}
		return steps(open(to), tapOne("vote.nominee."), tap("vote.review"))
	}
	code := func(text string) []func(*tourVisit) error {
		return steps(open(model.Route{Screen: model.AtTicket, ID: roundTicket}), scan(text))
	}
	return []stopover{
		{name: "round-ticket", steps: steps(at(roundTicket))},
		{name: "round-staff", steps: steps(at(roundStaff))},
		{name: "round-trial", steps: steps(at(roundTrial))},
		{name: "round-paused", steps: steps(at(roundPaused))},
		{name: "round-closed", steps: steps(at(roundClosed))},
		{name: "ticket", steps: code("0123-45")},
		{name: "ticket-used", steps: append(code("ZZZZZZZZZZZZZZ"), tap("key.done"), answer)},
		{name: "review-ticket", steps: chosen(roundTicket)},
		{name: "review-staff", steps: append(chosen(roundStaff), tap("vote.confirm"), answer, wait(0))},
		{name: "review-pause", steps: append(chosen(roundPause), tap("vote.confirm"), answer, wait(0))},
		{name: "confirmed-receipt", steps: append(chosen(roundTrial), tap("vote.confirm"), arrive(model.AtConfirmed))},
	}
}

// scan types a text as a scanner does.
func scan(text string) func(*tourVisit) error {
	return func(v *tourVisit) error {
		keyboard := v.shell.Root().(*fyne.Container).Objects[0].(fyne.Focusable)
		for _, r := range text {
			keyboard.TypedRune(r)
		}
		return nil
	}
}

// answer waits for what a booth says.
func answer(v *tourVisit) error { return v.next(time.After(patience)) }
