package hub

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"slices"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
	"hangviet/data/hub/wire"
)

// keeper keeps the count from one question to the next, so that only what has
// come since is counted. What else changes a count, in this process or another,
// is told by the books' marks. It takes some 130 MB for a million ballots.
type keeper struct {
	turn    chan struct{} // holds a token while somebody counts
	counter *tally.Counter
	rounds  int64            // mark of the rounds that are counted by
	forks   int64            // mark of the forks that are counted
	tickets int64            // mark of the batches of tickets that are known
	forked  map[string]int64 // size of the ledger of each kiosk with a fork, when they were
	bare    map[string]bool  // kiosks of which, as nothing of them counts, not all was kept
}

func newKeeper() *keeper { return &keeper{turn: make(chan struct{}, 1)} }

// Tally counts every stored ballot. What it returns is shared: it is not to be
// changed.
func (s *Service) Tally(ctx context.Context) (result tally.Result, err error) {
	err = s.counted(ctx, func(_ *books.Tx, c *tally.Counter) error {
		result = c.Result()
		return nil
	})
	return result, err
}

// counted calls f with everything counted, as it stands in the transaction. One
// goroutine counts at a time.
func (s *Service) counted(ctx context.Context, f func(*books.Tx, *tally.Counter) error) error {
	select {
	case s.keep.turn <- struct{}{}:
		defer func() { <-s.keep.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	err := s.db.View(ctx, func(t *books.Tx) error {
		if err := s.keep.update(ctx, t); err != nil {
			return err
		}
		return f(t, s.keep.counter)
	})
	if err != nil {
		s.keep.failed(ctx)
		return fmt.Errorf("count ballots: %w", err)
	}
	return nil
}

// failed forgets a count that may be wrong. One that was only interrupted goes on
// from where it is.
func (k *keeper) failed(ctx context.Context) {
	k.forks = -1
	if ctx.Err() == nil {
		k.counter = nil
	}
}

// update brings the count up to what is stored.
func (k *keeper) update(ctx context.Context, t *books.Tx) error {
	if err := k.updateRounds(t); err != nil {
		return err
	}
	if err := k.updateTickets(t); err != nil {
		return err
	}
	kiosks, err := t.Standings()
	if err != nil {
		return err
	}
	for _, kiosk := range kiosks {
		bar := barOf(kiosk.Status)
		if bar == "" {
			k.reread(kiosk.ID)
		}
		k.counter.SetBar(kiosk.ID, bar)
	}
	if err := k.load(ctx, t, kiosks); err != nil {
		return err
	}
	return k.updateForks(t, kiosks)
}

func (k *keeper) updateRounds(t *books.Tx) error {
	mark, err := t.Mark(books.MarkRounds)
	if err != nil || k.counter != nil && mark == k.rounds {
		return err
	}
	rounds, err := histories(t)
	if err != nil {
		return err
	}
	if k.counter == nil {
		k.counter, k.forks, k.tickets, k.bare = tally.NewCounter(rounds, tally.DefaultRules()), -1, -1, map[string]bool{}
	} else {
		k.counter.SetRounds(rounds)
		for kiosk := range k.bare {
			k.reread(kiosk)
		}
	}
	k.rounds = mark
	return nil
}

// reread lets a kiosk of which not all was kept be read anew, with its forks.
func (k *keeper) reread(kiosk string) {
	if k.bare[kiosk] {
		k.counter.Forget(kiosk)
		delete(k.bare, kiosk)
		k.forks = -1
	}
}

// readerOf returns how a kiosk is to be read.
func (k *keeper) readerOf(kiosk string, bar tally.Reason) reader {
	if bar == "" {
		return k.counter.Read
	}
	k.bare[kiosk] = true
	return k.counter.ReadBare
}

type reader func(kiosk, branch string, first int64, entries [][]byte) (tally.Batch, error)

// barOf returns why the ballots of a kiosk do not count.
func barOf(status wire.Status) tally.Reason {
	switch status {
	case wire.Pending:
		return tally.ReasonPending
	case wire.Refused:
		return tally.ReasonRefused
	}
	return ""
}

// updateForks adds the other branches anew when one came, was judged, or when the
// ledger it contradicts has grown.
func (k *keeper) updateForks(t *books.Tx, kiosks []books.Standing) error {
	mark, err := t.Mark(books.MarkForks)
	if err != nil {
		return err
	}
	same := mark == k.forks
	for _, kiosk := range kiosks {
		if size, forked := k.forked[kiosk.ID]; forked && size != kiosk.Size {
			same = false
		}
	}
	if same {
		return nil
	}
	k.counter.DropBranches()
	k.forked = map[string]int64{}
	if err := k.addForks(t, kiosks); err != nil {
		return err
	}
	k.forks = mark
	return nil
}

func (k *keeper) addForks(t *books.Tx, kiosks []books.Standing) error {
	forks, err := t.Forks()
	if err != nil {
		return err
	}
	for _, kiosk := range kiosks {
		ours := slices.DeleteFunc(slices.Clone(forks), func(f books.Fork) bool { return f.Kiosk != kiosk.ID })
		if len(ours) == 0 {
			continue
		}
		k.forked[kiosk.ID] = kiosk.Size
		if err := k.addForksOf(t, ours, k.readerOf(kiosk.ID, barOf(kiosk.Status))); err != nil {
			return err
		}
	}
	return nil
}

// addForksOf adds the forks of one kiosk. An entry of two counts when one of them
// does, and else with the one whose root is the smaller, as in a record.
func (k *keeper) addForksOf(t *books.Tx, forks []books.Fork, read reader) error {
	var all []split
	for _, f := range forks {
		split, err := splitFork(t, f)
		if err != nil {
			return fmt.Errorf("read fork %s: %w", f.ID, err)
		}
		all = append(all, split)
	}
	slices.SortStableFunc(all, func(a, b split) int {
		return cmp.Or(countedFirst(a.Fork, b.Fork), bytes.Compare(a.root[:], b.root[:]))
	})
	seen := map[string]bool{}
	for _, split := range all {
		if err := k.addFork(split, seen, read); err != nil {
			return fmt.Errorf("read fork %s: %w", split.ID, err)
		}
	}
	return nil
}

func countedFirst(a, b books.Fork) int {
	last := func(f books.Fork) int {
		if f.Verdict == books.CountToo {
			return 0
		}
		return 1
	}
	return last(a) - last(b)
}

// addFork adds what only the other branch holds.
func (k *keeper) addFork(f split, seen map[string]bool, read reader) error {
	name := hex.EncodeToString(f.root[:]) // by which those are ordered that else are alike
	bar := map[books.Verdict]tally.Reason{books.SetAside: tally.ReasonAside, "": tally.ReasonFork}[f.Verdict]
	k.counter.BarBranch(f.Kiosk, name, bar)
	for i, entry := range f.theirs {
		if seen[string(entry)] {
			continue
		}
		seen[string(entry)] = true
		batch, err := read(f.Kiosk, name, f.common+int64(i), [][]byte{entry})
		if err != nil {
			return err
		}
		k.counter.Add(batch)
	}
	return nil
}
