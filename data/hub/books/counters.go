package books

import (
	"time"

	"hangviet/data/hub/wire"
)

// Counter is what one kiosk counted of one thing on one day.
type Counter struct {
	Kiosk string
	Day   string // 2026-08-05
	wire.Count
}

// ReportMade returns when the report that is held of a kiosk's day was made, or
// [ErrNotFound].
func (t *Tx) ReportMade(kiosk, day string) (time.Time, error) {
	var made int64
	err := t.one(`SELECT made FROM reports WHERE kiosk = ? AND day = ?`, []any{kiosk, day}, &made)
	return fromMilli(made), err
}

// PutReport puts a kiosk's report of a day in place of the one before.
func (t *Tx) PutReport(kiosk, day string, made time.Time, counts []wire.Count) error {
	if err := t.exec(`DELETE FROM counters WHERE kiosk = ? AND day = ?`, kiosk, day); err != nil {
		return err
	}
	for _, c := range counts {
		if err := t.exec(`INSERT INTO counters (kiosk, day, name, key, n) VALUES (?, ?, ?, ?, ?)`, kiosk, day, c.Name, c.Key, c.N); err != nil {
			return err
		}
	}
	return t.exec(`INSERT INTO reports (kiosk, day, made) VALUES (?, ?, ?)
		ON CONFLICT (kiosk, day) DO UPDATE SET made = excluded.made`, kiosk, day, milli(made))
}

// ReportDays returns of how many days a kiosk's reports are held.
func (t *Tx) ReportDays(kiosk string) (n int, err error) {
	err = t.one(`SELECT COUNT(*) FROM reports WHERE kiosk = ?`, []any{kiosk}, &n)
	return n, err
}

// Counters returns what the approved kiosks counted, by day, name, key and kiosk.
func (t *Tx) Counters() ([]Counter, error) {
	return t.counters(`SELECT c.kiosk, c.day, c.name, c.key, c.n FROM counters c JOIN kiosks k ON k.id = c.kiosk
		WHERE k.status = ? ORDER BY c.day, c.name, c.key, c.kiosk`, string(wire.Approved))
}

func (t *Tx) counters(query string, args ...any) (all []Counter, err error) {
	err = t.each(query, args,
		func(scan func(...any) error) error {
			var c Counter
			err := scan(&c.Kiosk, &c.Day, &c.Name, &c.Key, &c.N)
			all = append(all, c)
			return err
		})
	return all, err
}

// Named returns what the approved kiosks counted under one name, by day, key and
// kiosk. It looks at that name of each report alone, however much else there is.
func (t *Tx) Named(name string) ([]Counter, error) {
	return t.counters(`SELECT c.kiosk, c.day, c.name, c.key, c.n
		FROM kiosks k CROSS JOIN reports r CROSS JOIN counters c
		WHERE k.status = ? AND r.kiosk = k.id AND c.kiosk = r.kiosk AND c.day = r.day AND c.name = ?
		ORDER BY c.day, c.key, c.kiosk`, string(wire.Approved), name)
}

// Totals returns what the approved kiosks counted under two names on all days
// together, by name and key.
func (t *Tx) Totals(one, other string) ([]wire.Count, error) {
	var all []wire.Count
	err := t.each(`SELECT c.name, c.key, SUM(c.n) FROM counters c JOIN kiosks k ON k.id = c.kiosk
		WHERE k.status = ? AND c.name IN (?, ?) GROUP BY c.name, c.key ORDER BY c.name, c.key`, []any{string(wire.Approved), one, other},
		func(scan func(...any) error) error {
			var c wire.Count
			err := scan(&c.Name, &c.Key, &c.N)
			all = append(all, c)
			return err
		})
	return all, err
}
