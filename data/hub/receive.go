package hub

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/ledger"
)

// Receive takes a ledger bundle, by whichever way it came, and returns the
// receipt. What the receipt covers is on the disk. The same bundle again gives
// the same receipt and stores nothing.
//
// Its error is a [wire.Refusal] or an inner error. A kiosk that comes by stick
// need not have enrolled: its bundle carries its key, and it waits for approval
// like any other.
func (s *Service) Receive(ctx context.Context, data []byte, how string) ([]byte, error) {
	leave, err := s.startWork(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	b, err := ledger.ParseBundle(data)
	if err != nil {
		return nil, refuse(wire.CodeBadRequest)
	}
	proven, err := b.Prove()
	if err != nil {
		return nil, refuse(wire.CodeSignature)
	}
	if err := s.store(ctx, proven, data, how); err != nil {
		return nil, err
	}
	receipt, err := ledger.SignReceipt(s.self, proven.Signed)
	if err == nil {
		s.metrics.received(len(proven.Bundle.Entries))
	}
	return receipt, err
}

// callsAtOnce is how many calls of kiosks are at work at once. The others wait with what
// they sent: each takes little memory then, however many come back together.
const callsAtOnce = 128

// startWork waits until a call may begin its work, which ends with leave. The error is
// ctx's.
func (s *Service) startWork(ctx context.Context) (leave func(), err error) {
	select {
	case s.working <- struct{}{}:
		return func() { <-s.working }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// errAlone says that a bundle concerns more than its own kiosk, and has to be taken
// while nobody else writes.
var errAlone = errors.New("bundle concerns more than its kiosk")

// store takes a verified bundle: beside those of other kiosks when it is nothing
// but an approved kiosk's ledger that goes on.
func (s *Service) store(ctx context.Context, p ledger.Proven, data []byte, how string) error {
	var refused error // told to the sender, though what was learnt is kept
	take := func(alone bool) func(*books.Tx) error {
		return func(t *books.Tx) (err error) {
			refused, err = s.take(t, p, data, how, alone)
			return err
		}
	}
	err := s.db.UpdateOne(ctx, p.Bundle.Kiosk, take(false))
	if errors.Is(err, errAlone) {
		err = s.db.Update(ctx, take(true))
	}
	return cmp.Or(err, refused)
}

// take stores what is new in a verified bundle. When it is refused the
// transaction is still good: that the kiosk was heard, and the other branch of a
// fork, are kept. When it is not, the bundle's checkpoint is of the history that
// is stored, so a receipt may be given for it. Unless it is alone it may fail with
// errAlone.
func (s *Service) take(t *books.Tx, p ledger.Proven, data []byte, how string, alone bool) (refused, err error) {
	b := p.Bundle
	k, err := s.sender(t, b, how, alone)
	if err != nil {
		return nil, err
	}
	if k.Status == wire.Refused {
		return refuse(wire.CodeRefused), t.PutKiosk(k)
	}
	if full, err := s.full(t, k, len(data), how); full || err != nil {
		return refuse(wire.CodeWaiting), err
	}
	hashes, err := p.Extend(t.Hashes(k.ID), k.Size)
	switch {
	case errors.Is(err, ledger.ErrGap):
		return refuseGap(k.Size), t.PutKiosk(k)
	case errors.Is(err, ledger.ErrFork) && !alone:
		return nil, errAlone
	case errors.Is(err, ledger.ErrFork):
		return s.keepFork(t, k, b, data, how)
	case err != nil:
		return nil, fmt.Errorf("extend ledger: %w", err)
	}
	return nil, s.append(t, k, b, hashes)
}

// full tells whether a kiosk that waits for approval has sent as much as is
// kept of it, or all that wait together: anybody on the network may enrol, and
// nobody may fill the disk, nor by a thousand kiosks the memory of who counts.
// What a person carries in is always taken.
func (s *Service) full(t *books.Tx, k books.Kiosk, more int, how string) (bool, error) {
	if k.Status != wire.Pending || how != books.ByNetwork {
		return false, nil
	}
	kept, err1 := t.Kept(k.ID)
	all, err2 := t.KeptOf(wire.Pending)
	return kept+int64(more) > s.config.MaxPending || all+int64(more) > s.config.MaxStored, errors.Join(err1, err2)
}

// sender returns the kiosk that made the bundle. What is kept of one that waits
// hangs on what is kept of the others.
func (s *Service) sender(t *books.Tx, b ledger.Bundle, how string, alone bool) (books.Kiosk, error) {
	k, err := t.Kiosk(b.Kiosk)
	switch {
	case errors.Is(err, books.ErrNotFound) && how == books.ByNetwork:
		return k, refuse(wire.CodeNotEnrolled)
	case (errors.Is(err, books.ErrNotFound) || err == nil && k.Status == wire.Pending) && !alone:
		return k, errAlone
	}
	return s.meet(t, k, err, b.Kiosk, b.Key, how)
}

// append stores the entries that are new, the checkpoint they came with, and the
// kiosk with its new size.
func (s *Service) append(t *books.Tx, k books.Kiosk, b ledger.Bundle, hashes []tlog.Hash) error {
	known := k.Size
	k.Size = max(known, b.End())
	if err := t.PutKiosk(k); err != nil {
		return err
	}
	if fresh := b.New(known); len(fresh) > 0 {
		if err := t.Append(k.ID, known, fresh, hashes); err != nil {
			return err
		}
	}
	if b.End() == 0 {
		return nil // there is nothing to prove
	}
	return t.PutHead(k.ID, books.Head{Size: b.End(), Note: b.Head, Received: s.config.Now()})
}
