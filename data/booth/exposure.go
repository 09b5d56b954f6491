package booth

import (
	"context"

	"hangviet/data/vote"
)

// The names of the counters of exposure; a key is
// "<round>/<category>/<nominee>/<place from 1>". Rounds on trial are not counted.
const (
	CountShown  = "nominee.shown"
	CountChosen = "nominee.chosen"
)

// Showed counts nominees of a category that are on the screen, each once in a
// visit; order is the seed of their places. It waits for no disk:
// [Booth.Flush] does.
func (b *Booth) Showed(r vote.Round, category string, order uint64, nominees ...string) {}

// Flush adds what was counted to the kiosk's counters, in one step; call it
// after a visit.
func (b *Booth) Flush(ctx context.Context) error { return nil }
