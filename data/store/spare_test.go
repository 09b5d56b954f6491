package store

import (
	"path/filepath"
	"testing"
	"time"
)

// TestASpareConnectionIsLetGo, while the one in use stays.
func TestASpareConnectionIsLetGo(t *testing.T) {
	t.Parallel()
	db, err := open(filepath.Join(t.TempDir(), "a.db"), "mode=rwc")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	keepSpare(db, time.Second)
	one, err := db.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer one.Close()
	for range 2 {
		spare, err := db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if err := spare.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if n := db.Stats().OpenConnections; n != 2 {
		t.Fatalf("%d connections", n)
	}
	for late := time.Now().Add(15 * time.Second); db.Stats().OpenConnections > 1; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("the spare connection is kept")
		}
	}
	if err := one.PingContext(t.Context()); err != nil {
		t.Error(err)
	}
}
