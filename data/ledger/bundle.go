package ledger

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"io"
	"math/bits"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/vote"
)

// MaxBundle is the greatest length of a bundle in bytes.
const MaxBundle = 4 << 20

const (
	bundleTitle = "hangviet-ledger/1"
	maxHead     = 1 << 10
)

// Bundle is a run of a kiosk's entries with the proof that they are its own. The
// same bytes go over HTTP and on a stick.
type Bundle struct {
	Kiosk   string            // [KeyID] of Key
	Key     ed25519.PublicKey // the kiosk's
	From    int64             // index of the first entry
	Base    []tlog.Hash       // roots of the full subtrees of the entries before From, the largest first
	Entries [][]byte
	Head    []byte // checkpoint of the log up to End, signed by the kiosk
}

// End returns the index after the last entry: the size of the log that the
// bundle ends.
func (b Bundle) End() int64 { return b.From + int64(len(b.Entries)) }

// New returns the entries of the bundle that come after the first size entries
// of the log.
func (b Bundle) New(size int64) [][]byte {
	return b.Entries[min(max(size-b.From, 0), int64(len(b.Entries))):]
}

// Marshal returns the bundle's bytes.
func (b Bundle) Marshal() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\nkiosk %s\nkey %s\nfrom %d\n", bundleTitle, b.Kiosk, encode64(b.Key), b.From)
	for _, h := range b.Base {
		fmt.Fprintf(&out, "base %s\n", encode64(h[:]))
	}
	fmt.Fprintf(&out, "entries %d\n", len(b.Entries))
	for _, entry := range b.Entries {
		fmt.Fprintf(&out, "entry %d\n%s", len(entry), entry)
	}
	fmt.Fprintf(&out, "head %d\n%s", len(b.Head), b.Head)
	return out.Bytes()
}

// ReadBundle reads a bundle from r, to its end, and not more than [MaxBundle]
// bytes.
func ReadBundle(r io.Reader) (Bundle, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBundle+1))
	if err != nil {
		return Bundle{}, fmt.Errorf("read bundle: %w", err)
	}
	return ParseBundle(data)
}

// ParseBundle reads what [Bundle.Marshal] wrote, and nothing else: what it
// accepts, Marshal gives back byte for byte. The bundle's entries are parts of
// data. Its errors are *[ParseError]. It does not check signatures:
// [Bundle.Verify] does.
func ParseBundle(data []byte) (Bundle, error) {
	p := &parser{what: "bundle", data: data}
	if len(data) > MaxBundle {
		p.fail(fmt.Sprintf("longer than %d bytes", MaxBundle))
	}
	p.is(bundleTitle)
	b := Bundle{Kiosk: p.id(p.field("kiosk"))}
	key := p.hash(p.field("key"))
	b.Key = key[:]
	b.From = p.decimal(p.field("from"))
	for range bits.OnesCount64(uint64(b.From)) {
		b.Base = append(b.Base, p.hash(p.field("base")))
	}
	for n := p.decimal(p.field("entries")); p.err == nil && int64(len(b.Entries)) < n; {
		b.Entries = append(b.Entries, p.block(p.field("entry"), MaxEntry))
	}
	b.Head = p.block(p.field("head"), maxHead)
	if err := p.end(); err != nil {
		return Bundle{}, err
	}
	return b, nil
}

// Checkpoint returns what the kiosk signed the bundle to: where the log stands
// after it. A hub that holds the bundle gives its receipt for it. The errors are
// those of [Bundle.Verify] that concern the head.
func (b Bundle) Checkpoint() (Checkpoint, error) {
	if len(b.Key) != ed25519.PublicKeySize || KeyID(b.Key) != b.Kiosk {
		return Checkpoint{}, fmt.Errorf("%w: key is not of kiosk %s", ErrSignature, b.Kiosk)
	}
	verifier, err := verifierOf(kioskPrefix+b.Kiosk, b.Key)
	if err != nil {
		return Checkpoint{}, err
	}
	head, err := openHead(b.Head, verifier)
	if err == nil && (head.Kiosk != b.Kiosk || head.Size != b.End()) {
		err = fmt.Errorf("%w: head is of kiosk %s, size %d", ErrTampered, head.Kiosk, head.Size)
	}
	return head, err
}

