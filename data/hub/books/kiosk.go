package books

import (
	"time"

	"hangviet/data/hub/wire"
)

// How a kiosk was heard of.
const (
	ByNetwork = "network"
	ByStick   = "stick"
)

// Kiosk is a kiosk the hub has heard of.
type Kiosk struct {
	ID        string
	PublicKey []byte
	Name      string
	NamedAt   time.Time // the kiosk's own clock when it gave its name
	Status    wire.Status
	Enrolled  time.Time
	Decided   time.Time // when it was approved or refused; zero while pending
	Heard     time.Time
	How       string // [ByNetwork] or [ByStick]
	Size      int64  // entries of its ledger that are stored, without a gap from 0
}

const kioskColumns = `id, public_key, name, named_at, status, enrolled, decided, heard, how, size`

// Kiosk returns the kiosk with that id, or [ErrNotFound].
func (t *Tx) Kiosk(id string) (Kiosk, error) {
	var found Kiosk
	err := ErrNotFound
	failed := t.each(`SELECT `+kioskColumns+` FROM kiosks WHERE id = ?`, []any{id}, func(scan func(...any) error) error {
		found, err = scanKiosk(scan)
		return err
	})
	if failed != nil {
		return Kiosk{}, failed
	}
	return found, err
}

// Kiosks returns every kiosk in the order of enrolment.
func (t *Tx) Kiosks() ([]Kiosk, error) {
	var all []Kiosk
	err := t.each(`SELECT `+kioskColumns+` FROM kiosks ORDER BY enrolled, id`, nil, func(scan func(...any) error) error {
		k, err := scanKiosk(scan)
		all = append(all, k)
		return err
	})
	return all, err
}

// Standing is what counting wants to know of a kiosk.
type Standing struct {
	ID     string
	Status wire.Status
	Size   int64
}

// Standings returns how every kiosk stands, by id.
func (t *Tx) Standings() ([]Standing, error) {
	var all []Standing
	err := t.each(`SELECT id, status, size FROM kiosks ORDER BY id`, nil, func(scan func(...any) error) error {
		var s Standing
		err := scan(&s.ID, &s.Status, &s.Size)
		all = append(all, s)
		return err
	})
	return all, err
}

// Waiting returns how many kiosks that were heard over the network last are
// neither approved nor refused.
func (t *Tx) Waiting() (n int, err error) {
	err = t.one(`SELECT COUNT(*) FROM kiosks WHERE status = ? AND how = ?`, []any{string(wire.Pending), ByNetwork}, &n)
	return n, err
}

// PutKiosk stores a kiosk; an older row of the same id is replaced, except for
// the public key, which never changes.
func (t *Tx) PutKiosk(k Kiosk) error {
	return t.exec(`INSERT INTO kiosks (`+kioskColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, named_at = excluded.named_at,
			status = excluded.status, decided = excluded.decided, heard = excluded.heard,
			how = excluded.how, size = excluded.size`,
		k.ID, k.PublicKey, k.Name, milli(k.NamedAt), string(k.Status), milli(k.Enrolled), milli(k.Decided),
		milli(k.Heard), k.How, k.Size)
}

// Hear stores when and how a kiosk was last heard.
func (t *Tx) Hear(id string, at time.Time, how string) error {
	return t.exec(`UPDATE kiosks SET heard = ?, how = ? WHERE id = ?`, milli(at), how, id)
}

func scanKiosk(scan func(...any) error) (Kiosk, error) {
	var k Kiosk
	var named, enrolled, decided, heard int64
	err := scan(&k.ID, &k.PublicKey, &k.Name, &named, &k.Status, &enrolled, &decided, &heard, &k.How, &k.Size)
	k.NamedAt, k.Enrolled, k.Decided, k.Heard = fromMilli(named), fromMilli(enrolled), fromMilli(decided), fromMilli(heard)
	return k, err
}

// milli returns t as stored; the zero time is 0.
func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMilli(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}
