package press

import (
	"context"
	"errors"
	"slices"
	"time"

	"hangviet/data/edition"
	"hangviet/data/hub/books"
)

// renewBefore is how long before its end a signature is renewed, and lookEvery how
// often its end is looked at.
const (
	renewBefore = 90 * 24 * time.Hour
	lookEvery   = time.Hour
)

// lookAhead orders new signatures before the old ones end, where the hub has the
// keys for it.
func (p *Press) lookAhead(ctx context.Context) error {
	p.mu.Lock()
	due := p.Now().Sub(p.looked) >= lookEvery || p.Now().Before(p.looked)
	if due {
		p.looked = p.Now()
	}
	p.mu.Unlock()
	if !due {
		return nil
	}
	end, known, err := p.Ends(ctx)
	if err != nil || !known || end.Sub(p.Now()) > renewBefore {
		return err
	}
	keys, err := p.keys()
	if errors.Is(err, ErrNoKeys) {
		return nil
	}
	if err != nil {
		return err
	}
	if root, err := keys.RootExpires(); err != nil || stateOf(keys) != AllKeys || !root.After(end) {
		return err // a renewal would not end later
	}
	return p.DB.Update(ctx, func(t *books.Tx) error {
		for _, state := range []string{Due, Working, Paused} {
			rows, err := t.OrdersIn(state)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(rows, func(o books.Order) bool { return o.Kind == Renew }) {
				return nil
			}
		}
		_, err := p.putOrder(ctx, t, Asker{May: true}, Wish{Kind: Renew}, Due)
		return err
	})
}

// Ends returns when the first signature of the shown release runs out; known is
// false while there is none.
func (p *Press) Ends(ctx context.Context) (end time.Time, known bool, err error) {
	last, err := edition.Open(ctx, p.Content)
	if err != nil || last.Candidate == nil {
		return end, false, err
	}
	return last.Expires, true, nil
}
