package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Verify reads every entry, hashes it anew and compares with the stored hashes
// and with the signed head. Of entries that were pruned the stored hashes alone
// are compared with the head. It returns an error that is [ErrDamaged] when they
// differ.
func (l *Log) Verify(ctx context.Context) error {
	err := l.storage.View(ctx, func(tx Tx) error {
		v := verifier{tx: tx, totals: map[Kind]Totals{}}
		if err := v.entries(); err != nil {
			return err
		}
		if err := v.sums(); err != nil {
			return err
		}
		return l.verifyHead(v)
	})
	if err != nil {
		return fmt.Errorf("verify ledger: %w", err)
	}
	return nil
}

// verifier rebuilds the tree from the entries alone, after the pruned ones.
type verifier struct {
	frontier
	tx     Tx
	pruned int64
	totals map[Kind]Totals // of what was not pruned
	uses   int64           // of tickets, there
}

// entries adds every entry.
func (v *verifier) entries() error {
	size, err1 := v.tx.Size()
	pruned, err2 := v.tx.Pruned()
	if err := errors.Join(err1, err2); err != nil {
		return err
	}
	v.pruned = pruned
	for v.size < size {
		if err := v.chunk(); err != nil {
			return err
		}
	}
	return nil
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
		leaf, err := v.leaf(entry)
		if err != nil {
			return err
		}
		hashes = append(hashes, v.addLeaf(leaf)...)
	}
	return v.stored(first, hashes)
}

// leaf checks the next entry and returns its hash.
func (v *verifier) leaf(entry []byte) (tlog.Hash, error) {
	if v.size >= v.pruned {
		return tlog.RecordHash(entry), v.entry(entry)
	}
	if len(entry) != 0 {
		return tlog.Hash{}, fmt.Errorf("%w: entry %d is there, though pruned", ErrDamaged, v.size)
	}
	hashes, err := v.tx.ReadHashes([]int64{tlog.StoredHashIndex(0, v.size)})
	if err != nil {
		return tlog.Hash{}, err
	}
	return hashes[0], nil
}

// entry checks that an entry can be read and is found under its id and ticket.
func (v *verifier) entry(entry []byte) error {
	r, err := ParseRecord(entry)
	if err != nil {
		return fmt.Errorf("%w: entry %d: %w", ErrDamaged, v.size, err)
	}
	at, found, err := v.tx.Find(r.ID())
	if err != nil {
		return err
	}
	if !found || at != v.size {
		return fmt.Errorf("%w: entry %d is not found by its id", ErrDamaged, v.size)
	}
	sum := v.totals[r.Kind()]
	v.totals[r.Kind()] = Totals{sum.Entries + 1, sum.Choices + int64(r.Choices())}
	return v.use(r.use())
}

// use checks that a ticket is known to be used by this entry.
func (v *verifier) use(use *Use) error {
	if use == nil {
		return nil
	}
	v.uses++
	at, used, err := v.tx.Used(*use)
	if err == nil && (!used || at != v.size) {
		err = fmt.Errorf("%w: ticket of entry %d is not noted as used by it", ErrDamaged, v.size)
	}
	return err
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

// sums checks what is noted about the log as a whole. Entries that were cut off
// at its end are missed here.
func (v *verifier) sums() error {
	hashes, err1 := v.tx.HashCount()
	acked, err2 := v.tx.Acked()
	uses, err3 := v.tx.Uses(v.pruned)
	if err := errors.Join(err1, err2, err3); err != nil {
		return err
	}
	switch {
	case hashes != tlog.StoredHashCount(v.size):
		return fmt.Errorf("%w: %d hashes for %d entries", ErrDamaged, hashes, v.size)
	case acked > v.size:
		return fmt.Errorf("%w: a hub holds %d entries, there are %d", ErrDamaged, acked, v.size)
	case v.pruned > acked:
		return fmt.Errorf("%w: %d entries are pruned, a hub holds %d", ErrDamaged, v.pruned, acked)
	case uses != v.uses:
		return fmt.Errorf("%w: %d tickets are noted as used, there are %d", ErrDamaged, uses, v.uses)
	}
	return v.kinds()
}

// kinds checks what is noted about each kind of entry.
func (v *verifier) kinds() error {
	totals, err := v.tx.Totals(v.pruned)
	if err == nil && !maps.Equal(totals, v.totals) {
		err = fmt.Errorf("%w: %v are noted, there are %v", ErrDamaged, totals, v.totals)
	}
	return err
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
