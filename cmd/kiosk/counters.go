package main

import (
	"context"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/store"
)

// countUnmet counts a search that nothing met.
func (h *home) countUnmet(ctx context.Context, text string) error {
	day := time.Now().In(catalog.Zone).Format(time.DateOnly)
	return h.store.AddCounter(ctx, day, exchange.UnmetSearch, text, 1)
}

// counters are the kiosk's counters as a Reporter asks for them.
type counters struct{ store *store.Store }

// Counts implements exchange.Tally.
func (c counters) Counts(ctx context.Context) ([]exchange.DayCount, error) {
	kept, err := c.store.Counters(ctx)
	all := make([]exchange.DayCount, len(kept))
	for i, k := range kept {
		all[i] = exchange.DayCount{Day: k.Day, Count: wire.Count{Name: k.Name, Key: k.Key, N: k.N}}
	}
	return all, err
}

// Forget implements exchange.Tally.
func (c counters) Forget(ctx context.Context, before string) error {
	return c.store.ForgetCounters(ctx, before)
}
