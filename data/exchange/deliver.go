package exchange

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// delivery is one run of sending. It goes on until a receipt covers the whole
// ledger and the hub holds it.
type delivery struct {
	*Sender
	hub    hubClient
	hubKey string
	have   int64 // entries the hub holds
	batch  int
	gaps   int // how often the hub said that entries are missing
}

// maxGaps is how often a hub may go back within one delivery: once it was
// restored from a backup, more often it does not know what it says.
const maxGaps = 2

func (s *Sender) send(ctx context.Context, hub hubClient, have int64) error {
	key, err := s.Notes.Setting(ctx, SettingHubKey)
	if err != nil {
		return fmt.Errorf("read hub key: %w", err)
	}
	d := &delivery{Sender: s, hub: hub, hubKey: key, have: have, batch: s.Batch}
	err = d.all(ctx)
	s.have = d.have
	if err != nil {
		s.next = time.Time{} // ask first, next time
	}
	return err
}

func (d *delivery) all(ctx context.Context) error {
	for {
		from, done, err := d.next(ctx)
		if err != nil || done {
			return err
		}
		if err := d.bring(ctx, from); err != nil {
			return err
		}
	}
}

// next returns where the next bundle begins: after what the hub holds and a
// receipt covers. A receipt that was lost on its way is earned again. A kiosk
// set back to an older disk sends what no receipt covers too, though the hub
// holds more: the hub keeps the other branch for a person.
func (d *delivery) next(ctx context.Context) (from int64, done bool, err error) {
	size, err := d.Log.Size(ctx)
	if err != nil {
		return 0, false, fmt.Errorf("read ledger: %w", err)
	}
	acked, err := d.Log.Acked(ctx)
	if err != nil {
		return 0, false, fmt.Errorf("read ledger: %w", err)
	}
	if from = min(d.have, acked); from == size && d.have > size {
		return 0, false, fmt.Errorf("%w: %d, here are %d", ErrHubAhead, d.have, size)
	}
	return from, from == size, nil
}

func (d *delivery) bring(ctx context.Context, from int64) error {
	bundle, err := d.Log.Bundle(ctx, from, d.batch)
	if err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	receipt, err := d.hub.ledger(ctx, bundle.Marshal())
	if err != nil {
		return d.recover(err, from, len(bundle.Entries))
	}
	if err := d.Log.Acknowledge(ctx, receipt, d.hubKey); err != nil {
		return receiptFault(err)
	}
	acked, err := d.Log.Acked(ctx)
	if err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	if acked < bundle.End() {
		return fmt.Errorf("%w: receipt for %d of %d entries", ErrHubReply, acked, bundle.End())
	}
	d.have = max(d.have, bundle.End())
	return nil
}

// recover does what a refusal asks for, where that helps.
func (d *delivery) recover(err error, from int64, entries int) error {
	if gap, ok := refused(err, wire.CodeGap); ok {
		return d.goBack(gap, from)
	}
	if _, ok := refused(err, wire.CodeTooLarge); ok && entries > 1 {
		d.batch = (entries + 1) / 2
		return nil
	}
	if _, ok := refused(err, wire.CodeNotEnrolled); ok {
		d.enrolled = false
	}
	return explainRefusal(err)
}

func (d *delivery) goBack(gap wire.Refusal, from int64) error {
	if d.gaps++; d.gaps > maxGaps || gap.Have == nil || *gap.Have < 0 || *gap.Have >= from {
		return fmt.Errorf("%w: a gap before entry %d", ErrHubReply, from)
	}
	d.have = *gap.Have
	return nil
}

// receiptFault names a receipt that is no word of the pinned hub about this
// ledger.
func receiptFault(err error) error {
	var garbled *ledger.ParseError
	if errors.Is(err, ledger.ErrSignature) || errors.Is(err, ledger.ErrReceipt) || errors.As(err, &garbled) {
		return fmt.Errorf("%w: %w", ErrHubReceipt, err)
	}
	return fmt.Errorf("keep receipt: %w", err)
}
