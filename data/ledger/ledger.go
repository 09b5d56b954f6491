package ledger

import (
	"context"
	"errors"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/vote"
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
	tlog.HashReader                                            // the stored hashes of package tlog
	Size() (int64, error)                                      // number of entries
	Choices() (int64, error)                                   // sum of Row.Choices
	Find(ballot string) (index int64, found bool, err error)   // the entry of that ballot
	Append(Row) error                                          // only at Index == Size
	Entries(from int64, max int) (entries [][]byte, err error) // at most max, in order
	Head() ([]byte, error)                                     // Row.Head of the last row; nil when empty
	Acked() (int64, error)                                     // greatest size a hub has receipted; 0 at first
	SetAcked(size int64, receipt []byte) error                 // keeps the receipt
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

// Log is one kiosk's ledger. It may be used by several goroutines at once.
type Log struct {
	storage Storage
	self    Identity
}

// Open returns the ledger kept in storage, signed as self.
func Open(storage Storage, self Identity) *Log { return &Log{storage, self} }

var errUnfinished = errors.New("ledger is not written yet")

// Append adds a ballot and returns its index, from 0. When it returns nil the
// ballot is on the disk. A ballot whose id is there already is not added again;
// its index is returned.
func (l *Log) Append(ctx context.Context, b vote.Ballot) (int64, error) { return 0, errUnfinished }

// Size returns the number of ballots.
func (l *Log) Size(ctx context.Context) (int64, error) { return 0, errUnfinished }

// Choices returns the number of choices on all ballots together.
func (l *Log) Choices(ctx context.Context) (int64, error) { return 0, errUnfinished }

// Unsent returns the number of ballots no hub has receipted.
func (l *Log) Unsent(ctx context.Context) (int64, error) { return 0, errUnfinished }

// Acked returns the number of ballots a hub has receipted: where the next
// bundle begins.
func (l *Log) Acked(ctx context.Context) (int64, error) { return 0, errUnfinished }

// Verify reads every entry, hashes it anew and compares with the stored hashes
// and with the signed head. It returns an error that is [ErrDamaged] when they
// differ.
func (l *Log) Verify(ctx context.Context) error { return errUnfinished }

// Bundle returns the entries from index from on, at most max of them and at
// most what [MaxBundle] allows, with a checkpoint signed for where they end.
// With from at the ledger's size the bundle holds no entry.
func (l *Log) Bundle(ctx context.Context, from int64, max int) (Bundle, error) {
	return Bundle{}, errUnfinished
}

// Acknowledge keeps a hub's receipt, so that what it covers is no longer
// unsent. hubKey is the hub's note verifier key ([VerifierKey]). It refuses
// with [ErrSignature] what another key signed and with [ErrReceipt] a receipt
// for another kiosk, for more than there is, or for another history.
func (l *Log) Acknowledge(ctx context.Context, receipt []byte, hubKey string) error {
	return errUnfinished
}
