package books

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// appendHashes stores hashes of a kiosk's Merkle log, the first of them at place.
// Rows are joined as chunks are.
func (t *Tx) appendHashes(kiosk string, place int64, hashes []tlog.Hash, tail []treeRow) (err error) {
	if len(tail) > 0 && tail[0].end() != place || len(tail) == 0 && place != 0 {
		return errPlace
	}
	data := flat(nil, hashes)
	if n := joiningRows(tail, int64(len(hashes))); n > 0 {
		place = tail[n-1].place
		if data, err = t.takeOutRows(kiosk, place, data); err != nil {
			return err
		}
	}
	for len(data) > 0 {
		n := min(len(data)/tlog.HashSize, rowHashes)
		err := t.exec(`INSERT INTO trees (kiosk, place, count, hashes) VALUES (?, ?, ?, ?)`, kiosk, place, n, data[:n*tlog.HashSize])
		if err != nil {
			return err
		}
		place, data = place+int64(n), data[n*tlog.HashSize:]
	}
	return nil
}

// treeRow is a run of hashes without them.
type treeRow struct{ place, count int64 }

func (r treeRow) end() int64 { return r.place + r.count }

func joiningRows(tail []treeRow, count int64) (n int) {
	for n < len(tail) && tail[n].count <= count && count+tail[n].count <= rowHashes {
		n, count = n+1, count+tail[n].count
	}
	return n
}

// takeOutRows removes the hashes from place on and returns them before others.
func (t *Tx) takeOutRows(kiosk string, place int64, others []byte) ([]byte, error) {
	rows, err := t.blobs(`SELECT hashes FROM trees WHERE kiosk = ? AND place >= ? ORDER BY place`, kiosk, place)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(append(rows, others)...)
	return all, t.exec(`DELETE FROM trees WHERE kiosk = ? AND place >= ?`, kiosk, place)
}

// flat appends the hashes to all, one behind the other.
func flat(all []byte, hashes []tlog.Hash) []byte {
	for _, h := range hashes {
		all = append(all, h[:]...)
	}
	return all
}

// Hashes returns the stored hashes of one kiosk's Merkle log. It serves as long
// as the transaction does.
func (t *Tx) Hashes(kiosk string) tlog.HashReader {
	return tlog.HashReaderFunc(func(places []int64) (all []tlog.Hash, err error) {
		for some := range slices.Chunk(places, hashesAtOnce) {
			hashes, err := t.hashes(kiosk, some)
			if err != nil {
				return nil, fmt.Errorf("read hashes %d: %w", some, err)
			}
			all = append(all, hashes...)
		}
		return all, nil
	})
}

// hashesAtOnce is how many hashes one query asks for.
const hashesAtOnce = 16

var errHashSize = errors.New("stored hash has a wrong length")

func (t *Tx) hashes(kiosk string, places []int64) ([]tlog.Hash, error) {
	all, found := make([]tlog.Hash, len(places)), 0
	var args []any
	for _, place := range places {
		args = append(args, place, kiosk, place)
	}
	err := t.each(hashQuery(len(places)), args, func(scan func(...any) error) error {
		var i int
		var stored []byte
		if err := scan(&i, &stored); err != nil {
			return err
		}
		if len(stored) != tlog.HashSize {
			return errHashSize
		}
		found += copy(all[i][:], stored) / tlog.HashSize
		return nil
	})
	if err == nil && found != len(places) {
		err = ErrNotFound
	}
	return all, err
}

// hashQuery asks for n hashes, each with its number.
func hashQuery(n int) string {
	queries := make([]string, n)
	for i := range queries {
		queries[i] = fmt.Sprintf(`SELECT * FROM (SELECT %d AS i, substr(hashes, CAST((? - place) * 32 + 1 AS INT), 32) AS hash
			FROM trees WHERE kiosk = ? AND place <= ? ORDER BY place DESC LIMIT 1) AS h%d`, i, i)
	}
	return strings.Join(queries, " UNION ALL ")
}

// packEntries moves entries and hashes from a row for each, as they lay at first,
// into chunks.
func packEntries(t *Tx) error {
	kiosks, err := t.Kiosks()
	if err != nil {
		return err
	}
	for _, k := range kiosks {
		if err := t.packKiosk(k.ID); err != nil {
			return fmt.Errorf("pack entries of kiosk %s: %w", k.ID, err)
		}
	}
	return nil
}

func (t *Tx) packKiosk(kiosk string) error {
	for place := int64(0); ; {
		entries, err := t.blobs(`SELECT data FROM entries WHERE kiosk = ? AND place >= ? ORDER BY place LIMIT 1024`, kiosk, place)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			break
		}
		found, err := t.tail(kiosk)
		if err != nil {
			return err
		}
		if err := t.appendEntries(kiosk, place, entries, found.chunks); err != nil {
			return err
		}
		place += int64(len(entries))
	}
	for place := int64(0); ; {
		stored, err := t.blobs(`SELECT hash FROM hashes WHERE kiosk = ? AND place >= ? ORDER BY place LIMIT 1024`, kiosk, place)
		if err != nil || len(stored) == 0 {
			return err
		}
		hashes := make([]tlog.Hash, len(stored))
		for i, h := range stored {
			if copy(hashes[i][:], h) != tlog.HashSize {
				return errHashSize
			}
		}
		found, err := t.tail(kiosk)
		if err != nil {
			return err
		}
		if err := t.appendHashes(kiosk, place, hashes, found.trees); err != nil {
			return err
		}
		place += int64(len(hashes))
	}
}

func (t *Tx) blobs(query string, args ...any) (all [][]byte, err error) {
	err = t.each(query, args, func(scan func(...any) error) error {
		var data []byte
		err := scan(&data)
		all = append(all, data)
		return err
	})
	return all, err
}
