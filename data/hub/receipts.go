package hub

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/hub/books"
	"hangviet/data/ledger"
	"hangviet/data/ticket"
)

// receiptBook knows the receipt code of every entry the hub holds, in 8 bytes
// each. It reads what has come since it was last asked.
type receiptBook struct {
	mu    sync.Mutex
	codes []uint64         // ascending
	sizes map[string]int64 // entries of each kiosk that are in codes
	forks map[string]bool  // forks that are
}

// HasReceipt tells whether the hub holds an entry with that receipt code, in a
// kiosk's ledger or in another branch of it. It tells nothing else about it.
func (s *Service) HasReceipt(ctx context.Context, code ticket.Code) (bool, error) {
	b := &s.receipts
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := s.db.View(ctx, b.update); err != nil {
		return false, fmt.Errorf("look up receipt: %w", err)
	}
	_, found := slices.BinarySearch(b.codes, code.Value())
	return found, nil
}

// update reads what is new. What it has read when it fails is read again, and
// then stands twice, which does no harm.
func (b *receiptBook) update(t *books.Tx) error {
	if b.sizes == nil {
		b.sizes, b.forks = map[string]int64{}, map[string]bool{}
	}
	before := len(b.codes)
	err := b.readNew(t)
	if len(b.codes) > before {
		slices.Sort(b.codes)
	}
	return err
}

func (b *receiptBook) readNew(t *books.Tx) error {
	kiosks, err := t.Standings()
	if err != nil {
		return err
	}
	for _, k := range kiosks {
		if b.sizes[k.ID] >= k.Size {
			continue
		}
		err := t.EachEntry(k.ID, b.sizes[k.ID], func(_ int64, entry []byte) error {
			b.add(entry)
			return nil
		})
		if err != nil {
			return err
		}
		b.sizes[k.ID] = k.Size
	}
	return b.readForks(t)
}

func (b *receiptBook) readForks(t *books.Tx) error {
	forks, err := t.Forks()
	if err != nil {
		return err
	}
	for _, f := range forks {
		if b.forks[f.ID] {
			continue
		}
		data, err := t.ForkData(f.ID)
		if err != nil {
			return err
		}
		bundle, err := ledger.ParseBundle(data)
		if err != nil {
			return fmt.Errorf("read fork %s: %w", f.ID, err)
		}
		for _, entry := range bundle.Entries {
			b.add(entry)
		}
		b.forks[f.ID] = true
	}
	return nil
}

func (b *receiptBook) add(entry []byte) {
	b.codes = append(b.codes, ledger.ReceiptCode(tlog.RecordHash(entry)).Value())
}
