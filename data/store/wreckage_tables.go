package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hangviet/data/ledger"
)

// ledgerTables are brought over entry by entry, and the identity by itself.
var ledgerTables = []string{"entries", "hashes", "receipts", "pruned", "used_tickets", "identity"}

// readOld opens the damaged database as far as SQLite still can, and changes nothing
// in its files.
func (w *wreckage) readOld() (*sql.DB, error) {
	return open(filepath.Join(w.dir, fileName), "mode=ro", "busy_timeout(10000)", "cell_size_check(1)")
}

// fromBothEnds reads a table from its beginning and from its end, up to what is
// broken; broken tells whether anything was.
func fromBothEnds(ctx context.Context, db *sql.DB, table, order string, row func(scan) error) (broken bool) {
	for _, way := range []string{"ASC", "DESC"} {
		query := fmt.Sprintf("SELECT * FROM %s ORDER BY %s %s", table, order, way) // #nosec G201 -- names of our own schema
		if each(ctx, db, query, nil, row) == nil {
			return broken
		}
		broken = true
	}
	return broken
}

// ticketMark is the length of a ticket's mark in bytes.
const ticketMark = 8

// readUses reads which tickets the entries used whose bytes may be gone.
func (w *wreckage) readUses(ctx context.Context) error {
	db, err := w.readOld()
	if err != nil {
		return err
	}
	fromBothEnds(ctx, db, "used_tickets", "round, test, mark", func(row scan) error {
		var use ledger.Use
		var mark []byte
		var index int64
		if row(&use.Round, &use.Test, &mark, &index) != nil || len(mark) != ticketMark {
			return nil // no ticket has that form; those beyond it count
		}
		use.Mark = fmt.Sprintf("%x", mark)
		w.uses[index] = use
		return nil
	})
	return errors.Join(ctx.Err(), db.Close())
}

// fillTables copies what else the database held; settings that are lost are taken
// from the copy.
func (w *wreckage) fillTables(ctx context.Context, s *Store) (copied bool, err error) {
	old, err := w.readOld()
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	tables, err := all(ctx, s.db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'", nil,
		func(row scan) (name string, err error) { return name, row(&name) })
	if err != nil {
		return false, err
	}
	for _, table := range tables {
		if slices.Contains(ledgerTables, table) {
			continue
		}
		broken, err := fillTable(ctx, s.db, old, table)
		if err != nil {
			return copied, err
		}
		if table == "settings" && (broken || w.stale) {
			copied = true
			err = w.fillSettings(ctx, s)
		}
		if err != nil {
			return copied, err
		}
	}
	return copied, ctx.Err()
}

// fillTable copies the rows of one table that can be read.
func fillTable(ctx context.Context, to, from *sql.DB, table string) (broken bool, err error) {
	columns, err := all(ctx, to, "SELECT name FROM pragma_table_info(?)", []any{table}, func(row scan) (name string, err error) { return name, row(&name) })
	if err != nil {
		return false, err
	}
	f := filling{
		into:    fmt.Sprintf("INSERT OR IGNORE INTO %s VALUES (?%s)", table, strings.Repeat(", ?", len(columns)-1)), // #nosec G201 -- names of our own schema
		columns: len(columns),
	}
	err = inTx(ctx, to, func(tx *sql.Tx) error {
		unreadable := fromBothEnds(ctx, from, table, "1", func(row scan) error { return f.put(ctx, tx, row) })
		f.broken = f.broken || unreadable
		return f.failed
	})
	return f.broken, err
}

// filling is the copying of one table.
type filling struct {
	into    string // the statement that adds a row
	columns int
	broken  bool  // a row was not taken
	failed  error // of the new file
}

// put adds a row; one that is refused is passed over.
func (f *filling) put(ctx context.Context, tx *sql.Tx, row scan) error {
	values, places := make([]any, f.columns), make([]any, f.columns)
	for i := range values {
		places[i] = &values[i]
	}
	if err := row(places...); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, f.into, values...)
	if refused(err) {
		f.broken = true
		return nil
	}
	f.failed = errors.Join(f.failed, err)
	return err
}

// refused tells whether SQLite does not take a row for what stands in it.
func refused(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && slices.Contains([]int{sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH}, e.Code()&0xff)
}

// fillSettings adds what only the copy still knows, or knows better.
func (w *wreckage) fillSettings(ctx context.Context, s *Store) error {
	put := "INSERT OR IGNORE INTO settings VALUES (?, ?)"
	if w.stale {
		put = putSetting
	}
	return inTx(ctx, s.db, func(tx *sql.Tx) error {
		for key, value := range w.copy.Settings {
			if _, err := tx.ExecContext(ctx, put, key, value); err != nil {
				return err
			}
		}
		return nil
	})
}

// noteMended keeps what was mended, for staff and hub to be told.
func (s *Store) noteMended(ctx context.Context, m Mended) (string, error) {
	return s.ChangeSetting(ctx, settingMended, func(old string) string {
		kept := append(parseMendings(old), m)
		text, _ := json.Marshal(kept[max(0, len(kept)-maxMended):]) // strings, numbers and times of this millennium always encode
		return string(text)
	})
}

func parseMendings(text string) (all []Mended) {
	if json.Unmarshal([]byte(text), &all) != nil {
		return nil
	}
	return all
}
