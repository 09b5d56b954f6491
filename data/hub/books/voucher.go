package books

import "time"

// Voucher lets kiosks be approved without a person, so many of them, for so long.
type Voucher struct {
	ID      string
	Public  []byte // Ed25519
	Label   string
	Uses    int // kiosks it is for
	Made    time.Time
	Expires time.Time
	Who     string    // made it
	Revoked time.Time // zero: not
	Used    []VoucherUse
}

// VoucherUse is one kiosk that a voucher approved.
type VoucherUse struct {
	Kiosk string
	At    time.Time
}

// PutVoucher stores a new voucher.
func (t *Tx) PutVoucher(v Voucher) error {
	return t.exec(`INSERT INTO vouchers (id, public, label, place, uses, made, expires, who, revoked) VALUES (?, ?, ?, '', ?, ?, ?, ?, 0)`,
		v.ID, v.Public, v.Label, v.Uses, milli(v.Made), milli(v.Expires), v.Who)
}

// Revoke ends a voucher. What it approved stays approved.
func (t *Tx) Revoke(id string, at time.Time) error {
	return t.exec(`UPDATE vouchers SET revoked = ? WHERE id = ? AND revoked = 0`, milli(at), id)
}

// UseVoucher notes that a voucher approved a kiosk.
func (t *Tx) UseVoucher(id, kiosk string, at time.Time) error {
	return t.exec(`INSERT INTO voucher_uses (voucher, kiosk, at) VALUES (?, ?, ?) ON CONFLICT (voucher, kiosk) DO NOTHING`, id, kiosk, milli(at))
}

// Voucher returns a voucher with its uses, or [ErrNotFound].
func (t *Tx) Voucher(id string) (Voucher, error) {
	all, err := t.vouchers(`WHERE id = ?`, id)
	if err == nil && len(all) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Voucher{}, err
	}
	return all[0], nil
}

// Vouchers returns all with their uses, the newest first.
func (t *Tx) Vouchers() ([]Voucher, error) { return t.vouchers(``) }

func (t *Tx) vouchers(where string, args ...any) (all []Voucher, err error) {
	err = t.each(`SELECT id, public, label, uses, made, expires, who, revoked FROM vouchers `+where+` ORDER BY made DESC, id`, args,
		func(scan func(...any) error) error {
			var v Voucher
			var made, expires, revoked int64
			err := scan(&v.ID, &v.Public, &v.Label, &v.Uses, &made, &expires, &v.Who, &revoked)
			v.Made, v.Expires, v.Revoked = fromMilli(made), fromMilli(expires), fromMilli(revoked)
			all = append(all, v)
			return err
		})
	for i := range all {
		if err == nil {
			all[i].Used, err = t.voucherUses(all[i].ID)
		}
	}
	return all, err
}

func (t *Tx) voucherUses(id string) (all []VoucherUse, err error) {
	err = t.each(`SELECT kiosk, at FROM voucher_uses WHERE voucher = ? ORDER BY at, kiosk`, []any{id}, func(scan func(...any) error) error {
		var u VoucherUse
		var at int64
		err := scan(&u.Kiosk, &at)
		u.At = fromMilli(at)
		all = append(all, u)
		return err
	})
	return all, err
}
