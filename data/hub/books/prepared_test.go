package books

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"hangviet/data/hub/wire"
)

// TestKeptStatements: a statement that is kept gives what a new one would, also
// while its rows are being read, after it failed and after the tables changed.
func TestKeptStatements(t *testing.T) {
	d, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "hub.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	update := func(f func(*Tx) error) {
		t.Helper()
		if err := d.Update(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{"a", "b", "c"} {
		update(func(t *Tx) error { return t.PutKiosk(Kiosk{ID: id, PublicKey: []byte(id), Status: wire.Pending}) })
	}
	const query = `SELECT id FROM kiosks WHERE id >= ? ORDER BY id`
	list := func(tx *Tx, from string, each func(string) error) error {
		return tx.each(query, []any{from}, func(scan func(...any) error) error {
			var id string
			if err := scan(&id); err != nil {
				return err
			}
			return each(id)
		})
	}
	var nested []string
	update(func(tx *Tx) error {
		return list(tx, "a", func(id string) error {
			return list(tx, id, func(other string) error {
				nested = append(nested, id+other)
				return nil
			})
		})
	})
	if len(nested) != 6 {
		t.Errorf("a query within itself: %v", nested)
	}
	stopped := errors.New("stopped")
	err = d.Update(t.Context(), func(tx *Tx) error { return list(tx, "a", func(string) error { return stopped }) })
	if !errors.Is(err, stopped) {
		t.Error(err)
	}
	update(func(tx *Tx) error { return tx.exec(`ALTER TABLE kiosks ADD COLUMN more TEXT`) })
	var all []string
	update(func(tx *Tx) error {
		all = nil
		return list(tx, "b", func(id string) error { all = append(all, id); return nil })
	})
	if len(all) != 2 {
		t.Errorf("afterwards: %v", all)
	}
}

// TestKeptStatementsCancelled: a query that was broken off is as new.
func TestKeptStatementsCancelled(t *testing.T) {
	d, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "hub.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	for range 20 {
		ctx, cancel := context.WithCancel(t.Context())
		err := d.View(ctx, func(tx *Tx) error {
			cancel()
			_, err := tx.Kiosks()
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if err := d.View(t.Context(), func(tx *Tx) error { _, err := tx.Kiosks(); return err }); err != nil {
			t.Fatal(err)
		}
	}
}
