package hub

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// maxPendingForks is how many contradictions over the network are kept of a kiosk
// that waits for approval: each makes the next count dearer for everybody.
const maxPendingForks = 8

// keepFork keeps a bundle that contradicts the stored ledger, for a person to
// look at. Of two forks of which one holds all of the other, only that is kept, so
// that a cloned kiosk that goes on voting and sending, by whichever way, is one
// case and does not fill the disk.
func (s *Service) keepFork(t *books.Tx, k books.Kiosk, b ledger.Bundle, data []byte, how string) (refused, err error) {
	if err := t.PutKiosk(k); err != nil {
		return nil, err
	}
	others, err := forksOf(t, k.ID)
	if err != nil {
		return nil, err
	}
	var held []books.Fork
	for _, o := range others {
		switch {
		case o.bundle.Holds(b):
			return refuse(wire.CodeFork), nil
		case b.Holds(o.bundle):
			held = append(held, o.Fork)
		case sameName(o.bundle, b):
			return refuse(wire.CodeBadRequest), nil
		}
	}
	if k.Status == wire.Pending && how == books.ByNetwork && len(others)-len(held) >= maxPendingForks {
		return refuse(wire.CodeWaiting), nil
	}
	sum := sha256.Sum256(data)
	fork := books.Fork{
		ID: hex.EncodeToString(sum[:]), Kiosk: k.ID, First: b.From, Size: b.End(),
		Data: data, Received: s.config.Now(), How: how,
	}
	if err := t.PutFork(fork); err != nil {
		return nil, err
	}
	return refuse(wire.CodeFork), s.replaceForks(t, held, fork.ID)
}

// forked is a fork with what it holds.
type forked struct {
	books.Fork
	bundle ledger.Bundle
}

// forksOf returns the forks of a kiosk, the oldest first.
func forksOf(t *books.Tx, kiosk string) (all []forked, err error) {
	forks, err := t.Forks()
	if err != nil {
		return nil, err
	}
	for _, f := range forks {
		if f.Kiosk != kiosk {
			continue
		}
		data, err := t.ForkData(f.ID)
		if err != nil {
			return nil, err
		}
		b, err := ledger.ParseBundle(data)
		if err != nil {
			return nil, err
		}
		all = append(all, forked{f, b})
	}
	return all, nil
}

// sameName tells whether two branches could not lie side by side in a record,
// where a branch is named by the first 16 digits of its root. It does not happen
// to who has not sought such roots for it.
func sameName(a, b ledger.Bundle) bool {
	one, err1 := a.Checkpoint()
	two, err2 := b.Checkpoint()
	return err1 == nil && err2 == nil && [8]byte(one.Root[:8]) == [8]byte(two.Root[:8])
}

// replaceForks drops forks that a new one holds. What was decided about them holds
// for the branch, and so for the new one: if one of them counts, it does.
func (s *Service) replaceForks(t *books.Tx, old []books.Fork, id string) error {
	slices.SortStableFunc(old, countedFirst)
	for _, f := range slices.Backward(old) {
		if err := s.replaceFork(t, f, id); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) replaceFork(t *books.Tx, f books.Fork, id string) error {
	if f.Verdict != "" {
		if err := t.Judge(id, f.Verdict, f.Who, f.Decided); err != nil {
			return err
		}
		note := books.Audit{At: s.config.Now(), Who: f.Who, Act: actOf(f.Verdict), Subject: id, Note: "as decided about " + f.ID + ", which it continues"}
		if err := t.PutAudit(note); err != nil {
			return err
		}
	}
	return t.DropFork(f.ID)
}
