package books

import (
	"context"
	"errors"
	"strings"
	"testing"

	"hangviet/data/hub/books/pgtest"
)

// TestPipeline: what is kept back is sent before anything that could see it, or
// goes with its transaction.
func TestPipeline(t *testing.T) {
	url, _ := pgtest.Start(t, "fsync=off")
	db, err := OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	pool := db.writer.(*turns).db
	pool.SetMaxOpenConns(1) // what a transaction leaves behind the next one finds
	put := func(tx *Tx) error { return tx.exec(`INSERT INTO meta (key, value) VALUES ('a', ?)`, []byte("1")) }
	update(t, db, func(tx *Tx) error {
		if err := put(tx); err != nil {
			return err
		}
		_, err := tx.Meta("a")
		return err
	})
	err = db.Update(t.Context(), func(tx *Tx) error { return put(tx) })
	if err == nil || !strings.Contains(err.Error(), "INSERT INTO meta") || stateOf(err) != stateUnique {
		t.Errorf("a second row of the same key: %v", err)
	}
	err = db.Update(t.Context(), func(tx *Tx) error {
		_ = put(tx)
		_, _ = tx.Meta("a") // tells of it, and nobody listens
		return tx.exec(`INSERT INTO meta (key, value) VALUES ('b', ?)`, []byte("1"))
	})
	if err == nil {
		t.Error("a transaction with a statement that failed was committed")
	}
	if _, err := pool.ExecContext(t.Context(), `INSERT INTO meta (key, value) VALUES ('c', '1')`); err != nil {
		t.Error(err)
	}
	view(t, db, func(tx *Tx) error {
		_, wrong := tx.Meta("b")
		_, err := tx.Meta("c")
		if wrong == nil || err != nil {
			t.Errorf("b: %v, c: %v", wrong, err)
		}
		return nil
	})
}

// TestOddTexts: what PostgreSQL cannot hold is not there.
func TestOddTexts(t *testing.T) {
	url, _ := pgtest.Start(t, "fsync=off")
	db, err := OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, odd := range []string{"a\x00b", "\xc0\xaf", "đặc sản\xff"} {
		view(t, db, func(tx *Tx) error {
			if _, err := tx.Kiosk(odd); !errors.Is(err, ErrNotFound) {
				t.Errorf("%q: %v", odd, err)
			}
			return nil
		})
	}
}

// TestHungUp: who is gone before his transaction ends does not end it, nor the
// connection.
func TestHungUp(t *testing.T) {
	url, _ := pgtest.Start(t, "fsync=off")
	db, err := OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, hangUp := context.WithCancel(t.Context())
	err = db.Update(ctx, func(tx *Tx) error {
		hangUp()
		return tx.PutKiosk(pending("a"))
	})
	if err != nil {
		t.Error(err)
	}
	wantSizes(t, db, 0)
	if err := db.Update(ctx, func(tx *Tx) error { return tx.PutKiosk(pending("b")) }); err == nil {
		t.Error("who was gone before was served")
	}
}

// TestNoTurn: a lock goes to the server with what comes after it, and still nothing
// is done without one.
func TestNoTurn(t *testing.T) {
	url, _ := pgtest.Start(t, "fsync=off")
	db, err := OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.writer.(*turns).db.ExecContext(t.Context(), `DELETE FROM turns`); err != nil {
		t.Fatal(err)
	}
	put := func(tx *Tx) error { return tx.PutMeta("a", []byte("1")) }
	read := func(tx *Tx) error { _, err := tx.Kiosks(); return err }
	for name, f := range map[string]func(*Tx) error{"write": put, "read": read, "neither": func(*Tx) error { return nil }} {
		if err := db.UpdateOne(t.Context(), "k", f); !errors.Is(err, errTurns) {
			t.Errorf("%s: %v", name, err)
		}
		if err := db.Update(t.Context(), f); !errors.Is(err, errTurns) {
			t.Errorf("%s, alone: %v", name, err)
		}
	}
	view(t, db, func(tx *Tx) error {
		if _, err := tx.Meta("a"); !errors.Is(err, ErrNotFound) {
			t.Errorf("written without a turn: %v", err)
		}
		return nil
	})
}
