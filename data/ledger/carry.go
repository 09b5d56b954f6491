package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Wreck is what can still be read of a ledger whose file is damaged. Nothing of it is
// trusted.
type Wreck interface {
	Size() int64                         // entries there were, as far as is known
	Row(index int64) (Row, bool)         // Entry is empty where it was pruned; Hashes is not asked for
	Hash(stored int64) (tlog.Hash, bool) // a stored hash of package tlog
	Receipts() [][]byte                  // notes of hubs
	HubKey() string                      // by which they are signed, "" unknown
	Pruned() int64                       // entries from 0 on whose bytes are gone
}

// Carried is what became of a damaged ledger. Indexes are those it had before.
type Carried struct {
	Size  int64      `json:"size"`  // entries there were, as far as is known
	Kept  int64      `json:"kept"`  // entries from 0 on that stand where they stood, proved by a signature
	Moved int64      `json:"moved"` // entries after these that verified and were added again
	Lost  [][2]int64 `json:"lost"`  // ranges of those that are lost here and that no hub has receipted
}

// Whole tells whether nothing is lost and all stands where it stood.
func (c Carried) Whole() bool { return c.Kept == c.Size && len(c.Lost) == 0 }

// Carry brings what verifies of a damaged ledger into tx, which is empty, signed as
// self, who signed the damaged one too.
//
// Entries stand where they stood up to the first one whose bytes are lost and that no
// hub has receipted, as far as a signature of the kiosk or a receipt proves them.
// What comes after that, the signatures cannot bind to the new history: each entry
// that its own hash proves is added again at the end, with its ballot's id, so that
// it counts once. Of what a hub has receipted the bytes may be lost; then it and all
// before it counts as pruned.
func Carry(tx Tx, self Identity, w Wreck) (Carried, error) {
	c := carrier{log: Log{self: self}, tx: tx, wreck: w, done: Carried{Size: w.Size()}, names: map[string]bool{}, uses: map[Use]bool{}}
	for _, step := range []func() error{c.prove, c.claim, c.keep, c.move} {
		if err := step(); err != nil {
			return c.done, fmt.Errorf("carry ledger over: %w", err)
		}
	}
	return c.done, nil
}

type carrier struct {
	log   Log
	tx    Tx
	wreck Wreck
	done  Carried

	held    int64  // entries that a hub has receipted, whatever became of the tree
	proven  int64  // entries that a signature proves, those without bytes as well
	acked   int64  // entries that a hub has receipted, as far as the tree goes
	receipt []byte // that says so
	gone    int64  // one more than the last entry below acked whose bytes are lost
	limit   int64  // the first entry that is lost and not receipted, or the size
	good    []bool // entries whose bytes are there and match the tree

	names map[string]bool // ids that are some entry's
	uses  map[Use]bool    // tickets that are
}

// prove walks the tree from its beginning, as far as every hash is known, and finds
// how far signatures and receipts prove it.
func (c *carrier) prove() error {
	receipts := c.receipts()
	c.held = c.receipted()
	f := frontier{}
	for f.size < c.done.Size {
		next, whole, known := c.next(f)
		if !known {
			break
		}
		f = next
		c.good = append(c.good, whole)
		row, _ := c.wreck.Row(f.size - 1)
		if head, err := c.log.sign(f); err != nil {
			return err
		} else if bytes.Equal(head, row.Head) {
			c.proven = f.size
		}
		if note, ok := receipts[Checkpoint{c.log.self.ID, f.size, f.root()}]; ok {
			c.proven, c.acked, c.receipt = f.size, f.size, note
		}
	}
	c.limit = c.proven
	for i := int64(0); i < c.proven; i++ {
		switch {
		case c.good[i]:
		case i < c.acked:
			c.gone = i + 1
		default:
			c.limit = min(c.limit, i)
		}
	}
	c.gone = max(c.gone, min(c.wreck.Pruned(), c.acked))
	c.done.Kept = c.limit
	return nil
}

// receipts are the receipts by what they say. Whether a hub signed them is not looked
// at: they were when they were kept, and the root tells whether they are whole.
func (c *carrier) receipts() map[Receipt][]byte {
	all := map[Receipt][]byte{}
	for _, note := range c.wreck.Receipts() {
		text, _, _ := bytes.Cut(note, []byte("\n\n"))
		if r, err := parseCheckpoint("receipt", receiptTitle, string(text)+"\n"); err == nil {
			all[r] = note
		}
	}
	return all
}

// receipted returns how many entries the hub has receipted, by its signature alone.
func (c *carrier) receipted() (size int64) {
	for _, note := range c.wreck.Receipts() {
		r, err := OpenReceipt(note, c.wreck.HubKey())
		if err == nil && r.Kiosk == c.log.self.ID {
			size = max(size, r.Size)
		}
	}
	return size
}

