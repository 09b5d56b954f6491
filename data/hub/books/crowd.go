package books

import (
	"database/sql"

	"hangviet/data/hub/wire"
)

// Crowd is how many kiosks of one status there are, with how many entries.
type Crowd struct{ Kiosks, Entries int64 }

// Crowds counts the kiosks by status.
func (t *Tx) Crowds() (map[wire.Status]Crowd, error) {
	all := map[wire.Status]Crowd{}
	err := t.each(`SELECT status, COUNT(*), COALESCE(SUM(size), 0) FROM kiosks GROUP BY status`, nil, func(scan func(...any) error) error {
		var status wire.Status
		var c Crowd
		err := scan(&status, &c.Kiosks, &c.Entries)
		all[status] = c
		return err
	})
	return all, err
}

// Stats returns how the connections to the database are used, by "read" and
// "write".
func (d *DB) Stats() map[string]sql.DBStats {
	return map[string]sql.DBStats{"read": d.read.Stats(), "write": d.writer.stats()}
}
