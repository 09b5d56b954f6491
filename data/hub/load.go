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
	from  int64 // entries before it are counted already
	read  chan tally.Batch
}

// load counts the entries that have come since: they are fetched in the caller's
// goroutine, to which the transaction belongs, unpacked and read by some, and
// counted by one in the order in which they were fetched. All have ended when it
// returns.
func (k *keeper) load(ctx context.Context, t *books.Tx, kiosks []books.Standing) error {
	group, ctx := errgroup.WithContext(ctx)
	work, order := make(chan piece, readers), make(chan piece, 2*readers)
	for range readers {
		group.Go(func() error {
			for p := range work {
				batch, err := k.read(p)
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
	err := k.fetch(t, kiosks, func(p piece) error { return hand(ctx, p, work, order) })
	close(work)
	close(order)
	if failed := group.Wait(); failed != nil {
		return failed
	}
	return err
}

// fetch calls f for every chunk that holds something not counted yet.
func (k *keeper) fetch(t *books.Tx, kiosks []books.Standing, f func(piece) error) error {
	for _, kiosk := range kiosks {
		from := k.counter.Size(kiosk.ID)
		if from >= kiosk.Size {
			continue
		}
		err := t.EachChunk(kiosk.ID, from, func(c books.Chunk) error {
			return f(piece{c, max(from, c.Place), make(chan tally.Batch, 1)})
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

// read unpacks and reads the entries of a piece.
func (k *keeper) read(p piece) (tally.Batch, error) {
	entries, err := p.chunk.Entries()
	if err != nil {
		return tally.Batch{}, err
	}
	return k.counter.Read(p.chunk.Kiosk, "", p.from, entries[p.from-p.chunk.Place:])
}
