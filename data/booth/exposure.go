package booth

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/vote"
)

// The names of the counters of exposure; a key is
// "<round>/<category>/<nominee>/<place from 1>". Rounds on trial are not counted.
const (
	CountShown  = "nominee.shown"
	CountChosen = "nominee.chosen"
)

// counts are counters that are not on the disk yet, by name and key.
type counts map[string]map[string]int64

func (c counts) add(name, key string) {
	if c[name] == nil {
		c[name] = map[string]int64{}
	}
	c[name][key]++
}

// Showed counts nominees of a category that are on the screen, each once in a
// visit; order is the seed of their places. It waits for no disk:
// [Booth.Flush] does.
func (b *Booth) Showed(r vote.Round, category string, order uint64, nominees ...string) {
	c, ok := r.Category(category)
	if !ok || r.Test {
		return
	}
	keys := exposureKeys(r.ID, c, order)
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, n := range nominees {
		if key, ok := keys[n]; ok && !b.visit.shown[key] {
			b.visit.shown[key] = true
			b.counts.add(CountShown, key)
		}
	}
}

// exposureKeys returns the keys of a category's nominees where the seed places
// them.
func exposureKeys(round string, c vote.Category, order uint64) map[string]string {
	keys := make(map[string]string, len(c.Nominees))
	for i, n := range c.Drawn(order) {
		keys[n.ID] = fmt.Sprintf("%s/%s/%s/%d", round, c.ID, n.ID, i+1)
	}
	return keys
}

// countChosen counts the choices of a ballot; b.mu is held.
func (b *Booth) countChosen(r vote.Round, ballot vote.Ballot) {
	if ballot.Test {
		return
	}
	for _, choice := range ballot.Choices {
		if c, ok := r.Category(choice.Category); ok {
			b.counts.add(CountChosen, exposureKeys(r.ID, c, ballot.Order)[choice.Nominee])
		}
	}
}

// Flush adds what was counted to the kiosk's counters; call it after a visit.
// What fails to be added is added by the next one.
func (b *Booth) Flush(ctx context.Context) error {
	b.mu.Lock()
	pending := b.counts
	b.counts = counts{}
	b.mu.Unlock()
	if b.options.Counters == nil {
		return nil
	}
	day := b.options.Now().In(catalog.Zone).Format(time.DateOnly)
	for _, name := range slices.Sorted(maps.Keys(pending)) {
		if err := b.options.Counters.AddCounters(ctx, day, name, pending[name]); err != nil {
			b.putBack(pending)
			return fmt.Errorf("count exposure: %w", err)
		}
		delete(pending, name)
	}
	return nil
}

func (b *Booth) putBack(pending counts) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for name, keys := range pending {
		if b.counts[name] == nil {
			b.counts[name] = map[string]int64{}
		}
		for key, n := range keys {
			b.counts[name][key] += n
		}
	}
}
