package books

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// appendHashes stores hashes of a kiosk's Merkle log, the first of them at place.
func (t *Tx) appendHashes(kiosk string, place int64, hashes []tlog.Hash) error {
	var first, count int64
	err := t.one(`SELECT place, count FROM trees WHERE kiosk = ? ORDER BY place DESC LIMIT 1`, []any{kiosk}, &first, &count)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	if first+count != place {
		return errPlace
	}
	if count > 0 && count+int64(len(hashes)) <= joinHashes {
		return t.joinHashes(kiosk, first, count, hashes)
	}
	for len(hashes) > 0 {
		n := min(len(hashes), rowHashes)
		err := t.exec(`INSERT INTO trees (kiosk, place, count, hashes) VALUES (?, ?, ?, ?)`, kiosk, place, n, flat(nil, hashes[:n]))
		if err != nil {
			return err
		}
		place, hashes = place+int64(n), hashes[n:]
	}
	return nil
}

func (t *Tx) joinHashes(kiosk string, first, count int64, hashes []tlog.Hash) error {
	var stored []byte
	err := t.one(`SELECT hashes FROM trees WHERE kiosk = ? AND place = ?`, []any{kiosk, first}, &stored)
	if err != nil {
		return err
	}
	return t.exec(`UPDATE trees SET count = ?, hashes = ? WHERE kiosk = ? AND place = ?`,
		count+int64(len(hashes)), flat(stored, hashes), kiosk, first)
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
	err := t.one(`SELECT substr(hashes, CAST((? - place) * 32 + 1 AS INT), 32) FROM trees
		WHERE kiosk = ? AND place <= ? ORDER BY place DESC LIMIT 1`, []any{place, kiosk, place}, &stored)
	if err != nil {
		return err
	}
	if len(stored) != tlog.HashSize {
		return errHashSize
	}
	copy(into[:], stored)
	return nil
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
		if err := t.appendEntries(kiosk, place, entries); err != nil {
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
		if err := t.appendHashes(kiosk, place, hashes); err != nil {
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
