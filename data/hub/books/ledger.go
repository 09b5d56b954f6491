package books

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Entry is one stored ballot.
type Entry struct {
	Kiosk  string
	Place  int64 // index in the kiosk's ledger, from 0
	Ballot string
	Round  string
	Data   []byte // as the kiosk hashed it
}

// AppendEntries stores new entries of one kiosk and the hashes they add to its
// Merkle log; firstHash is the place of the first of them. The kiosk's Size is
// the caller's to change.
func (t *Tx) AppendEntries(kiosk string, entries []Entry, firstHash int64, hashes []tlog.Hash, at time.Time) error {
	for _, e := range entries {
		err := t.exec(`INSERT INTO entries (kiosk, place, ballot, round, data, received) VALUES (?, ?, ?, ?, ?, ?)`,
			kiosk, e.Place, e.Ballot, e.Round, e.Data, milli(at))
		if err != nil {
			return fmt.Errorf("store entry %d: %w", e.Place, err)
		}
	}
	for i, h := range hashes {
		place := firstHash + int64(i)
		if err := t.exec(`INSERT INTO hashes (kiosk, place, hash) VALUES (?, ?, ?)`, kiosk, place, h[:]); err != nil {
			return fmt.Errorf("store hash %d: %w", place, err)
		}
	}
	return nil
}

// EachEntry calls f for every entry of every kiosk in the order of arrival.
func (t *Tx) EachEntry(f func(Entry) error) error {
	return t.each(`SELECT kiosk, place, ballot, round, data FROM entries ORDER BY received, kiosk, place`, nil,
		func(scan func(...any) error) error {
			var e Entry
			if err := scan(&e.Kiosk, &e.Place, &e.Ballot, &e.Round, &e.Data); err != nil {
				return err
			}
			return f(e)
		})
}

// Hashes returns the stored hashes of one kiosk's Merkle log. It serves as long
// as the transaction does.
func (t *Tx) Hashes(kiosk string) tlog.HashReader {
	return tlog.HashReaderFunc(func(places []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(places))
		for i, place := range places {
			if err := t.hash(kiosk, place, &hashes[i]); err != nil {
				return nil, fmt.Errorf("read hash %d: %w", place, err)
			}
		}
		return hashes, nil
	})
}

var errHashSize = errors.New("stored hash has a wrong length")

func (t *Tx) hash(kiosk string, place int64, into *tlog.Hash) error {
	var stored []byte
	if err := t.one(`SELECT hash FROM hashes WHERE kiosk = ? AND place = ?`, []any{kiosk, place}, &stored); err != nil {
		return err
	}
	if len(stored) != tlog.HashSize {
		return errHashSize
	}
	copy(into[:], stored)
	return nil
}

// Fork is a bundle that contradicts what was stored before it: the other branch
// of a ledger whose disk was cloned or restored.
type Fork struct {
	ID       string // SHA-256 of Data, hexadecimal
	Kiosk    string
	First    int64 // index of the bundle's first entry
	Size     int64 // size of the other branch
	Data     []byte
	Received time.Time
	How      string
}

// PutFork keeps a fork; the same one again changes nothing.
func (t *Tx) PutFork(f Fork) error {
	return t.exec(`INSERT INTO forks (id, kiosk, first, size, data, received, how) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING`, f.ID, f.Kiosk, f.First, f.Size, f.Data, milli(f.Received), f.How)
}

// Kept returns how many bytes of entries and forks are stored of a kiosk.
func (t *Tx) Kept(kiosk string) (bytes int64, err error) {
	err = t.one(`SELECT
		COALESCE((SELECT SUM(LENGTH(data)) FROM entries WHERE kiosk = ?), 0) +
		COALESCE((SELECT SUM(LENGTH(data)) FROM forks WHERE kiosk = ?), 0)`, []any{kiosk, kiosk}, &bytes)
	return bytes, err
}

// DropFork removes a fork that a longer one contains.
func (t *Tx) DropFork(id string) error { return t.exec(`DELETE FROM forks WHERE id = ?`, id) }

// ForkData returns the bytes of a fork, or [ErrNotFound].
func (t *Tx) ForkData(id string) (data []byte, err error) {
	err = t.one(`SELECT data FROM forks WHERE id = ?`, []any{id}, &data)
	return data, err
}

// Forks returns every fork, oldest first, without its bytes.
func (t *Tx) Forks() ([]Fork, error) {
	var all []Fork
	err := t.each(`SELECT id, kiosk, first, size, received, how FROM forks ORDER BY received, id`, nil,
		func(scan func(...any) error) error {
			var f Fork
			var received int64
			err := scan(&f.ID, &f.Kiosk, &f.First, &f.Size, &received, &f.How)
			f.Received = fromMilli(received)
			all = append(all, f)
			return err
		})
	return all, err
}
