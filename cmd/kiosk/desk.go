package main

import (
	"context"
	"time"

	"hangviet/data/booth"
	"hangviet/data/catalog"
	"hangviet/data/ledger"
	"hangviet/data/staff"
	"hangviet/data/vote"
	"hangviet/ui/model"
)

// desk is what the staff of the window may ask of the kiosk; it implements
// model.Desk.
type desk struct {
	home *home
	pins *staff.Desk
}

func newDesk(h *home) desk { return desk{h, staff.NewDesk(h.store, time.Now)} }

// Staffed implements model.Desk.
func (d desk) Staffed(ctx context.Context) (bool, error) {
	all, err := d.pins.Members(ctx)
	return len(all) > 0, err
}

// Enter implements model.Desk.
func (d desk) Enter(ctx context.Context, pin string) (staff.Member, error) {
	return d.pins.Enter(ctx, pin)
}

// Permit implements model.Desk.
func (d desk) Permit(ctx context.Context, r vote.Round, mark string) error {
	return d.home.booth.Permit(ctx, r, mark)
}

// Permitted implements model.Desk.
func (d desk) Permitted(round string) bool { return d.home.booth.Permitted(round) }

// EnterPaper implements model.Desk.
func (d desk) EnterPaper(ctx context.Context, r vote.Round, sheet booth.PaperSheet) (vote.Paper, error) {
	return d.home.booth.EnterPaper(ctx, r, sheet)
}

// Papers implements model.Desk.
func (d desk) Papers(ctx context.Context, round string) ([]vote.Paper, error) {
	return d.home.booth.Papers(ctx, round)
}

// DayCard implements model.Desk.
func (d desk) DayCard(ctx context.Context) (string, int64, error) {
	text, err := d.home.booth.DayCard(ctx)
	if err != nil {
		return "", 0, err
	}
	card, err := ledger.ParseDayCard(text)
	return text, card.Size, err
}

// Today implements model.Desk: ballots of the ledger they go to now; what was
// sent, of the kiosk's own, for those on the sample are not sent.
func (d desk) Today(ctx context.Context) (t model.Today, err error) {
	t.Kiosk = d.home.store.Identity().ID
	if t.Name, err = d.home.store.Setting(ctx, settingName); err != nil {
		return t, err
	}
	log, err := d.home.votes(ctx)
	if err != nil {
		return t, err
	}
	now := d.home.clock.Now().In(catalog.Zone)
	since, err := log.CountsSince(ctx, time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, catalog.Zone))
	if err != nil {
		return t, err
	}
	all, err := log.Counts(ctx, "")
	if err != nil {
		return t, err
	}
	t.Ballots, t.Choices, t.Batches, t.Sheets, t.All = since.Ballots, since.Choices, since.Batches, since.Sheets, all.Ballots
	if t.Unsent, err = d.home.log.Unsent(ctx); err != nil {
		return t, err
	}
	if t.Hub, err = d.home.standing(ctx); err != nil {
		return t, err
	}
	received, err := d.home.log.Received(ctx)
	t.Received, t.ReceivedUntil = received.Size, received.Hour
	return t, err
}