// next adds the next entry to the tree: by its bytes, else by its stored hash. Where
// the two differ the signature tells which is right.
func (c *carrier) next(f frontier) (next frontier, whole, known bool) {
	row, found := c.wreck.Row(f.size)
	stored, hashed := c.wreck.Hash(tlog.StoredHashIndex(0, f.size))
	_, bad := ParseRecord(row.Entry)
	readable := found && len(row.Entry) > 0 && bad == nil
	by := func(leaf tlog.Hash) frontier {
		g := frontier{f.size, slices.Clone(f.roots)}
		g.addLeaf(leaf)
		return g
	}
	switch {
	case !readable && !hashed:
		return f, false, false
	case !readable:
		return by(stored), false, true
	}
	leaf := tlog.RecordHash(row.Entry)
	if !hashed || leaf == stored {
		return by(leaf), true, true
	}
	g := by(leaf)
	if head, err := c.log.sign(g); err == nil && bytes.Equal(head, row.Head) {
		return g, true, true
	}
	return by(stored), false, true
}

// claim gives the entries that are whole their names and tickets, before any other
// entry is believed to have them.
func (c *carrier) claim() error {
	for i := range c.done.Size {
		record, whole := c.whole(i)
		if !whole {
			continue
		}
		c.names[record.ID()] = true
		if use := record.use(); use != nil {
			c.uses[*use] = true
		}
	}
	return nil
}

// whole returns an entry whose bytes are those that were written.
func (c *carrier) whole(i int64) (Record, bool) {
	row, found := c.wreck.Row(i)
	if !found || !c.vouched(i, row) {
		return Record{}, false
	}
	record, err := ParseRecord(row.Entry)
	return record, err == nil
}

// keep writes the entries that stand where they stood, and what hubs said of them.
func (c *carrier) keep() error {
	f := frontier{}
	for f.size < c.done.Kept {
		if err := c.keepOne(&f); err != nil {
			return err
		}
	}
	if c.acked > 0 && c.acked <= c.done.Kept {
		if err := c.tx.SetAcked(c.acked, c.receipt); err != nil {
			return err
		}
	}
	if gone := min(c.gone, c.done.Kept); gone > 0 && c.acked <= c.done.Kept {
		return c.tx.Prune(gone)
	}
	return nil
}

func (c *carrier) keepOne(f *frontier) (err error) {
	next, whole, _ := c.next(*f)
	row, _ := c.wreck.Row(f.size)
	kept := Row{Index: f.size, ID: row.ID, Kind: row.Kind, Choices: row.Choices, Use: row.Use, Entry: row.Entry}
	if whole {
		record, err := ParseRecord(row.Entry)
		if err != nil {
			return err
		}
		kept.ID, kept.Kind, kept.Choices, kept.Use = record.ID(), record.Kind(), record.Choices(), record.use()
	} else {
		kept.Entry, kept.ID, kept.Use = []byte{}, c.name(f.size, row), c.use(row)
	}
	kept.Hashes = f.addLeaf(c.leaf(f.size, whole, row))
	if !f.equal(next) {
		return fmt.Errorf("%w: entry %d was read twice, and differs", ErrDamaged, kept.Index)
	}
	if kept.Head, err = c.log.sign(*f); err != nil {
		return err
	}
	return c.tx.Append(kept)
}

// name is what an entry without bytes is called from now on: as before, or, where that
// is lost or another's name, as nobody else.
func (c *carrier) name(index int64, row Row) string {
	name := row.ID
	for n := index; name == "" || c.names[name]; n += c.done.Size {
		name = fmt.Sprintf("lost-%d", n)
	}
	c.names[name] = true
	return name
}

// use is the ticket that an entry without bytes used, unless it is another's.
func (c *carrier) use(row Row) *Use {
	if row.Use == nil || c.uses[*row.Use] {
		return nil
	}
	c.uses[*row.Use] = true
	return row.Use
}

func (c *carrier) leaf(index int64, whole bool, row Row) tlog.Hash {
	if whole {
		return tlog.RecordHash(row.Entry)
	}
	hash, _ := c.wreck.Hash(tlog.StoredHashIndex(0, index)) // it was there in prove
	return hash
}

// move adds the entries again that come after those that are kept and are whole.
func (c *carrier) move() error {
	for i := c.done.Kept; i < c.done.Size; i++ {
		moved, err := c.moveOne(i)
		if err != nil {
			return err
		}
		switch {
		case moved:
			c.done.Moved++
		case i >= max(c.acked, c.held):
			c.lose(i)
		}
	}
	return nil
}

func (c *carrier) moveOne(i int64) (moved bool, err error) {
	record, whole := c.whole(i)
	if !whole {
		return false, nil
	}
	if _, twice, err := c.tx.Find(record.ID()); err != nil || twice {
		return twice, err
	}
	entry, err := record.encode()
	if err != nil {
		return false, nil
	}
	if _, err = c.log.append(c.tx, record, entry); errors.Is(err, ErrTicketUsed) {
		return false, nil
	}
	return err == nil, err
}

// vouched tells whether an entry's bytes are those that were written: a signature
// over the tree proves it, or else the hash that was stored elsewhere.
func (c *carrier) vouched(i int64, row Row) bool {
	if i < c.proven {
		return c.good[i]
	}
	stored, ok := c.wreck.Hash(tlog.StoredHashIndex(0, i))
	return ok && len(row.Entry) > 0 && tlog.RecordHash(row.Entry) == stored
}

func (c *carrier) lose(i int64) {
	if n := len(c.done.Lost); n > 0 && c.done.Lost[n-1][1] == i {
		c.done.Lost[n-1][1] = i + 1
		return
	}
	c.done.Lost = append(c.done.Lost, [2]int64{i, i + 1})
}
