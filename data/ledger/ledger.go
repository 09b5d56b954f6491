package ledger

import (
	"context"
	"errors"
	"fmt"

	"hangviet/data/vote"
)

// Log is one kiosk's ledger. It may be used by several goroutines at once.
type Log struct {
	storage Storage
	self    Identity
}

// Open returns the ledger kept in storage, signed as self.
func Open(storage Storage, self Identity) *Log { return &Log{storage, self} }

// Append adds a ballot and returns its index, from 0. When it returns nil the
// ballot is on the disk, and its ticket is used with it. A ballot whose id is
// there already is not added again; its index is returned. It refuses with
// [vote.ErrBallotShape] what cannot stand in a log, and with [ErrTicketUsed] a
// ballot whose ticket another one used.
func (l *Log) Append(ctx context.Context, b vote.Ballot) (int64, error) {
	index, err := l.add(ctx, Record{Ballot: &b})
	if err != nil {
		return 0, fmt.Errorf("append ballot: %w", err)
	}
	return index, nil
}

// AppendPaper adds a batch of paper as [Log.Append] adds a ballot. It refuses
// with [vote.ErrPaperShape] what cannot stand in a log; whether a correction
// corrects something is for the caller to see.
func (l *Log) AppendPaper(ctx context.Context, p vote.Paper) (int64, error) {
	index, err := l.add(ctx, Record{Paper: &p})
	if err != nil {
		return 0, fmt.Errorf("append batch: %w", err)
	}
	return index, nil
}

// add adds a record, unless it is there already, and returns its index.
func (l *Log) add(ctx context.Context, r Record) (index int64, err error) {
	entry, err := r.encode()
	if err != nil {
		return 0, err
	}
	err = l.storage.Update(ctx, func(tx Tx) error {
		at, found, err := tx.Find(r.ID())
		if err == nil && !found {
			at, err = l.append(tx, r, entry)
		}
		index = at
		return err
	})
	return index, err
}

func (l *Log) append(tx Tx, r Record, entry []byte) (int64, error) {
	use := r.use()
	if err := checkUse(tx, use); err != nil {
		return 0, err
	}
	size, err := tx.Size()
	if err != nil {
		return 0, err
	}
	f, err := readFrontier(tx, size)
	if err != nil {
		return 0, err
	}
	hashes := f.add(entry)
	head, err := l.sign(f)
	if err != nil {
		return 0, err
	}
	return size, tx.Append(Row{
		Index: size, ID: r.ID(), Kind: r.Kind(), Choices: r.Choices(), Use: use, Entry: entry, Hashes: hashes, Head: head,
	})
}

// checkUse refuses a ticket that is used.
func checkUse(tx Tx, use *Use) error {
	if use == nil {
		return nil
	}
	_, used, err := tx.Used(*use)
	if err == nil && used {
		err = ErrTicketUsed
	}
	return err
}

// sign returns the signed checkpoint of a tree.
func (l *Log) sign(f frontier) ([]byte, error) {
	return l.self.sign(Checkpoint{l.self.ID, f.size, f.root()}.text(headTitle))
}

// Size returns the number of entries, ballots and batches of paper alike.
func (l *Log) Size(ctx context.Context) (int64, error) { return l.count(ctx, Tx.Size) }

// Acked returns the number of entries a hub has receipted: the next bundle to
// send begins there.
func (l *Log) Acked(ctx context.Context) (int64, error) { return l.count(ctx, Tx.Acked) }

// Unsent returns the number of entries no hub has receipted.
func (l *Log) Unsent(ctx context.Context) (int64, error) {
	return l.count(ctx, func(tx Tx) (int64, error) {
		size, err := tx.Size()
		if err != nil {
			return 0, err
		}
		acked, err := tx.Acked()
		return size - acked, err
	})
}

func (l *Log) count(ctx context.Context, f func(Tx) (int64, error)) (n int64, err error) {
	err = l.storage.View(ctx, func(tx Tx) error {
		n, err = f(tx)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("read ledger: %w", err)
	}
	return n, nil
}

// chunk is how many entries are read from the storage at once.
const chunk = 256

// room is what a bundle needs beside its entries, generously.
const room = 16 << 10

// Bundle returns the entries from index from on, at most limit of them and at
// most what [MaxBundle] allows, with a checkpoint signed for where they end. The
// same call gives the same bytes, also when the log has grown meanwhile, unless
// limit lets more in. With from at the ledger's size the bundle holds no entry;
// beyond it the error is [ErrGap], before what was pruned it is [ErrPruned].
func (l *Log) Bundle(ctx context.Context, from int64, limit int) (Bundle, error) {
	b := Bundle{Kiosk: l.self.ID, Key: l.self.PublicKey(), From: from}
	err := l.storage.View(ctx, func(tx Tx) error {
		size, err := tx.Size()
		if err != nil {
			return err
		}
		if from < 0 || from > size {
			return fmt.Errorf("%w: from %d, size %d", ErrGap, from, size)
		}
		if pruned, err := tx.Pruned(); err != nil || from < pruned {
			return errors.Join(err, prunedTo(pruned))
		}
		return l.fill(tx, &b, min(size, from+int64(max(limit, 0))))
	})
	if err != nil {
		return Bundle{}, fmt.Errorf("bundle ledger: %w", err)
	}
	return b, nil
}

// fill adds the entries before end to b, as far as they fit, and what proves
// them.
func (l *Log) fill(tx Tx, b *Bundle, end int64) error {
	f, err := readFrontier(tx, b.From)
	if err != nil {
		return err
	}
	b.Base = append(b.Base, f.roots...)
	for space := MaxBundle - room; f.size < end && space > 0; {
		entries, err := tx.Entries(f.size, int(min(chunk, end-f.size)))
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			return fmt.Errorf("%w: entry %d is missing", ErrDamaged, f.size)
		}
		for _, entry := range entries {
			if space -= len(entry) + len("entry 65536\n"); space <= 0 {
				break
			}
			f.add(entry)
			b.Entries = append(b.Entries, entry)
		}
	}
	b.Head, err = l.sign(f)
	return err
}

// Acknowledge keeps a hub's receipt, so that what it covers is no longer unsent;
// an older or repeated one changes nothing. hubKey is the hub's note verifier
// key ([Identity.VerifierKey]). It refuses with [ErrSignature] what another key
// signed and with [ErrReceipt] a receipt for another kiosk, for more than there
// is, or for another history.
func (l *Log) Acknowledge(ctx context.Context, receipt []byte, hubKey string) error {
	r, err := OpenReceipt(receipt, hubKey)
	if err != nil {
		return err
	}
	err = l.storage.Update(ctx, func(tx Tx) error {
		if err := l.checkReceipt(tx, r); err != nil {
			return err
		}
		acked, err := tx.Acked()
		if err != nil || r.Size <= acked {
			return err
		}
		return tx.SetAcked(r.Size, receipt)
	})
	if err != nil {
		return fmt.Errorf("acknowledge: %w", err)
	}
	return nil
}

func (l *Log) checkReceipt(tx Tx, r Receipt) error {
	if r.Kiosk != l.self.ID {
		return fmt.Errorf("%w: it is for kiosk %s", ErrReceipt, r.Kiosk)
	}
	size, err := tx.Size()
	if err != nil {
		return err
	}
	if r.Size > size {
		return fmt.Errorf("%w: it is for %d entries, there are %d", ErrReceipt, r.Size, size)
	}
	f, err := readFrontier(tx, r.Size)
	if err == nil && f.root() != r.Root {
		err = fmt.Errorf("%w: it is for another history", ErrReceipt)
	}
	return err
}