// Verify checks the bundle in itself: the id is the key's, the key signed the
// head ([ErrSignature]), the entries can be read (*[ParseError]), and they
// continue Base to the root that the head names ([ErrTampered]). Whether the
// kiosk is one of ours is not seen here, nor whether Base is the history we
// know: see [Extend].
func (b Bundle) Verify() error {
	_, err := b.Prove()
	return err
}

// Proven is a bundle that [Bundle.Verify] found good; the zero one is not.
type Proven struct {
	Bundle Bundle
	Signed Checkpoint // [Bundle.Checkpoint]
}

// Prove is [Bundle.Verify] for whoever goes on with the bundle.
func (b Bundle) Prove() (Proven, error) {
	head, err := b.Checkpoint()
	if err != nil {
		return Proven{}, fmt.Errorf("verify bundle: %w", err)
	}
	if _, err := b.Records(); err != nil {
		return Proven{}, fmt.Errorf("verify bundle: %w", err)
	}
	f := b.frontier()
	for _, entry := range b.Entries {
		f.add(entry)
	}
	if f.root() != head.Root {
		return Proven{}, fmt.Errorf("verify bundle: %w: entries do not lead to the signed root", ErrTampered)
	}
	return Proven{b, head}, nil
}

// frontier returns the tree before the first entry.
func (b Bundle) frontier() frontier { return frontier{b.From, slices.Clone(b.Base)} }

// Holds tells whether all that o holds and proves is in b too, so that o need not
// be kept beside it. Both must have been verified.
func (b Bundle) Holds(o Bundle) bool {
	head, err := o.Checkpoint()
	if err != nil || o.Kiosk != b.Kiosk || o.From < b.From || o.End() > b.End() {
		return false
	}
	f := b.frontier()
	for f.size < o.End() {
		f.add(b.Entries[f.size-b.From])
	}
	return f.root() == head.Root
}

// Records returns what the entries hold, in order.
func (b Bundle) Records() ([]Record, error) {
	records := make([]Record, len(b.Entries))
	for i, entry := range b.Entries {
		record, err := ParseRecord(entry)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", b.From+int64(i), err)
		}
		records[i] = record
	}
	return records, nil
}

// Ballots returns the ballots among the entries, in order.
func (b Bundle) Ballots() ([]vote.Ballot, error) {
	records, err := b.Records()
	var ballots []vote.Ballot
	for _, r := range records {
		if r.Ballot != nil {
			ballots = append(ballots, *r.Ballot)
		}
	}
	return ballots, err
}

// Extend checks a bundle against the history of its kiosk that is known already:
// size entries whose stored hashes known reads. It returns the stored hashes to
// add, from tlog.StoredHashCount(size) on; the entries to add are b.New(size).
// Both are empty when everything is known already.
//
// It verifies the bundle first, with the errors of [Bundle.Verify]. [ErrGap]:
// the bundle begins after size. [ErrFork]: the kiosk signed another history than
// the known one, as it does when it was set back to an older copy of its disk.
func Extend(known tlog.HashReader, size int64, b Bundle) ([]tlog.Hash, error) {
	p, err := b.Prove()
	if err != nil {
		return nil, err
	}
	return p.Extend(known, size)
}

// Extend is the function Extend for a bundle that was verified already.
func (p Proven) Extend(known tlog.HashReader, size int64) ([]tlog.Hash, error) {
	b := p.Bundle
	if b.From > size {
		return nil, fmt.Errorf("extend ledger: %w: known to %d, bundle from %d", ErrGap, size, b.From)
	}
	f := b.frontier()
	common := min(size, b.End())
	for f.size < common {
		f.add(b.Entries[f.size-b.From])
	}
	ours, err := readFrontier(known, common)
	if err != nil {
		return nil, fmt.Errorf("extend ledger: %w", err)
	}
	if !f.equal(ours) {
		return nil, fmt.Errorf("extend ledger: %w within the first %d entries", ErrFork, common)
	}
	var added []tlog.Hash
	for _, entry := range b.New(size) {
		added = append(added, f.add(entry)...)
	}
	return added, nil
}
