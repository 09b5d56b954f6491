package books

import (
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// A kiosk's entries lie in chunks, and the hashes they add to its Merkle log in
// rows of many: a row for each would make taking and counting a million ballots
// several times slower. New ones take into their chunk those before it that are no
// longer than what has come together: so a kiosk that sends ballot by ballot leaves
// few chunks, and each ballot is written some ten times and not hundreds.
const (
	chunkEntries = 1024      // most entries of a chunk
	chunkBytes   = 512 << 10 // most bytes of entries in a chunk, unless one entry is longer
	rowHashes    = 4096      // most hashes of a row
	joined       = 16        // most rows that are taken into another; there are no more that could be
)

// Chunk is a run of one kiosk's entries as it is stored.
type Chunk struct {
	Kiosk  string
	Place  int64 // index of the first entry in the kiosk's ledger, from 0
	Count  int64
	size   int64 // bytes of the entries
	data   []byte
	packer *packer
}

// End returns the index after the last entry.
func (c Chunk) End() int64 { return c.Place + c.Count }

// Entries returns the entries, exactly as the kiosk hashed them. It may be called
// in any goroutine, also after the transaction.
func (c Chunk) Entries() ([][]byte, error) {
	entries, err := c.packer.unpack(c.data, c.Count)
	if err != nil {
		return nil, fmt.Errorf("read entries of kiosk %s from %d: %w", c.Kiosk, c.Place, err)
	}
	return entries, nil
}

// errPlace says that entries or hashes do not follow those stored before.
var errPlace = errors.New("entries do not follow those that are stored")

// Append stores new entries of one kiosk, the first of them at place, and the
// hashes they add to its Merkle log. The kiosk's Size is the caller's to change.
func (t *Tx) Append(kiosk string, place int64, entries [][]byte, hashes []tlog.Hash) error {
	tail, err := t.tail(kiosk)
	if err != nil {
		return fmt.Errorf("read what is stored before entry %d: %w", place, err)
	}
	if err := t.appendEntries(kiosk, place, entries, tail.chunks); err != nil {
		return fmt.Errorf("store entries from %d: %w", place, err)
	}
	if err := t.appendHashes(kiosk, tlog.StoredHashCount(place), hashes, tail.trees); err != nil {
		return fmt.Errorf("store hashes from entry %d: %w", place, err)
	}
	return nil
}

func (t *Tx) appendEntries(kiosk string, place int64, entries [][]byte, tail []Chunk) error {
	if len(tail) > 0 && tail[0].End() != place || len(tail) == 0 && place != 0 {
		return errPlace
	}
	if n := joining(tail, len(entries), total(entries)); n > 0 {
		var err error
		place = tail[n-1].Place
		if entries, err = t.takeOut(kiosk, place, entries); err != nil {
			return err
		}
	}
	for len(entries) > 0 {
		n := fitting(entries)
		err := t.exec(`INSERT INTO chunks (kiosk, place, count, size, data) VALUES (?, ?, ?, ?, ?)`,
			kiosk, place, n, total(entries[:n]), t.packer.pack(entries[:n]))
		if err != nil {
			return err
		}
		place, entries = place+int64(n), entries[n:]
	}
	return nil
}

// tail is the end of what is stored of a kiosk, without the data, the last first.
type tail struct {
	chunks []Chunk
	trees  []treeRow
}

// tail asks for all in one query: on PostgreSQL each is a way there and back.
func (t *Tx) tail(kiosk string) (found tail, err error) {
	const query = `SELECT * FROM (SELECT 0 AS what, place, count, size FROM chunks WHERE kiosk = ? ORDER BY place DESC LIMIT ?) AS c
		UNION ALL SELECT * FROM (SELECT 1 AS what, place, count, 0 AS size FROM trees WHERE kiosk = ? ORDER BY place DESC LIMIT ?) AS t
		ORDER BY what, place DESC`
	err = t.each(query, []any{kiosk, joined, kiosk, joined}, func(scan func(...any) error) error {
		var what int
		c := Chunk{Kiosk: kiosk}
		err := scan(&what, &c.Place, &c.Count, &c.size)
		if what == 0 {
			found.chunks = append(found.chunks, c)
		} else {
			found.trees = append(found.trees, treeRow{c.Place, c.Count})
		}
		return err
	})
	return found, err
}

// joining returns how many chunks of the tail go into one with new entries.
func joining(tail []Chunk, entries int, bytes int64) (n int) {
	count := int64(entries)
	for n < len(tail) && entries > 0 {
		c := tail[n]
		if c.Count > count || count+c.Count > chunkEntries || bytes+c.size > chunkBytes {
			break
		}
		n, count, bytes = n+1, count+c.Count, bytes+c.size
	}
	return n
}

// takeOut removes the chunks from place on and returns their entries before others.
func (t *Tx) takeOut(kiosk string, place int64, others [][]byte) (all [][]byte, err error) {
	err = t.EachChunk(kiosk, place, func(c Chunk) error {
		entries, err := c.Entries()
		all = append(all, entries...)
		return err
	})
	if err != nil {
		return nil, err
	}
	return append(all, others...), t.exec(`DELETE FROM chunks WHERE kiosk = ? AND place >= ?`, kiosk, place)
}

// fitting returns how many of the entries go into one chunk.
func fitting(entries [][]byte) int {
	size := 0
	for i, entry := range entries {
		if size += len(entry); i > 0 && (i == chunkEntries || size > chunkBytes) {
			return i
		}
	}
	return len(entries)
}

func total(entries [][]byte) (n int64) {
	for _, entry := range entries {
		n += int64(len(entry))
	}
	return n
}

// EachChunk calls f, in order, for every chunk of a kiosk that holds entries from
// place on; the first may begin before it.
func (t *Tx) EachChunk(kiosk string, place int64, f func(Chunk) error) error {
	const query = `SELECT place, count, size, data FROM chunks WHERE kiosk = ? AND place + count > ? ORDER BY place`
	return t.each(query, []any{kiosk, place}, func(scan func(...any) error) error {
		c := Chunk{Kiosk: kiosk, packer: t.packer}
		if err := scan(&c.Place, &c.Count, &c.size, &c.data); err != nil {
			return err
		}
		return f(c)
	})
}

// EachEntry calls f for every entry of a kiosk from place on, in order. What f is
// given stays as it is.
func (t *Tx) EachEntry(kiosk string, place int64, f func(place int64, entry []byte) error) error {
	return t.EachChunk(kiosk, place, func(c Chunk) error {
		entries, err := c.Entries()
		if err != nil {
			return err
		}
		for i, entry := range entries {
			if at := c.Place + int64(i); at >= place {
				if err := f(at, entry); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Head is a checkpoint that a kiosk signed and a hub gave its receipt for.
type Head struct {
	Size     int64  // entries it covers
	Note     []byte // as the kiosk signed it, see package ledger
	Received time.Time
}

// PutHead keeps a checkpoint; one of the same size changes nothing.
func (t *Tx) PutHead(kiosk string, h Head) error {
	return t.exec(`INSERT INTO heads (kiosk, size, note, received) VALUES (?, ?, ?, ?) ON CONFLICT (kiosk, size) DO NOTHING`,
		kiosk, h.Size, h.Note, milli(h.Received))
}

// Heads returns the checkpoints of a kiosk, the smallest first. Of entries that
// were taken before checkpoints were kept there are none.
func (t *Tx) Heads(kiosk string) ([]Head, error) {
	var all []Head
	err := t.each(`SELECT size, note, received FROM heads WHERE kiosk = ? ORDER BY size`, []any{kiosk},
		func(scan func(...any) error) error {
			var h Head
			var received int64
			err := scan(&h.Size, &h.Note, &received)
			h.Received = fromMilli(received)
			all = append(all, h)
			return err
		})
	return all, err
}
