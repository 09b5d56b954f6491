package hub

import (
	"context"

	"golang.org/x/sync/errgroup"

	"hangviet/data/hub/books"
	"hangviet/data/hub/tally"
)

// readers is how many goroutines read entries while one fetches them and one
// counts.
const readers = 2

// piece is a chunk on its way from the books to the count.
type piece struct {
	chunk books.Chunk
	want
	read chan tally.Batch
}

// load counts the entries that have come since: they are fetched in the caller's
// goroutine, to which the transaction belongs, unpacked and read by some, and
// counted by one in the order in which they were fetched. All have ended when it
// returns.
func (k *keeper) load(ctx context.Context, t *books.Tx, kiosks []books.Standing) error {
	wanted := k.wanted(kiosks) // before anything is added
	group, ctx := errgroup.WithContext(ctx)
	work, order := make(chan piece, readers), make(chan piece, 2*readers)
	for range readers {
		group.Go(func() error {
			for p := range work {
				batch, err := p.unpack()
				if err != nil {
					return err
				}
				p.read <- batch
			}
			return nil
		})
	}
	group.Go(func() error {
		for p := range order {
			select {
			case batch := <-p.read:
				k.counter.Add(batch)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	err := fetch(t, wanted, func(p piece) error { return hand(ctx, p, work, order) })
	close(work)
	close(order)
	if failed := group.Wait(); failed != nil {
		return failed
	}
	return err
}

// want is from which entry on a kiosk's ledger is to be counted.
type want struct {
	kiosk  string
	from   int64 // entries before it are counted already
	reader reader
}

// wanted returns what has not been counted yet, and makes room for it.
func (k *keeper) wanted(kiosks []books.Standing) (all []want) {
	entries := int64(0)
	for _, kiosk := range kiosks {
		if from := k.counter.Size(kiosk.ID); from < kiosk.Size {
			all = append(all, want{kiosk.ID, from, k.readerOf(kiosk.ID, barOf(kiosk.Status))})
			entries += kiosk.Size - from
		}
	}
	k.counter.Expect(int(entries))
	return all
}

// fetch calls f for every chunk that holds something wanted.
func fetch(t *books.Tx, wanted []want, f func(piece) error) error {
	for _, w := range wanted {
		err := t.EachChunk(w.kiosk, w.from, func(c books.Chunk) error {
			return f(piece{c, want{w.kiosk, max(w.from, c.Place), w.reader}, make(chan tally.Batch, 1)})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// hand gives a piece to who reads it and to who counts it.
func hand(ctx context.Context, p piece, to ...chan<- piece) error {
	for _, channel := range to {
		select {
		case channel <- p:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// unpack unpacks and reads the entries of a piece.
func (p piece) unpack() (tally.Batch, error) {
	entries, err := p.chunk.Entries()
	if err != nil {
		return tally.Batch{}, err
	}
	return p.reader(p.kiosk, "", p.from, entries[p.from-p.chunk.Place:])
}
