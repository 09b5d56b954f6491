package tally

import "hash/maphash"

// table finds the ballot that has a key, such as an id: a hash table that holds
// eight bytes for a ballot and looks at the ballot itself only when eleven bits of
// the hash agree. A map of the keys would take several times the memory and, for a
// million ballots, most of the time of counting them.
type table struct {
	cells []cell
	used  int
	room  int // ballots that may come; it grows to that at once
	hash  func(spot) uint64
	same  func(a, b spot) bool
}

// cell is 0 when empty, else a bit that says it is not, bits of the hash, the
// number of the shelf and that of the slot.
type cell uint64

const (
	slotBits  = 28
	shelfBits = 24
	full      = cell(1) << 63
	tagMask   = full - 1<<(slotBits+shelfBits)
)

func newCell(at spot, hash uint64) cell {
	return full | cell(hash)&tagMask | cell(at.shelf)<<slotBits | cell(at.slot)
}

func (c cell) spot() spot {
	return spot{uint32(c>>slotBits) & (1<<shelfBits - 1), uint32(c) & (1<<slotBits - 1)}
}

// smallTable is how many cells a table has until it needs more.
const smallTable = 1024

// newTable returns a table for some ballots, or more.
func newTable(room int, hash func(spot) uint64, same func(a, b spot) bool) *table {
	return &table{cells: make([]cell, smallTable), room: room, hash: hash, same: same}
}

// claim returns the cell of the ballot that has the key of the one at at, which it
// is itself when no other had it.
func (t *table) claim(at spot) (c *cell, taken bool) {
	if 2*t.used >= len(t.cells) {
		t.grow()
	}
	hash := t.hash(at)
	mask := uint64(len(t.cells) - 1)
	mine := newCell(at, hash)
	for i := hash & mask; ; i = (i + 1) & mask {
		c := &t.cells[i]
		if *c == 0 {
			*c = mine
			t.used++
			return c, false
		}
		if (*c^mine)&tagMask == 0 && t.same(c.spot(), at) {
			return c, true
		}
	}
}

// set puts another ballot with the same key in a cell.
func (c *cell) set(at spot) { *c = *c&(full|tagMask) | cell(at.shelf)<<slotBits | cell(at.slot) }

func (t *table) grow() {
	old := t.cells
	size := 2 * len(old)
	for size < 2*t.room {
		size *= 2
	}
	t.cells = make([]cell, size)
	mask := uint64(len(t.cells) - 1)
	for _, c := range old {
		if c == 0 {
			continue
		}
		i := t.hash(c.spot()) & mask
		for t.cells[i] != 0 {
			i = (i + 1) & mask
		}
		t.cells[i] = c
	}
}

// newTables returns the tables of ids and of tickets. Their hashes are seeded
// anew, so that nobody can make ballots that fall on one place.
func (c *Counter) newTables(room int) (ids, tickets *table) {
	seed := maphash.MakeSeed()
	ids = newTable(room, func(at spot) uint64 {
		return maphash.Bytes(seed, c.slot(at).id[:])
	}, func(a, b spot) bool { return c.slot(a).id == c.slot(b).id && c.slot(a).round == c.slot(b).round })
	tickets = newTable(room, func(at spot) uint64 {
		return maphash.Comparable(seed, c.slot(at).ticketKey())
	}, func(a, b spot) bool { return c.slot(a).ticketKey() == c.slot(b).ticketKey() })
	return ids, tickets
}

// ticketKey is what no two ballots may share.
type ticketKey struct {
	ticket uint64
	round  uint32
}

func (s *slot) ticketKey() ticketKey { return ticketKey{s.ticket, s.round} }
