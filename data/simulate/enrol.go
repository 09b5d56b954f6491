package simulate

import (
	"context"
	"errors"
	"fmt"

	"hangviet/data/exchange"
)

// enrolTogether is how many kiosks are enrolled before they are approved: a hub
// lets only so many wait.
const enrolTogether = 100

// ErrKnown says that the hub holds ledgers of these kiosks from a run before: a
// ledger in memory cannot go on where that one ended.
var ErrKnown = errors.New("the hub knows kiosks of this seed from an earlier run")

// enrol makes the hub know every kiosk, and approves them where that is possible.
func (f *fleet) enrol(ctx context.Context) error {
	for from := 0; from < len(f.kiosks); from += enrolTogether {
		batch := f.kiosks[from:min(from+enrolTogether, len(f.kiosks))]
		if err := f.greet(ctx, batch); err != nil {
			return err
		}
		if err := f.approve(ctx, batch); err != nil {
			return err
		}
		f.Tell("enrol", from+len(batch), len(f.kiosks))
	}
	return nil
}

// greet has kiosks enrol, or ask how they stand.
func (f *fleet) greet(ctx context.Context, batch []*kiosk) error {
	err := f.some(ctx, batch, func(ctx context.Context, k *kiosk) error { return k.sender.SyncOnce(ctx) })
	if errors.Is(err, exchange.ErrHubAhead) {
		return ErrKnown
	}
	return err
}

// approve approves kiosks, who then know it: one that waits would ask the more often.
func (f *fleet) approve(ctx context.Context, batch []*kiosk) error {
	if f.Approve == nil {
		return nil
	}
	var ids []string
	for _, k := range batch {
		ids = append(ids, k.identity.ID)
	}
	if err := f.Approve(ctx, ids); err != nil {
		return fmt.Errorf("approve: %w", err)
	}
	return f.greet(ctx, batch)
}
