package hub

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
)

// Enrol makes a kiosk known, pending until a person decides. Sent again it
// changes nothing but the name, and that only when it was signed later than the
// last. Its error is a [wire.Refusal] or an inner error.
func (s *Service) Enrol(ctx context.Context, e wire.Enrolment) (wire.Standing, error) {
	leave, err := s.startWork(ctx)
	if err != nil {
		return wire.Standing{}, err
	}
	defer leave()
	if err := e.Verify(); errors.Is(err, wire.ErrShape) {
		return wire.Standing{}, refuse(wire.CodeBadRequest)
	} else if err != nil {
		return wire.Standing{}, refuse(wire.CodeSignature)
	}
	signed, err := time.Parse(time.RFC3339, e.Time)
	if err != nil {
		return wire.Standing{}, refuse(wire.CodeBadRequest)
	}
	var k books.Kiosk
	err = s.db.Update(ctx, func(t *books.Tx) (err error) {
		k, err = s.greet(t, e.Kiosk, e.PublicKey, books.ByNetwork)
		if err != nil {
			return err
		}
		if signed.After(k.NamedAt) {
			k.Name, k.NamedAt = e.Name, signed
		}
		if err := t.PutKiosk(k); err != nil {
			return err
		}
		return s.vouch(ctx, t, &k, e.Claim)
	})
	if err != nil {
		return wire.Standing{}, err
	}
	return s.standing(k), nil
}

// greet returns the kiosk as it is known, or as a new one that waits. It does
// not store it.
func (s *Service) greet(t *books.Tx, id string, publicKey []byte, how string) (books.Kiosk, error) {
	k, err := t.Kiosk(id)
	return s.meet(t, k, err, id, publicKey, how)
}

// meet is greet for who has looked the kiosk up already.
func (s *Service) meet(t *books.Tx, k books.Kiosk, err error, id string, publicKey []byte, how string) (books.Kiosk, error) {
	now := s.config.Now()
	if errors.Is(err, books.ErrNotFound) {
		k, err = books.Kiosk{ID: id, PublicKey: publicKey, Status: wire.Pending, Enrolled: now}, s.room(t, how)
	}
	if err != nil {
		return k, err
	}
	if !bytes.Equal(k.PublicKey, publicKey) {
		return k, refuse(wire.CodeOtherKey)
	}
	k.Heard, k.How = now, how
	return k, nil
}

// room refuses a new kiosk when too many wait already: anybody on the network
// may enrol, and nobody may fill the disk. What a person carries in is always
// taken, or strangers could shut it out.
func (s *Service) room(t *books.Tx, how string) error {
	if how != books.ByNetwork {
		return nil
	}
	waiting, err := t.Waiting()
	if err == nil && waiting >= s.config.MaxWaiting {
		return refuse(wire.CodeBusy)
	}
	return err
}

func (s *Service) standing(k books.Kiosk) wire.Standing {
	return wire.Standing{Status: k.Status, HubKey: s.key, Have: k.Size}
}

// hearEvery is how often it is worth writing down that a kiosk asked how it
// stands.
const hearEvery = time.Minute

// Standing returns how the hub stands to a kiosk, which is thereby heard of;
// for an unknown one a [wire.Refusal] with [wire.CodeNotFound].
func (s *Service) Standing(ctx context.Context, id string) (wire.Standing, error) {
	var k books.Kiosk
	err := s.db.View(ctx, func(t *books.Tx) (err error) {
		k, err = t.Kiosk(id)
		return err
	})
	if errors.Is(err, books.ErrNotFound) {
		return wire.Standing{}, refuse(wire.CodeNotFound)
	}
	if now := s.config.Now(); err == nil && now.Sub(k.Heard) >= hearEvery {
		err = s.db.UpdateOne(ctx, id, func(t *books.Tx) error { return t.Hear(id, now, books.ByNetwork) })
	}
	return s.standing(k), err
}

// ErrNoKiosk says that no kiosk of that id has been heard of.
var ErrNoKiosk = errors.New("no such kiosk")

// Decide approves or refuses a kiosk. Its ballots count from the next tally on,
// or no longer; nothing that is stored goes away.
func (s *Service) Decide(ctx context.Context, id string, status wire.Status) error {
	err := s.db.Update(ctx, func(t *books.Tx) error {
		k, err := t.Kiosk(id)
		if err != nil {
			return err
		}
		before := k.Status
		k.Status, k.Decided = status, s.config.Now()
		if err := t.PutKiosk(k); err != nil {
			return err
		}
		if err := countLooks(t, k, before); err != nil {
			return err
		}
		return s.audit(ctx, t, "kiosk."+string(status), id, "")
	})
	if errors.Is(err, books.ErrNotFound) {
		return ErrNoKiosk
	}
	if err != nil {
		return fmt.Errorf("decide about kiosk: %w", err)
	}
	return nil
}

// Kiosks returns every kiosk in the order of enrolment, and the forks.
func (s *Service) Kiosks(ctx context.Context) (kiosks []books.Kiosk, forks []books.Fork, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		if kiosks, err = t.Kiosks(); err != nil {
			return err
		}
		forks, err = t.Forks()
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read kiosks: %w", err)
	}
	return kiosks, forks, nil
}

// Fork returns the bytes of a forked bundle, or [books.ErrNotFound].
func (s *Service) Fork(ctx context.Context, id string) (data []byte, err error) {
	err = s.db.View(ctx, func(t *books.Tx) (err error) {
		data, err = t.ForkData(id)
		return err
	})
	return data, err
}
