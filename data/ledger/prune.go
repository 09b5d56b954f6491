package ledger

import (
	"context"
	"fmt"
	"time"
)

// Kept is how long an entry is kept, at least, after the hour it was made in.
const Kept = 180 * 24 * time.Hour

// Prune takes the bytes away of the oldest entries that a hub has receipted and
// whose hour is over for at least [Kept] at now, up to the first that is not so.
// Their ids, hashes and signed heads are kept, and the tickets they used stay
// used: what is left proves as before that they were there. It returns how many
// were pruned, a few at a time, so that a ballot that is cast meanwhile does not
// wait.
func (l *Log) Prune(ctx context.Context, now time.Time) (int64, error) {
	var pruned int64
	for {
		n, err := l.pruneSome(ctx, now)
		if pruned += n; err != nil {
			return pruned, fmt.Errorf("prune ledger: %w", err)
		}
		if n == 0 {
			return pruned, nil
		}
	}
}

// Pruned returns the number of entries, from the first on, whose bytes are gone.
func (l *Log) Pruned(ctx context.Context) (int64, error) { return l.count(ctx, Tx.Pruned) }

func (l *Log) pruneSome(ctx context.Context, now time.Time) (n int64, err error) {
	err = l.storage.Update(ctx, func(tx Tx) error {
		from, err := tx.Pruned()
		if err != nil {
			return err
		}
		acked, err := tx.Acked()
		if err != nil {
			return err
		}
		entries, err := tx.Entries(from, int(min(chunk, max(acked-from, 0))))
		if err != nil {
			return err
		}
		if n, err = countOld(entries, now); err != nil || n == 0 {
			return err
		}
		return tx.Prune(from + n)
	})
	return n, err
}

// countOld returns how many entries, from the first on, may be pruned.
func countOld(entries [][]byte, now time.Time) (n int64, err error) {
	for _, entry := range entries {
		record, err := ParseRecord(entry)
		if err != nil {
			return n, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if over := record.Hour().Add(time.Hour); now.Before(over.Add(Kept)) {
			return n, nil
		}
		n++
	}
	return n, nil
}

// prunedTo is the error of asking for entries before size.
func prunedTo(size int64) error {
	if size == 0 {
		return nil
	}
	return fmt.Errorf("%w: the first %d", ErrPruned, size)
}
