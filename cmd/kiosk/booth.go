package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"hangviet/data/booth"
	"hangviet/data/store"
	"hangviet/data/ticket"
)

// newBooth is where the kiosk's visitors vote: with the tickets of what is shown
// now, into the ledger that goes with it.
func (h *home) newBooth() *booth.Booth {
	return booth.New(booth.Options{
		Log: h.votes, Tickets: tickets{h}, Settings: h.store, Counters: exposure{h},
		Now: h.clock.Now, Doubtful: h.clock.Doubtful, Hours: h.serves,
	})
}

// serves tells whether the point is open at t; always where no hours are set, or
// what is set cannot be read.
func (h *home) serves(t time.Time) bool {
	d, err := h.duty(context.Background())
	return err != nil || !d.Shut && (len(d.Open) == 0 || d.Open.Hold(t))
}

// tickets recognise the codes of the release that is shown when they are asked.
type tickets struct{ home *home }

// TicketList implements booth.Tickets.
func (t tickets) TicketList(ctx context.Context, round string) (l ticket.List, ok bool, err error) {
	err = t.look(ctx, func(c *store.Catalogue) error {
		l, ok, err = c.TicketList(ctx, round)
		return err
	})
	return l, ok, err
}

// HasTicket implements booth.Tickets.
func (t tickets) HasTicket(ctx context.Context, round string, mark ticket.Mark) (has bool, err error) {
	err = t.look(ctx, func(c *store.Catalogue) error {
		has, err = c.HasTicket(ctx, round, mark)
		return err
	})
	return has, err
}

func (t tickets) look(ctx context.Context, at func(*store.Catalogue) error) error {
	s, err := t.home.show(ctx)
	if err != nil {
		return err
	}
	c, err := store.OpenCatalogue(ctx, s.path)
	if err != nil {
		return err
	}
	return errors.Join(at(c), c.Close())
}

// exposure counts what visitors of an organiser's rounds saw; trying the sample
// out is not counted.
type exposure struct{ home *home }

// AddCounters implements booth.Counters.
func (e exposure) AddCounters(ctx context.Context, day, name string, counts map[string]int64) error {
	content, err := e.home.showing()
	if err != nil || content == e.home.sample {
		return err
	}
	return e.home.store.AddCounters(ctx, day, name, counts)
}

// pruneEvery is between two looks for old entries of the ledger that a hub holds.
const pruneEvery = time.Hour

// prune takes the bytes of such entries away until ctx ends.
func (w *window) prune(ctx context.Context) {
	regularly(ctx, pruneEvery, func() {
		if err := w.home.prune(ctx); err != nil && ctx.Err() == nil {
			w.complain(err)
		}
	})
}

// prune takes the bytes of old entries away that a hub holds. While the clock is
// known to be wrong nothing is old.
func (h *home) prune(ctx context.Context) error {
	if h.clock.Doubtful() {
		return nil
	}
	_, err := h.log.Prune(ctx, h.clock.Now())
	return err
}

// receiptPage is where the hub tells a voter that his ballot is in the record;
// the code of his receipt is added. It is "" for a kiosk without a hub.
func receiptPage(hub string) string {
	if hub == "" {
		return ""
	}
	return strings.TrimSuffix(hub, "/") + "/receipt/"
}
