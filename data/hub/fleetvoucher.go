package hub

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/books"
	"hangviet/data/hub/wire"
	"hangviet/data/staff"
)

// StickOrder is what a set-up stick is to bring.
type StickOrder struct {
	Label    string            // what people call the stick; one line
	Hub      string            // address by which kiosks reach this hub
	Uses     int               // kiosks it is for, 1 to 1000
	Valid    time.Duration     // an hour to a year
	Settings map[string]string // as kiosk setup takes them
	PIN      string            // of a first member of the point's staff; "" none

	TechnicianPIN string // of a first technician; "" none
}

// The bounds of a voucher.
const (
	mostUses   = 1000
	leastValid = time.Hour
	mostValid  = 366 * 24 * time.Hour
)

// ErrNoRoot says that the hub has no content folder yet, whose root a kiosk would
// trust.
var ErrNoRoot = errors.New("there is no release yet: a kiosk would not know whom to trust")

// StickFault names a field of an order that does not fit.
type StickFault struct{ Field string }

func (f StickFault) Error() string { return "set-up stick: " + f.Field + " does not fit" }

func (o StickOrder) check() error {
	switch {
	case len(o.Label) > 100 || o.Label == "":
		return StickFault{"label"}
	case exchange.CheckHubAddress(o.Hub) != nil:
		return StickFault{"hub"}
	case o.Uses < 1 || o.Uses > mostUses:
		return StickFault{"uses"}
	case o.Valid < leastValid || o.Valid > mostValid:
		return StickFault{"days"}
	}
	return nil
}

// MakeStick makes a voucher and returns the file of a set-up stick, to be written to
// [wire.SetUpFile]. The voucher's key is in the file and nowhere else. The error is
// a [StickFault], [ErrNoRoot] or an inner one.
func (s *Service) MakeStick(ctx context.Context, o StickOrder) ([]byte, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	root, err := os.ReadFile(filepath.Join(s.contentDir(), firstRoot))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoRoot, err)
	}
	set := wire.SetUp{Organiser: o.Label, Root: root, Hub: o.Hub, HubKey: s.key, Settings: o.Settings}
	if o.PIN != "" {
		if set.Staff, err = staff.First(ctx, nil, o.PIN, staff.Point); err != nil {
			return nil, StickFault{"pin"}
		}
	}
	if o.TechnicianPIN != "" {
		if set.Crew, err = staff.First(ctx, set.Staff, o.TechnicianPIN, staff.Technician); err != nil {
			return nil, StickFault{"technician"}
		}
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, fmt.Errorf("make voucher: %w", err)
	}
	now := s.config.Now()
	v := books.Voucher{ID: newVoucherID(), Public: public, Label: o.Label, Uses: o.Uses, Made: now, Expires: now.Add(o.Valid), Who: nameOf(ctx)}
	set.Voucher, set.Key, set.Expires = v.ID, private.Seed(), v.Expires.UTC().Format(time.RFC3339)
	file, err := set.Note(s.self.SignNote)
	if err != nil {
		return nil, fmt.Errorf("sign set-up: %w", err)
	}
	err = s.db.Update(ctx, func(t *books.Tx) error {
		return errors.Join(t.PutVoucher(v), s.audit(ctx, t, "voucher.made", v.ID, fmt.Sprintf("%s, %d kiosks", o.Label, o.Uses)))
	})
	if err != nil {
		return nil, fmt.Errorf("keep voucher: %w", err)
	}
	return file, nil
}

func newVoucherID() string {
	id := make([]byte, 10)
	rand.Read(id) // never fails: crypto/rand ends the program instead
	return hex.EncodeToString(id)
}

// RevokeStick ends a voucher.
func (s *Service) RevokeStick(ctx context.Context, id string) error {
	return s.db.Update(ctx, func(t *books.Tx) error {
		if _, err := t.Voucher(id); err != nil {
			return err
		}
		return errors.Join(t.Revoke(id, s.config.Now()), s.audit(ctx, t, "voucher.revoked", id, ""))
	})
}

// vouch approves a kiosk that waits when its claim is good: the voucher is known,
// neither revoked nor over, and not used up. It changes k; a claim that is not good
// changes nothing, and the kiosk waits for a person as any other.
func (s *Service) vouch(ctx context.Context, t *books.Tx, k *books.Kiosk, claim *wire.Claim) error {
	if claim == nil || k.Status != wire.Pending {
		return nil
	}
	v, err := t.Voucher(claim.Voucher)
	if errors.Is(err, books.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	now := s.config.Now()
	if !v.Revoked.IsZero() || !now.Before(v.Expires) || claim.Verify(v.Public, k.PublicKey) != nil {
		return nil
	}
	used := slices.ContainsFunc(v.Used, func(u books.VoucherUse) bool { return u.Kiosk == k.ID })
	if used || len(v.Used) >= v.Uses {
		return nil
	}
	k.Status, k.Decided = wire.Approved, now
	return errors.Join(t.PutKiosk(*k), t.UseVoucher(v.ID, k.ID, now), s.audit(ctx, t, "kiosk.voucher", k.ID, v.Label))
}
