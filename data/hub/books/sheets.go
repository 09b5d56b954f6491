package books

import (
	"database/sql"
	"maps"
	"slices"
	"strings"

	"hangviet/data/hub/wire"
)

// many is how many rows a statement reads or writes at once.
const many = 100

// Sheets returns the stored sums of those subjects that have some, by subject.
func (t *Tx) Sheets(scope, span string, subjects []string) (map[string][]byte, error) {
	found := map[string][]byte{}
	for some := range slices.Chunk(subjects, many) {
		args := []any{scope, span}
		for _, subject := range some {
			args = append(args, subject)
		}
		err := t.each(`SELECT subject, data FROM sheets WHERE scope = ? AND span = ? AND subject IN (`+marks(len(some))+`)`, args,
			func(scan func(...any) error) error {
				var subject string
				var data []byte
				err := scan(&subject, &data)
				found[subject] = data
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// marks are n placeholders, "?, ?, ?".
func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

// EachSheet calls f for the sums of every subject of a scope in a span. What f is
// given serves until it returns: there may be tens of thousands, so nothing is
// copied.
func (t *Tx) EachSheet(scope, span string, f func(subject, data []byte) error) error {
	var subject, data sql.RawBytes
	return t.each(`SELECT subject, data FROM sheets WHERE scope = ? AND span = ?`, []any{scope, span},
		func(scan func(...any) error) error {
			if err := scan(&subject, &data); err != nil {
				return err
			}
			return f(subject, data)
		})
}

// PutSheets stores sums by subject; an empty one is removed.
func (t *Tx) PutSheets(scope, span string, sheets map[string][]byte) error {
	for some := range slices.Chunk(slices.Sorted(maps.Keys(sheets)), many) {
		var args []any
		for _, subject := range some {
			if data := sheets[subject]; len(data) > 0 {
				args = append(args, scope, span, subject, data)
				continue
			}
			if err := t.exec(`DELETE FROM sheets WHERE scope = ? AND span = ? AND subject = ?`, scope, span, subject); err != nil {
				return err
			}
		}
		if err := t.insert(`INSERT INTO sheets (scope, span, subject, data) VALUES `, 4, args,
			` ON CONFLICT (scope, span, subject) DO UPDATE SET data = excluded.data`); err != nil {
			return err
		}
	}
	return nil
}

// insert adds rows of so many columns by one statement; no arguments are no rows.
func (t *Tx) insert(into string, columns int, args []any, rest string) error {
	if len(args) == 0 {
		return nil
	}
	row := "(" + marks(columns) + "), "
	return t.exec(into+strings.TrimSuffix(strings.Repeat(row, len(args)/columns), ", ")+rest, args...)
}

// DropSheets removes all sums.
func (t *Tx) DropSheets() error { return t.exec(`DELETE FROM sheets`) }

// ReportOf returns what is held of a kiosk's day, by name and key.
func (t *Tx) ReportOf(kiosk, day string) (counts []wire.Count, err error) {
	err = t.each(`SELECT name, key, n FROM counters WHERE kiosk = ? AND day = ? ORDER BY name, key`, []any{kiosk, day},
		func(scan func(...any) error) error {
			var c wire.Count
			err := scan(&c.Name, &c.Key, &c.N)
			counts = append(counts, c)
			return err
		})
	return counts, err
}

// ReportedDays returns the days of which a kiosk's counters are held, in order.
func (t *Tx) ReportedDays(kiosk string) (days []string, err error) {
	err = t.each(`SELECT day FROM reports WHERE kiosk = ? ORDER BY day`, []any{kiosk}, func(scan func(...any) error) error {
		var day string
		err := scan(&day)
		days = append(days, day)
		return err
	})
	return days, err
}

// Seen returns what a kiosk counted on the days from first to last together, under
// some names, by name and key.
func (t *Tx) Seen(kiosk, first, last string, names ...string) (counts []wire.Count, err error) {
	args := []any{kiosk, first, last}
	for _, name := range names {
		args = append(args, name)
	}
	err = t.each(`SELECT name, key, SUM(n) FROM counters WHERE kiosk = ? AND day >= ? AND day <= ? AND name IN (`+marks(len(names))+`)
		GROUP BY name, key`, args, func(scan func(...any) error) error {
		var c wire.Count
		err := scan(&c.Name, &c.Key, &c.N)
		counts = append(counts, c)
		return err
	})
	return counts, err
}

// KioskNames returns what the kiosks of a status are called, by id.
func (t *Tx) KioskNames(status wire.Status) (map[string]string, error) {
	names := map[string]string{}
	err := t.each(`SELECT id, name FROM kiosks WHERE status = ?`, []any{string(status)}, func(scan func(...any) error) error {
		var id, name string
		err := scan(&id, &name)
		names[id] = name
		return err
	})
	return names, err
}

// NamesOf returns what kiosks are called, whatever their status, by id.
func (t *Tx) NamesOf(ids []string) (map[string]string, error) {
	names := map[string]string{}
	for some := range slices.Chunk(ids, many) {
		args := make([]any, len(some))
		for i, id := range some {
			args[i] = id
		}
		err := t.each(`SELECT id, name FROM kiosks WHERE id IN (`+marks(len(some))+`)`, args, func(scan func(...any) error) error {
			var id, name string
			err := scan(&id, &name)
			names[id] = name
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return names, nil
}
