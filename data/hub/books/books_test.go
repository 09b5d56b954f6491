package books

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/hub/wire"
)

func open(t *testing.T, path string) *DB {
	t.Helper()
	db, err := OpenSQLite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func update(t *testing.T, db *DB, f func(*Tx) error) {
	t.Helper()
	if err := db.Update(context.Background(), f); err != nil {
		t.Error(err)
	}
}

// TestTwoProcesses opens the books twice, as a server and a command do, at the
// same time and on a new file.
func TestTwoProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c%d.db")
	var group sync.WaitGroup
	const each = 25
	for _, id := range []string{"a", "b"} {
		group.Go(func() {
			db, err := OpenSQLite(context.Background(), path)
			if err != nil {
				t.Error(err)
				return
			}
			update(t, db, func(tx *Tx) error { return tx.PutKiosk(Kiosk{ID: id, PublicKey: []byte{1}, Status: wire.Pending}) })
			for range each {
				update(t, db, func(tx *Tx) error {
					k, err := tx.Kiosk(id)
					if err != nil {
						return err
					}
					k.Size++
					return tx.PutKiosk(k)
				})
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	db := open(t, path)
	err := db.View(t.Context(), func(tx *Tx) error {
		all, err := tx.Kiosks()
		if len(all) != 2 || all[0].Size != each || all[1].Size != each {
			t.Errorf("%+v", all)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v: the file holds the hub's key", info.Mode(), err)
	}
}

func TestWholeOrNotAtAll(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "hub.db"))
	stop := errors.New("stop")
	err := db.Update(t.Context(), func(tx *Tx) error {
		if err := tx.PutKiosk(Kiosk{ID: "a", PublicKey: []byte{1}, Status: wire.Pending}); err != nil {
			return err
		}
		if err := tx.Append("a", 0, [][]byte{{1}}, make([]tlog.Hash, 1)); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Fatal(err)
	}
	err = db.View(t.Context(), func(tx *Tx) error {
		_, err := tx.Kiosk("a")
		return err
	})
	if !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

// TestEntriesOnce: the same place of the same kiosk is taken once.
func TestEntriesOnce(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "hub.db"))
	add := func(tx *Tx) error {
		return tx.Append("a", 0, [][]byte{{1}}, make([]tlog.Hash, 1))
	}
	if err := db.Update(t.Context(), add); err == nil {
		t.Error("an entry of an unknown kiosk was stored")
	}
	update(t, db, func(tx *Tx) error { return tx.PutKiosk(Kiosk{ID: "a", PublicKey: []byte{1}, Status: wire.Pending}) })
	update(t, db, add)
	if err := db.Update(t.Context(), add); err == nil {
		t.Error("an entry was stored twice")
	}
}

func TestViewCannotWrite(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "hub.db"))
	if err := db.View(t.Context(), func(tx *Tx) error { return tx.PutMeta("a", nil) }); err == nil {
		t.Error("a view has written")
	}
}

func TestNewerBooks(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	db := open(t, path)
	update(t, db, func(tx *Tx) error { return tx.exec(`INSERT INTO schema_steps (number) VALUES (?)`, len(migrations)+1) })
	if _, err := OpenSQLite(t.Context(), path); !errors.Is(err, ErrNewer) {
		t.Error(err)
	}
}

// TestPortable refuses what only SQLite understands.
func TestPortable(t *testing.T) {
	odd := regexp.MustCompile(`(?i)AUTOINCREMENT|\browid\b|INSERT OR |REPLACE INTO|PRAGMA|WITHOUT ROWID|\bIFNULL\b|strftime|datetime\(|"`)
	for _, step := range migrations {
		for _, statement := range step.statements() {
			if found := odd.FindString(statement); found != "" {
				t.Errorf("%q in %s", found, statement)
			}
			if strings.Contains(statement, "INTEGER") {
				t.Errorf("INTEGER is 32 bits elsewhere: %s", statement)
			}
		}
	}
}
