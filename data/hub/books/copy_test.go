package books

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"hangviet/data/hub/books/pgtest"
)

// fill puts something into every table. All texts are one, and so are all numbers,
// so that what refers to another table finds it.
func fill(t *testing.T, db *DB, name string) {
	t.Helper()
	update(t, db, func(tx *Tx) error {
		for _, name := range tables() {
			described, err := tx.describe(name)
			if err != nil {
				return err
			}
			var row []any
			for _, k := range described.kinds {
				row = append(row, map[kind]any{ofNumbers: int64(7), ofTexts: "đặc sản", ofBytes: []byte{0, 0xff, 10}}[k])
			}
			into := filler{tx: tx, table: described}
			if err := errors.Join(into.add(row), into.flush()); err != nil {
				return fmt.Errorf("table %s: %w", name, err)
			}
		}
		return nil
	})
	update(t, db, func(tx *Tx) (err error) {
		k := pending(name)
		k.Name = "Điểm bán"
		if err := tx.PutKiosk(k); err != nil {
			return err
		}
		appendSome(t, tx, name, 0, 3000)
		for n := range 5_000 {
			err = errors.Join(err, tx.exec(`INSERT INTO counters (kiosk, day, name, key, n) VALUES (?, '2026-08-05', 'shown', ?, ?)`, name, fmt.Sprint("mã ", n), n))
		}
		return err
	})
}

// rows counts the rows of all tables.
func rows(t *testing.T, db *DB) (n int64) {
	t.Helper()
	view(t, db, func(tx *Tx) error {
		for _, name := range tables() {
			var some int64
			if err := tx.one(`SELECT COUNT(*) FROM `+name, nil, &some); err != nil {
				return err
			}
			n += some
		}
		return nil
	})
	return n
}

// TestCopy goes from SQLite to PostgreSQL and back.
func TestCopy(t *testing.T) {
	url, _ := pgtest.Start(t, "fsync=off")
	path := filepath.Join(t.TempDir(), "hub.db")
	db, beside := open(t, path), open(t, path)
	fill(t, db, "a")
	server, err := OpenPostgres(t.Context(), pgtest.New(t, url))
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	back := open(t, filepath.Join(t.TempDir(), "back.db"))
	if _, err := Copy(t.Context(), db, server, "PostgreSQL"); err != nil {
		t.Fatal(err)
	}
	copied, err := Copy(t.Context(), server, back, "")
	if err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	for _, c := range copied {
		n += c.Rows
	}
	if want := rows(t, back); n != want || rows(t, server) != want || rows(t, db) != want+1 {
		t.Errorf("%d rows were copied, %d are in the copy's copy, %d in the copy, %d in what was copied and its note that it was", n, want, rows(t, server), rows(t, db))
	}
	wantLedger(t, back, "a", 3000)
	if _, err := Copy(t.Context(), back, server, ""); !errors.Is(err, ErrHolds) {
		t.Errorf("copied over what is there: %v", err)
	}
	wantMoved(t, path, beside)
	update(t, server, func(tx *Tx) error { return tx.PutKiosk(pending("b")) })
	update(t, back, func(tx *Tx) error { return tx.PutKiosk(pending("b")) })
}

// wantMoved: who had the books open before they moved writes nothing more.
func wantMoved(t *testing.T, path string, beside *DB) {
	t.Helper()
	write := func(tx *Tx) error { return tx.PutKiosk(pending("b")) }
	if err := beside.Update(t.Context(), write); !errors.Is(err, ErrMoved) {
		t.Errorf("written after the move: %v", err)
	}
	if err := beside.UpdateOne(t.Context(), "b", write); !errors.Is(err, ErrMoved) {
		t.Errorf("written after the move: %v", err)
	}
	if _, err := OpenSQLite(t.Context(), path); !errors.Is(err, ErrMoved) {
		t.Errorf("opened after the move: %v", err)
	}
}

// TestCopyFails: what cannot be copied leaves both as they were.
func TestCopyFails(t *testing.T) {
	url, _ := pgtest.Start(t, "fsync=off")
	db := open(t, filepath.Join(t.TempDir(), "hub.db"))
	fill(t, db, "a")
	update(t, db, func(tx *Tx) error { return tx.exec(`UPDATE counters SET key = 'a' || CHAR(0) || 'b' WHERE n = 4900`) })
	server, err := OpenPostgres(t.Context(), pgtest.New(t, url))
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	if _, err := Copy(t.Context(), db, server, "PostgreSQL"); err == nil {
		t.Error("a text that PostgreSQL does not take was copied")
	}
	if n := rows(t, server); n != 0 {
		t.Errorf("%d rows are left of a copy that failed", n)
	}
	update(t, db, func(tx *Tx) error { return tx.exec(`UPDATE counters SET key = 'ab' WHERE n = 4900`) })
	if _, err := Copy(t.Context(), db, server, "PostgreSQL"); err != nil {
		t.Error(err)
	}
}

// TestTables: the tables that are copied are all there are.
func TestTables(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "hub.db"))
	view(t, db, func(tx *Tx) error {
		var there []string
		err := tx.each(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`, nil, func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			there = append(there, name)
			return err
		})
		want := append(tables(), "schema_steps")
		slices.Sort(want)
		slices.Sort(there)
		equal(t, "tables", there, want)
		return err
	})
}
