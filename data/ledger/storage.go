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

// Tx is a ledger within a transaction. Rows are added and never changed.
type Tx interface {
	tlog.HashReader                                              // the stored hashes of package tlog
	HashCount() (int64, error)                                   // number of stored hashes
	Size() (int64, error)                                        // number of entries
	Choices() (int64, error)                                     // sum of Row.Choices
	Find(ballot string) (index int64, found bool, err error)     // the entry of that ballot
	Append(Row) error                                            // only at Index == Size
	Entries(from int64, limit int) (entries [][]byte, err error) // at most limit, in order
	Head() ([]byte, error)                                       // Row.Head of the last row; nil when empty
	Acked() (int64, error)                                       // greatest size a hub has receipted; 0 at first
	SetAcked(size int64, receipt []byte) error                   // keeps the receipt
}

// Row is what one ballot adds to a ledger.
type Row struct {
	Index   int64       // 0, 1, 2, …
	Ballot  string      // [vote.Ballot.ID]
	Choices int         // number of choices
	Entry   []byte      // [EncodeEntry]
	Hashes  []tlog.Hash // the stored hashes it adds, from tlog.StoredHashCount(Index) on
	Head    []byte      // signed checkpoint of the log that ends with this row
}

// The reasons for which something is refused. What cannot be read at all is a
// *[ParseError].
var (
	ErrSignature = errors.New("signature is not of the key that should have signed")
	ErrTampered  = errors.New("contents do not match what was signed")
	ErrFork      = errors.New("history differs from the one known")
	ErrGap       = errors.New("entries before these are missing")
	ErrReceipt   = errors.New("receipt is not for this ledger")
	ErrDamaged   = errors.New("ledger is damaged")
)
