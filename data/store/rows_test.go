package store

import (
	"crypto/ed25519"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/vote"
)

// newLog returns a kiosk with n ballots.
func newLog(t testing.TB, n int) (*Store, *ledger.Log) {
	t.Helper()
	s, err := Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	l := ledger.Open(s, s.Identity())
	for i := range n {
		cast(t, l, i)
	}
	return s, l
}

func cast(t testing.TB, l *ledger.Log, n int) {
	t.Helper()
	appendTo(t, l, ballot(n))
}

// castWith casts a ballot with a ticket.
func castWith(t testing.TB, l *ledger.Log, n int, mark string) {
	t.Helper()
	b := ballot(n)
	b.Mode, b.Ticket = vote.ByTicket, mark
	appendTo(t, l, b)
}

func appendTo(t testing.TB, l *ledger.Log, b vote.Ballot) {
	t.Helper()
	if _, err := l.Append(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

func ballot(n int) vote.Ballot {
	return vote.Ballot{
		ID: fmt.Sprintf("%032x", n), Round: "2026", Hour: time.Date(2026, 5, 1, 3, 0, 0, 0, time.UTC),
		Choices: []vote.Choice{{Category: "do-uong", Nominee: "n1"}, {Category: "thuc-pham", Nominee: "n2"}, {Category: "may-mac", Nominee: "n3"}},
	}
}

// A confirmed ballot survives a power cut only when every connection that can
// write waits for the disk.
func TestEveryConnectionWaitsForTheDisk(t *testing.T) {
	s, _ := newLog(t, 0)
	for range connections {
		conn, err := s.db.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close() // all are open at once, so they are all there can be
		for pragma, want := range map[string]string{"synchronous": "2", "journal_mode": "wal", "foreign_keys": "1"} {
			var got string
			if err := conn.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); got != want || err != nil {
				t.Errorf("%s is %q, %v", pragma, got, err)
			}
		}
	}
}

func TestTheLedgerIsNeverChanged(t *testing.T) {
	s, l := newLog(t, 2)
	castWith(t, l, 2, "0123456789abcdef")
	receipt(t, l)
	for _, statement := range []string{
		"UPDATE entries SET choices = 9",
		"UPDATE entries SET ballot = ballot",
		"UPDATE entries SET entry = x''",
		"UPDATE entries SET paper = 1",
		"DELETE FROM entries WHERE idx = 2",
		"INSERT INTO entries SELECT idx + 2, 'x', choices, entry, head, round, paper, test FROM entries WHERE idx = 2",
		"INSERT INTO entries SELECT idx, 'x', choices, entry, head, round, paper, test FROM entries WHERE idx = 2",
		"INSERT OR REPLACE INTO entries SELECT idx, 'x', choices, entry, head, round, paper, test FROM entries WHERE idx = 2",
		"INSERT OR REPLACE INTO entries SELECT 3, ballot, choices, entry, head, round, paper, test FROM entries WHERE idx = 2",
		"UPDATE hashes SET hash = hash",
		"DELETE FROM hashes",
		"INSERT OR REPLACE INTO hashes SELECT * FROM hashes",
		"UPDATE receipts SET size = 1",
		"DELETE FROM receipts",
		"INSERT INTO receipts VALUES (1, x'00')",
		"UPDATE used_tickets SET idx = idx",
		"UPDATE used_tickets SET mark = x'0000000000000000'",
		"DELETE FROM used_tickets",
		"INSERT INTO used_tickets VALUES ('2026', 0, x'0000000000000009', 1)",
		"INSERT OR REPLACE INTO used_tickets SELECT round, test, mark, 2 FROM used_tickets",
		"INSERT INTO pruned VALUES (4)",
		"INSERT INTO pruned VALUES (0)",
		"UPDATE identity SET seed = zeroblob(32)",
		"DELETE FROM identity",
		"INSERT OR REPLACE INTO identity VALUES (1, zeroblob(32))",
	} {
		if _, err := s.db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("may be done: %s", statement)
		}
	}
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestPrunedRowsAreNeverChanged: what may be taken away is the bytes alone, of
// what has a receipt, once.
func TestPrunedRowsAreNeverChanged(t *testing.T) {
	s, l := newLog(t, 3)
	receipt(t, l)
	cast(t, l, 3)
	if err := s.Update(t.Context(), func(tx ledger.Tx) error { return tx.Prune(2) }); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"UPDATE entries SET entry = x'' WHERE idx = 2",
		"UPDATE entries SET entry = x'00' WHERE idx = 1",
		"UPDATE entries SET entry = x'', choices = 0 WHERE idx = 1",
		"UPDATE entries SET entry = x'', head = x'' WHERE idx = 1",
		"UPDATE entries SET entry = x'', ballot = 'x' WHERE idx = 1",
		"DELETE FROM entries WHERE idx = 1",
		"UPDATE pruned SET size = 1",
		"DELETE FROM pruned",
		"INSERT INTO pruned VALUES (2)",
		"INSERT OR REPLACE INTO pruned VALUES (2)",
		"INSERT INTO pruned VALUES (4)", // the last has no receipt
	} {
		if _, err := s.db.ExecContext(t.Context(), statement); err == nil {
			t.Errorf("may be done: %s", statement)
		}
	}
	if err := l.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// receipt lets a hub acknowledge everything.
func receipt(t *testing.T, l *ledger.Log) {
	t.Helper()
	b, err := l.Bundle(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	head, err := b.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	hub := ledger.HubIdentity(ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize)))
	msg, err := ledger.SignReceipt(hub, head)
	if err != nil {
		t.Fatal(err)
	}
	key, err := hub.VerifierKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Acknowledge(t.Context(), msg, key); err != nil {
		t.Fatal(err)
	}
}

