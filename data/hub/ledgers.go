package hub

import (
	"context"
	"fmt"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/ledger"
)

// Ledger is all that the hub holds of one kiosk. It serves as long as the call of
// [Service.Ledgers] that gave it.
type Ledger struct {
	Kiosk books.Kiosk
	Heads []books.Head // the checkpoints that receipts were given for, the smallest first
	Forks []books.Fork // other branches with what was decided about them, without their bytes
	tx    *books.Tx
}

// Each calls f for every entry from place on, in order, with the very bytes the
// kiosk hashed.
func (l Ledger) Each(place int64, f func(place int64, entry []byte) error) error {
	return l.tx.EachEntry(l.Kiosk.ID, place, f)
}

// Fork returns the bytes of one of the ledger's forks: a bundle, see package
// ledger.
func (l Ledger) Fork(id string) ([]byte, error) { return l.tx.ForkData(id) }

// Ledgers calls f for every kiosk in the order of enrolment, approved or not, all
// as they stood at one moment.
func (s *Service) Ledgers(ctx context.Context, f func(Ledger) error) error {
	err := s.db.View(ctx, func(t *books.Tx) error {
		kiosks, err := t.Kiosks()
		if err != nil {
			return err
		}
		forks, err := t.Forks()
		if err != nil {
			return err
		}
		for _, k := range kiosks {
			l := Ledger{Kiosk: k, tx: t}
			if l.Heads, err = t.Heads(k.ID); err != nil {
				return err
			}
			for _, fork := range forks {
				if fork.Kiosk == k.ID {
					l.Forks = append(l.Forks, fork)
				}
			}
			if err := f(l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read ledgers: %w", err)
	}
	return nil
}

// Receipt returns the receipt that was given for a checkpoint of a kiosk: the
// same bytes each time.
func (s *Service) Receipt(k books.Kiosk, h books.Head) ([]byte, error) {
	b := ledger.Bundle{Kiosk: k.ID, Key: k.PublicKey, From: h.Size, Head: h.Note}
	checkpoint, err := b.Checkpoint()
	if err != nil {
		return nil, fmt.Errorf("read checkpoint of kiosk %s: %w", k.ID, err)
	}
	return ledger.SignReceipt(s.self, checkpoint)
}

// Histories returns every round in all forms in which it was published, by id, as
// the tally judges ballots by them.
func (s *Service) Histories(ctx context.Context) (all map[string]tally.History, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		all, err = histories(t)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read rounds: %w", err)
	}
	return all, nil
}
