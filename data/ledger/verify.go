package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Verify reads every entry, hashes it anew and compares with the stored hashes
// and with the signed head. It returns an error that is [ErrDamaged] when they
// differ.
func (l *Log) Verify(ctx context.Context) error {
	err := l.storage.View(ctx, func(tx Tx) error {
		size, err := tx.Size()
		if err != nil {
			return err
		}
		v := verifier{tx: tx}
		for v.size < size {
			if err := v.chunk(); err != nil {
				return err
			}
		}
		if err := v.totals(); err != nil {
			return err
		}
		return l.verifyHead(v)
	})
	if err != nil {
		return fmt.Errorf("verify ledger: %w", err)
	}
	return nil
}

// verifier rebuilds the tree from the entries alone.
type verifier struct {
	frontier
	tx      Tx
	choices int64
}

// chunk checks the next entries and the hashes they made.
func (v *verifier) chunk() error {
	entries, err := v.tx.Entries(v.size, chunk)
	if err != nil {
		return err
	}
	if len(entries) == 0 {
		return fmt.Errorf("%w: entry %d is missing", ErrDamaged, v.size)
	}
	first := tlog.StoredHashCount(v.size)
	var hashes []tlog.Hash
	for _, entry := range entries {
		if err := v.entry(entry); err != nil {
			return err
		}
		hashes = append(hashes, v.add(entry)...)
	}
	return v.stored(first, hashes)
}

// entry checks that an entry can be read and is found under its ballot's id.
func (v *verifier) entry(entry []byte) error {
	b, err := ParseEntry(entry)
	if err != nil {
		return fmt.Errorf("%w: entry %d: %w", ErrDamaged, v.size, err)
	}
	at, found, err := v.tx.Find(b.ID)
	if err != nil {
		return err
	}
	if !found || at != v.size {
		return fmt.Errorf("%w: ballot of entry %d is not found by its id", ErrDamaged, v.size)
	}
	v.choices += int64(len(b.Choices))
	return nil
}

// stored checks that the stored hashes from index first on are these.
func (v *verifier) stored(first int64, hashes []tlog.Hash) error {
	indexes := make([]int64, len(hashes))
	for i := range indexes {
		indexes[i] = first + int64(i)
	}
	have, err := v.tx.ReadHashes(indexes)
	if err != nil {
		return err
	}
	if !slices.Equal(have, hashes) {
		return fmt.Errorf("%w: hashes before entry %d do not match the entries", ErrDamaged, v.size)
	}
	return nil
}

// totals checks what is noted about the log as a whole. Entries that were cut
// off at its end are missed here.
func (v *verifier) totals() error {
	hashes, err1 := v.tx.HashCount()
	choices, err2 := v.tx.Choices()
	acked, err3 := v.tx.Acked()
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	switch {
	case hashes != tlog.StoredHashCount(v.size):
		return fmt.Errorf("%w: %d hashes for %d entries", ErrDamaged, hashes, v.size)
	case choices != v.choices:
		return fmt.Errorf("%w: %d choices are noted, there are %d", ErrDamaged, choices, v.choices)
	case acked > v.size:
		return fmt.Errorf("%w: a hub holds %d entries, there are %d", ErrDamaged, acked, v.size)
	}
	return nil
}

// verifyHead checks that the rebuilt tree is the one that was signed last.
func (l *Log) verifyHead(v verifier) error {
	head, err := v.tx.Head()
	if err != nil || v.size == 0 {
		return err
	}
	key, err := verifierOf(l.self.Name, l.self.PublicKey())
	if err != nil {
		return err
	}
	c, err := openHead(head, key)
	if err != nil {
		return fmt.Errorf("%w: head: %w", ErrDamaged, err)
	}
	if (c != Checkpoint{l.self.ID, v.size, v.root()}) {
		return fmt.Errorf("%w: entries do not lead to the signed head", ErrDamaged)
	}
	return nil
}
