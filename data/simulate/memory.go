package simulate

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
)

// Memory is a [ledger.Storage] that lasts as long as the program. It is meant to
// be small: the bytes of an entry go as soon as a hub has receipted it, and of a
// row some ninety bytes stay. The zero Memory is an empty ledger.
type Memory struct {
	mu    sync.RWMutex
	state state
}

// state only ever grows at the end, or has slices replaced, so that a copy of it
// made before a change is the state before.
type state struct {
	rows   []row
	kinds  []ledger.Kind // that rows name by number
	uses   []use
	hashes []tlog.Hash
	kept   [][]byte // entries from pruned on
	pruned int64
	acked  int64
	head   []byte
}

type row struct {
	id      [16]byte
	choices uint16
	kind    uint16 // index in kinds
}

type use struct {
	ledger.Use
	index int64
}

// Update runs f in one transaction.
func (m *Memory) Update(ctx context.Context, f func(ledger.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	before := m.state
	if err := f(memoryTx{&m.state}); err != nil {
		m.state = before
		return err
	}
	return nil
}

// View runs f on an unchanging state.
func (m *Memory) View(ctx context.Context, f func(ledger.Tx) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.RLock()
	defer m.mu.RUnlock()
	return f(memoryTx{&m.state})
}

// bytes is about what the ledger takes.
func (m *Memory) bytes() (n int64) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	s := &m.state
	for _, entry := range s.kept {
		n += int64(cap(entry)) + 24
	}
	return n + int64(cap(s.rows)*20+cap(s.uses)*64+cap(s.hashes)*tlog.HashSize+cap(s.head))
}

// memoryTx is the ledger within a transaction.
type memoryTx struct{ *state }

func (t memoryTx) Size() (int64, error)      { return int64(len(t.rows)), nil }
func (t memoryTx) HashCount() (int64, error) { return int64(len(t.hashes)), nil }
func (t memoryTx) Head() ([]byte, error)     { return t.head, nil }
func (t memoryTx) Acked() (int64, error)     { return t.acked, nil }
func (t memoryTx) Pruned() (int64, error)    { return t.pruned, nil }

func (t memoryTx) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(t.hashes)) {
			return nil, fmt.Errorf("%w: hash %d is missing", ledger.ErrDamaged, index)
		}
		hashes[i] = t.hashes[index]
	}
	return hashes, nil
}

func (t memoryTx) Totals(from int64) (map[ledger.Kind]ledger.Totals, error) {
	totals := map[ledger.Kind]ledger.Totals{}
	for _, r := range t.rows[from:] {
		sum := totals[t.kinds[r.kind]]
		sum.Entries++
		sum.Choices += int64(r.choices)
		totals[t.kinds[r.kind]] = sum
	}
	return totals, nil
}

// Find looks from the newest back: who asks has most often just appended.
func (t memoryTx) Find(id string) (index int64, found bool, err error) {
	key, err := idOf(id)
	if err != nil {
		return 0, false, nil // no row has such an id
	}
	for i, r := range slices.Backward(t.rows) {
		if r.id == key {
			return int64(i), true, nil
		}
	}
	return 0, false, nil
}

func (t memoryTx) Used(wanted ledger.Use) (index int64, found bool, err error) {
	for _, u := range t.uses {
		if u.Use == wanted {
			return u.index, true, nil
		}
	}
	return 0, false, nil
}

func (t memoryTx) Uses(from int64) (n int64, err error) {
	for _, u := range t.uses {
		if u.index >= from {
			n++
		}
	}
	return n, nil
}

var errPlace = errors.New("row does not follow the last one")

func (t memoryTx) Append(r ledger.Row) error {
	id, err := idOf(r.ID)
	if err != nil || r.Index != int64(len(t.rows)) || r.Choices > 1<<16-1 {
		return errors.Join(errPlace, err)
	}
	kind := slices.Index(t.kinds, r.Kind)
	if kind < 0 {
		kind = len(t.kinds)
		t.kinds = append(t.kinds, r.Kind)
	}
	t.rows = append(t.rows, row{id, uint16(r.Choices), uint16(kind)})
	t.hashes = append(t.hashes, r.Hashes...)
	t.kept = append(t.kept, slices.Clone(r.Entry))
	t.head = slices.Clone(r.Head)
	if r.Use != nil {
		t.uses = append(t.uses, use{*r.Use, r.Index})
	}
	return nil
}

func idOf(id string) (key [16]byte, err error) {
	raw, err := hex.DecodeString(id)
	if err == nil && len(raw) != len(key) {
		err = errPlace
	}
	copy(key[:], raw)
	return key, err
}

func (t memoryTx) Entries(from int64, limit int) ([][]byte, error) {
	var entries [][]byte
	for i := from; i < int64(len(t.rows)) && len(entries) < limit; i++ {
		if i < t.pruned {
			entries = append(entries, nil)
			continue
		}
		entries = append(entries, t.kept[i-t.pruned])
	}
	return entries, nil
}

func (t memoryTx) PaperEntries() (entries [][]byte, err error) {
	for i := t.pruned; i < int64(len(t.rows)); i++ {
		if t.kinds[t.rows[i].kind].Paper {
			entries = append(entries, t.kept[i-t.pruned])
		}
	}
	return entries, nil
}

// SetAcked notes a receipt, and forgets the entries it covers.
func (t memoryTx) SetAcked(size int64, _ []byte) error {
	t.acked = size
	return t.Prune(size)
}

func (t memoryTx) Prune(size int64) error {
	if size > t.pruned {
		t.kept = slices.Clone(t.kept[size-t.pruned:]) // the old one would hold on to what was cut off
		t.pruned = size
	}
	return nil
}
