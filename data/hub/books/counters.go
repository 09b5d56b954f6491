package books

import (
	"slices"
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

// PutReport puts a kiosk's report of a day in place of the one before: of what it
// counted, changed are the counters that are new or other than before, and gone
// those that are there no longer.
func (t *Tx) PutReport(kiosk, day string, made time.Time, changed, gone []wire.Count) error {
	for _, c := range gone {
		if err := t.exec(`DELETE FROM counters WHERE kiosk = ? AND day = ? AND name = ? AND key = ?`, kiosk, day, c.Name, c.Key); err != nil {
			return err
		}
	}
	for some := range slices.Chunk(changed, many) {
		var args []any
		for _, c := range some {
			args = append(args, kiosk, day, c.Name, c.Key, c.N)
		}
		err := t.insert(`INSERT INTO counters (kiosk, day, name, key, n) VALUES `, 5, args,
			` ON CONFLICT (kiosk, day, name, key) DO UPDATE SET n = excluded.n`)
		if err != nil {
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

// CountersOf returns what a kiosk counted on the days from first to last, by day,
// name and key.
func (t *Tx) CountersOf(kiosk, first, last string) ([]Counter, error) {
	return t.counters(`SELECT kiosk, day, name, key, n FROM counters WHERE kiosk = ? AND day >= ? AND day <= ?
		ORDER BY day, name, key`, kiosk, first, last)
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
