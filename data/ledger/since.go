package ledger

import (
	"context"
	"fmt"
	"time"
)

// lookBack is how many entries are read at a time to find where a day begins.
const lookBack = 256

// CountsSince counts what was added in the hour of t and later, over all rounds:
// the entries after the last one of an earlier hour. Batches of paper count by
// the hour of the entry that stands now.
func (l *Log) CountsSince(ctx context.Context, t time.Time) (c Counts, err error) {
	hour := t.UTC().Truncate(time.Hour)
	err = l.storage.View(ctx, func(tx Tx) error {
		from, err := firstSince(tx, hour)
		if err != nil {
			return err
		}
		totals, err := tx.Totals(from)
		if err != nil {
			return err
		}
		for kind, sum := range totals {
			c.addBallots(kind, sum)
		}
		papers, err := papersOf(tx)
		for _, p := range Standing(papers) {
			if !p.Hour.Before(hour) {
				c.addPaper(p)
			}
		}
		return err
	})
	if err != nil {
		return Counts{}, fmt.Errorf("count ledger since %s: %w", hour.Format(time.RFC3339), err)
	}
	return c, nil
}

// firstSince is the index behind the last entry of an hour before t, looked for
// from the end.
func firstSince(tx Tx, t time.Time) (int64, error) {
	end, err := tx.Size()
	if err != nil {
		return 0, err
	}
	for end > 0 {
		from := max(0, end-lookBack)
		entries, err := tx.Entries(from, int(end-from))
		if err != nil {
			return 0, err
		}
		for i := len(entries) - 1; i >= 0; i-- {
			before, err := isBefore(entries[i], t)
			if err != nil || before {
				return from + int64(i) + 1, err
			}
		}
		end = from
	}
	return 0, nil
}

// isBefore tells whether an entry was made in an hour before t; a pruned one was.
func isBefore(entry []byte, t time.Time) (bool, error) {
	if len(entry) == 0 {
		return true, nil
	}
	r, err := ParseRecord(entry)
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return hourOf(r).Before(t), nil
}

func hourOf(r Record) time.Time {
	if r.Paper != nil {
		return r.Paper.Hour
	}
	return r.Ballot.Hour
}

// Received is what a hub receipted last.
type Received struct {
	Size int64     // entries that it covers; 0 for no receipt
	Hour time.Time // the hour of the last one of them; zero when it is not known
}

// Received returns what the newest receipt covers.
func (l *Log) Received(ctx context.Context) (r Received, err error) {
	err = l.storage.View(ctx, func(tx Tx) error {
		if r.Size, err = tx.Acked(); err != nil || r.Size == 0 {
			return err
		}
		entries, err := tx.Entries(r.Size-1, 1)
		if err != nil || len(entries) == 0 || len(entries[0]) == 0 {
			return err
		}
		last, err := ParseRecord(entries[0])
		if err == nil {
			r.Hour = hourOf(last)
		}
		return err
	})
	if err != nil {
		return Received{}, fmt.Errorf("read newest receipt: %w", err)
	}
	return r, nil
}

// LastHour returns the hour of the last entry whose bytes are kept; zero when there is
// none.
func (l *Log) LastHour(ctx context.Context) (hour time.Time, err error) {
	err = l.storage.View(ctx, func(tx Tx) error {
		size, err := tx.Size()
		if err != nil || size == 0 {
			return err
		}
		entries, err := tx.Entries(size-1, 1)
		if err != nil || len(entries) == 0 || len(entries[0]) == 0 {
			return err
		}
		last, err := ParseRecord(entries[0])
		if err == nil {
			hour = hourOf(last)
		}
		return err
	})
	if err != nil {
		return time.Time{}, fmt.Errorf("read last entry: %w", err)
	}
	return hour, nil
}
