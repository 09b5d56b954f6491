package ledger

import (
	"context"
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// Storage keeps a ledger. Update runs f in one transaction that is on the disk
// when Update returns nil, and leaves nothing behind when f or Update fails; two
// Updates never run at the same time, not even in two processes. View shows one
// unchanging state.
type Storage interface {
	Update(ctx context.Context, f func(Tx) error) error
	View(ctx context.Context, f func(Tx) error) error
}

// Tx is a ledger within a transaction. Rows are added and never changed, but for
// the bytes of entries that are pruned.
type Tx interface {
	tlog.HashReader                                              // the stored hashes of package tlog
	HashCount() (int64, error)                                   // number of stored hashes
	Size() (int64, error)                                        // number of entries
	Totals(from int64) (map[Kind]Totals, error)                  // over the rows from that index on
	Find(id string) (index int64, found bool, err error)         // the entry of that id
	Used(use Use) (index int64, found bool, err error)           // the entry that used a ticket
	Uses(from int64) (int64, error)                              // number of tickets used by entries from that index on
	Append(Row) error                                            // only at Index == Size
	Entries(from int64, limit int) (entries [][]byte, err error) // at most limit, in order; empty where pruned
	PaperEntries() (entries [][]byte, err error)                 // of batches of paper, in order; without pruned ones
	Head() ([]byte, error)                                       // Row.Head of the last row; nil when empty
	Acked() (int64, error)                                       // greatest size a hub has receipted; 0 at first
	SetAcked(size int64, receipt []byte) error                   // keeps the receipt
	Pruned() (int64, error)                                      // entries from 0 on whose bytes are gone
	Prune(size int64) error                                      // makes it size, which is more, and at most Acked
}

// Row is what one record adds to a ledger.
type Row struct {
	Index   int64  // 0, 1, 2, …
	ID      string // [Record.ID]
	Kind    Kind
	Choices int         // number of choices
	Use     *Use        // the ticket it uses, or nil
	Entry   []byte      // [EncodeEntry] or [EncodePaper]
	Hashes  []tlog.Hash // the stored hashes it adds, from tlog.StoredHashCount(Index) on
	Head    []byte      // signed checkpoint of the log that ends with this row
}

// Kind is what is counted apart.
type Kind struct {
	Round string
	Paper bool // a batch of paper, not a ballot
	Test  bool // on trial
}

// Totals are sums over rows.
type Totals struct{ Entries, Choices int64 }

// Use says that a ticket was used. On trial it is used for the trial only.
type Use struct {
	Round string
	Test  bool
	Mark  string // [vote.Ballot.Ticket]
}

// The reasons for which something is refused. What cannot be read at all is a
// *[ParseError].
var (
	ErrSignature  = errors.New("signature is not of the key that should have signed")
	ErrTampered   = errors.New("contents do not match what was signed")
	ErrFork       = errors.New("history differs from the one known")
	ErrGap        = errors.New("entries before these are missing")
	ErrReceipt    = errors.New("receipt is not for this ledger")
	ErrDamaged    = errors.New("ledger is damaged")
	ErrTicketUsed = errors.New("ticket is used")
	ErrPruned     = errors.New("entries were pruned to their hashes")
)
