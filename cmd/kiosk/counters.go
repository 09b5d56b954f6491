package main

import (
	"context"
	"maps"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/store"
)

// countUnmet counts a search that nothing met.
func (h *home) countUnmet(ctx context.Context, text string) error {
	day := h.clock.Now().In(catalog.Zone).Format(time.DateOnly)
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

// countLooks adds what a visitor looked at to the counters of the day, unless it
// was the sample.
func (h *home) countLooks(ctx context.Context, counts map[string]map[string]int64) error {
	content, err := h.showing()
	if err != nil || content == h.sample {
		return err
	}
	day := h.clock.Now().In(catalog.Zone).Format(time.DateOnly)
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		if err := h.store.AddCounters(ctx, day, name, counts[name]); err != nil {
			return err
		}
	}
	return nil
}
