package books

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/hub/wire"
)

// entry is n bytes, told apart from others.
func entry(kiosk string, n int) []byte {
	return fmt.Appendf(nil, "%s %d %s", kiosk, n, bytes.Repeat([]byte{byte(n)}, n%50))
}

// appendSome appends entries, and the hashes they make, to a kiosk's log.
func appendSome(t *testing.T, tx *Tx, kiosk string, from, to int) {
	t.Helper()
	var entries [][]byte
	var hashes []tlog.Hash
	known := tx.Hashes(kiosk)
	reader := tlog.HashReaderFunc(func(places []int64) ([]tlog.Hash, error) {
		out := make([]tlog.Hash, len(places))
		first := tlog.StoredHashCount(int64(from))
		for i, p := range places {
			if p >= first {
				out[i] = hashes[p-first]
				continue
			}
			old, err := known.ReadHashes([]int64{p})
			if err != nil {
				return nil, err
			}
			out[i] = old[0]
		}
		return out, nil
	})
	for n := from; n < to; n++ {
		entries = append(entries, entry(kiosk, n))
		more, err := tlog.StoredHashes(int64(n), entry(kiosk, n), reader)
		if err != nil {
			t.Fatal(err)
		}
		hashes = append(hashes, more...)
	}
	if err := tx.Append(kiosk, int64(from), entries, hashes); err != nil {
		t.Fatal(err)
	}
}

// wantLedger checks that the first n entries of a kiosk and their hashes are there.
func wantLedger(t *testing.T, db *DB, kiosk string, n int) {
	t.Helper()
	err := db.View(t.Context(), func(tx *Tx) error {
		var want tlog.Hash
		at, seen := 0, 0
		for at = range n {
			want = tlog.RecordHash(entry(kiosk, at))
			if got, err := tx.Hashes(kiosk).ReadHashes([]int64{tlog.StoredHashIndex(0, int64(at))}); err != nil || got[0] != want {
				t.Fatalf("hash of entry %d: %v", at, err)
			}
		}
		if _, err := tlog.TreeHash(int64(n), tx.Hashes(kiosk)); err != nil {
			return err
		}
		middle := n / 2
		return errors.Join(tx.EachEntry(kiosk, int64(middle), func(place int64, data []byte) error {
			if place != int64(middle+seen) || !bytes.Equal(data, entry(kiosk, int(place))) {
				t.Errorf("entry %d is %q", place, data)
			}
			seen++
			return nil
		}), func() error {
			if seen != n-middle {
				t.Errorf("%d entries, want %d", seen, n-middle)
			}
			return nil
		}())
	})
	if err != nil {
		t.Error(err)
	}
}

// TestOldBooks opens data of the program before this, where each entry and each
// hash had a row of its own.
func TestOldBooks(t *testing.T) {
	counts := map[string]int{"a": 1, "b": 2500, "c": 0}
	path := oldBooks(t, 2, func(tx *Tx) error {
		for kiosk, n := range counts {
			if err := tx.PutKiosk(Kiosk{ID: kiosk, PublicKey: []byte{1}, Status: wire.Approved, Size: int64(n)}); err != nil {
				return err
			}
			if err := putOld(tx, kiosk, n); err != nil {
				return err
			}
		}
		return tx.exec(`INSERT INTO forks (id, kiosk, first, size, data, received, how) VALUES ('f', 'a', 0, 1, 'x', 5, 'stick')`)
	})
	for range 2 { // the second time there is nothing to do
		db := open(t, path)
		for kiosk, n := range counts {
			wantLedger(t, db, kiosk, n)
		}
		err := db.View(t.Context(), func(tx *Tx) error {
			forks, err := tx.Forks()
			if len(forks) != 1 || forks[0].Verdict != "" || forks[0].How != ByStick {
				t.Errorf("%+v", forks)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

// putOld stores entries and hashes as the first tables held them.
func putOld(tx *Tx, kiosk string, n int) error {
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(places []int64) (out []tlog.Hash, err error) {
		for _, p := range places {
			out = append(out, hashes[p])
		}
		return out, nil
	})
	for i := range n {
		data := entry(kiosk, i)
		more, err := tlog.StoredHashes(int64(i), data, reader)
		if err != nil {
			return err
		}
		hashes = append(hashes, more...)
		err = tx.exec(`INSERT INTO entries (kiosk, place, ballot, round, data, received) VALUES (?, ?, ?, 'r', ?, 5)`, kiosk, i, fmt.Sprint(i), data)
		if err != nil {
			return err
		}
	}
	for i, h := range hashes {
		if err := tx.exec(`INSERT INTO hashes (kiosk, place, hash) VALUES (?, ?, ?)`, kiosk, i, h[:]); err != nil {
			return err
		}
	}
	return nil
}

// TestDamagedChunk is told, and never read past its end.
func TestDamagedChunk(t *testing.T) {
	p, err := newPacker()
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	good := p.pack([][]byte{[]byte("one"), {}, []byte("three")})
	if entries, err := p.unpack(good, 3); err != nil || string(bytes.Join(entries, []byte("|"))) != "one||three" {
		t.Errorf("%q, %v", entries, err)
	}
	for i := range good {
		bad := slices.Clone(good)
		bad[i] ^= 0x41
		if entries, err := p.unpack(bad, 3); err == nil && len(entries) != 3 {
			t.Errorf("byte %d: %q", i, entries)
		}
	}
	if _, err := p.unpack(good, 2); !errors.Is(err, errChunk) {
		t.Errorf("another count: %v", err)
	}
	if _, err := p.unpack(p.encoder.EncodeAll([]byte{200, 1, 'a'}, nil), 1); !errors.Is(err, errChunk) {
		t.Errorf("a length beyond the end: %v", err)
	}
}
