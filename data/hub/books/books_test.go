package books

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
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

// TestOwnersOnly: the file holds the hub's key.
func TestOwnersOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "hub.db")
	open(t, path)
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
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
