package ledger

import (
	"crypto/ed25519"
	"fmt"
	"io"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/vote"
)

// MaxBundle is the greatest length of a bundle in bytes.
const MaxBundle = 4 << 20

// Bundle is a run of a kiosk's entries with the proof that they are its own. The
// same bytes go over HTTP and on a stick.
type Bundle struct {
	Kiosk   string            // [KeyID] of Key
	Key     ed25519.PublicKey // the kiosk's
	From    int64             // index of the first entry
	Base    []tlog.Hash       // the subtree hashes of the log up to From, the largest first
	Entries [][]byte
	Head    []byte // checkpoint of the log up to End, signed by the kiosk
}

// End returns the index after the last entry: the size of the log that the
// bundle ends.
func (b Bundle) End() int64 { return b.From + int64(len(b.Entries)) }

// Marshal returns the bundle's bytes.
func (b Bundle) Marshal() []byte { return nil }

// ReadBundle reads a bundle from r and not more than [MaxBundle] bytes.
func ReadBundle(r io.Reader) (Bundle, error) { return Bundle{}, errUnfinished }

// ParseBundle reads what [Bundle.Marshal] wrote, and nothing else: what it
// accepts, Marshal gives back byte for byte. Its errors are *[ParseError]. It
// does not check signatures: [Bundle.Verify] does.
func ParseBundle(data []byte) (Bundle, error) { return Bundle{}, errUnfinished }

// Verify checks the bundle in itself: the id is the key's, the key signed the
// head, the entries can be read, and they continue Base to the root that the
// head names. Whether the kiosk is one of ours, and whether Base is the history
// we know, is not seen here: see [Extend].
func (b Bundle) Verify() error { return errUnfinished }

// Ballots returns the ballots of the entries, in order.
func (b Bundle) Ballots() ([]vote.Ballot, error) { return nil, errUnfinished }

// Extend checks a bundle against the history of its kiosk that is known already:
// size entries whose stored hashes known reads. It returns the stored hashes to
// add, from tlog.StoredHashCount(size) on; the entries to add are b.New(size).
// Both are empty when everything is known already.
//
// It verifies the bundle first. [ErrGap]: the bundle begins after size;
// [ErrFork]: an entry or an earlier history differs from the known one.
func Extend(known tlog.HashReader, size int64, b Bundle) ([]tlog.Hash, error) {
	return nil, errUnfinished
}

// New returns the entries of the bundle that come after the first size entries
// of the log.
func (b Bundle) New(size int64) [][]byte { return nil }

// ParseError tells where data is not what it should be.
type ParseError struct {
	What   string // "bundle", "entry", "checkpoint", "receipt"
	Offset int    // byte offset at which reading stopped
	Reason string
}

func (e *ParseError) Error() string {
	return fmt.Sprintf("parse %s: byte %d: %s", e.What, e.Offset, e.Reason)
}
