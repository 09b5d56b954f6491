package books

import (
	"errors"
	"path/filepath"
	"testing"

	"hangviet/data/hub/people"
)

// TestOldAccounts: who could sign in before there were roles is an administrator,
// and signs in anew.
func TestOldAccounts(t *testing.T) {
	path := oldBooks(t, 3, func(tx *Tx) error {
		return errors.Join(
			tx.exec(`INSERT INTO admins (name, password, created) VALUES ('Thảo', 'p', 5)`),
			tx.exec(`INSERT INTO sessions (token, admin, created, used) VALUES ('x', 'Thảo', 5, 5)`),
			tx.exec(`INSERT INTO audit (number, at, who, act, subject, note) VALUES (1, 5, 'Thảo', 'fork.count', 'f', '')`),
		)
	})
	err := open(t, path).View(t.Context(), func(tx *Tx) error {
		all, err := tx.Accounts()
		if len(all) != 1 || all[0].Name != "Thảo" || all[0].Password != "p" || all[0].Role != people.Administrator || all[0].Created.UnixMilli() != 5 || all[0].Epoch != 1 {
			t.Errorf("%+v", all)
		}
		lines, wrong := tx.Audits("")
		if len(lines) != 1 || lines[0].Who != "Thảo" || lines[0].Way != "" {
			t.Errorf("%+v", lines)
		}
		return errors.Join(err, wrong)
	})
	if err != nil {
		t.Error(err)
	}
}

// oldBooks makes a database of a program that knew so many migrations, with what
// fill puts into it, and returns its path.
func oldBooks(t *testing.T, migrations int, fill func(*Tx) error) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "hub.db")
	if err := touch(path); err != nil {
		t.Fatal(err)
	}
	pool, err := openPool(path, writeOptions, 1)
	if err != nil {
		t.Fatal(err)
	}
	old := &DB{writer: newGroup(pool), dialect: sqliteDialect()}
	update(t, old, func(tx *Tx) error {
		for i := range migrations {
			if _, err := tx.step(i); err != nil {
				return err
			}
		}
		return fill(tx)
	})
	if err := old.writer.close(); err != nil {
		t.Fatal(err)
	}
	return path
}
