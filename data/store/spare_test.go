package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
)

// TestOneConnectionIsKept, however many were needed at once.
func TestOneConnectionIsKept(t *testing.T) {
	t.Parallel()
	db, err := open(filepath.Join(t.TempDir(), "a.db"), "mode=rwc")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var lent []*sql.Conn
	for range 3 {
		c, err := db.Conn(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		lent = append(lent, c)
	}
	for _, c := range lent {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if n := db.Stats().OpenConnections; n != 1 {
		t.Errorf("%d connections are kept", n)
	}
}