// A hand that takes the triggers away first is still found out.
func TestVerifyFindsWhatWasChanged(t *testing.T) {
	s, l := newLog(t, 318)
	castWith(t, l, 318, "0123456789abcdef")
	castWith(t, l, 319, "0123456789abcdee")
	receipt(t, l)
	dir := filepath.Join(t.TempDir(), "original")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.ExecContext(t.Context(), "VACUUM INTO ?", filepath.Join(dir, fileName)); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"UPDATE entries SET entry = (SELECT entry FROM entries WHERE idx = 1) WHERE idx = 2",
		"UPDATE entries SET entry = CAST(replace(CAST(entry AS TEXT), 'n3', 'n9') AS BLOB) WHERE idx = 300",
		"UPDATE entries SET entry = x'00' WHERE idx = 2",
		"UPDATE entries SET ballot = 'x' WHERE idx = 0",
		"UPDATE entries SET choices = 4 WHERE idx = 5",
		"UPDATE entries SET head = (SELECT head FROM entries WHERE idx = 7) WHERE idx = 319",
		"UPDATE entries SET head = x'00' WHERE idx = 319",
		"UPDATE hashes SET hash = zeroblob(32) WHERE idx = 9",
		"DELETE FROM hashes WHERE idx = 500",
		"DELETE FROM entries WHERE idx = 319",
		"DELETE FROM entries WHERE idx = 10",
		"DELETE FROM entries WHERE idx < 2",
		"UPDATE entries SET entry = x'' WHERE idx = 2",
		"UPDATE entries SET entry = x'' WHERE idx < 2; INSERT INTO pruned VALUES (3)",
		"INSERT INTO pruned VALUES (1)",
		"UPDATE entries SET entry = x''; INSERT INTO pruned VALUES (320)",
		"UPDATE entries SET test = 1 WHERE idx = 5",
		"UPDATE entries SET paper = 1 WHERE idx = 5",
		"UPDATE entries SET round = '2027' WHERE idx = 5",
		"DELETE FROM used_tickets WHERE idx = 318",
		"UPDATE used_tickets SET idx = 5 WHERE idx = 318",
		"UPDATE used_tickets SET round = '2027' WHERE idx = 318",
		"INSERT INTO used_tickets VALUES ('2026', 0, zeroblob(8), 5)",
	} {
		t.Run(statement, func(t *testing.T) {
			s, l := copyOf(t, dir)
			untriggered(t, s.db, statement)
			if err := l.Verify(t.Context()); !errors.Is(err, ledger.ErrDamaged) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// copyOf opens a copy of a data folder.
func copyOf(t *testing.T, dir string) (*Store, *ledger.Log) {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, ledger.Open(s, s.Identity())
}

// untriggered runs a statement with all triggers dropped.
func untriggered(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	names, err := all(t.Context(), db, "SELECT name FROM sqlite_schema WHERE type = 'trigger'", nil,
		func(row scan) (name string, err error) { return name, row(&name) })
	if err != nil {
		t.Fatal(err)
	}
	script := "PRAGMA foreign_keys = OFF; DROP TRIGGER " + strings.Join(names, "; DROP TRIGGER ") + ";" + statement
	if _, err := db.ExecContext(t.Context(), script); err != nil {
		t.Fatal(err)
	}
}

func BenchmarkAppend(b *testing.B) {
	_, l := newLog(b, 0)
	n := 0
	b.Run("Ledger", func(b *testing.B) {
		for b.Loop() {
			cast(b, l, n)
			n++
		}
	})
	b.Run("AppendAndFsync", func(b *testing.B) {
		f, err := os.Create(filepath.Join(b.TempDir(), "file"))
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		record := make([]byte, 300)
		for b.Loop() {
			if _, err := f.Write(record); err != nil {
				b.Fatal(err)
			}
			if err := f.Sync(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
