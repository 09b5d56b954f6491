package ledger

import (
	"fmt"
	"math/bits"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// frontier is a Merkle tree reduced to what is needed to add to it: the roots of
// its full subtrees, the largest first, one for each one-bit of size.
type frontier struct {
	size  int64
	roots []tlog.Hash
}

// readFrontier returns the frontier of the first size entries.
func readFrontier(r tlog.HashReader, size int64) (frontier, error) {
	if size == 0 {
		return frontier{}, nil
	}
	var indexes []int64
	for level := bits.Len64(uint64(size)) - 1; level >= 0; level-- {
		if size>>level&1 == 1 {
			indexes = append(indexes, tlog.StoredHashIndex(level, size>>level-1))
		}
	}
	roots, err := r.ReadHashes(indexes)
	if err == nil && len(roots) != len(indexes) {
		err = fmt.Errorf("%w: hashes of the first %d entries are missing", ErrDamaged, size)
	}
	return frontier{size, roots}, err
}

// add appends an entry and returns the stored hashes it makes, in the order of
// package tlog.
func (f *frontier) add(entry []byte) []tlog.Hash { return f.addLeaf(tlog.RecordHash(entry)) }

// addLeaf appends the entry of that hash.
func (f *frontier) addLeaf(h tlog.Hash) []tlog.Hash {
	stored := []tlog.Hash{h}
	for n := f.size; n&1 == 1; n >>= 1 {
		last := len(f.roots) - 1
		h = tlog.NodeHash(f.roots[last], h)
		f.roots = f.roots[:last]
		stored = append(stored, h)
	}
	f.roots = append(f.roots, h)
	f.size++
	return stored
}

// root returns the hash over all entries.
func (f *frontier) root() tlog.Hash {
	if f.size == 0 {
		empty, _ := tlog.TreeHash(0, nil) // of no entries there is nothing to read
		return empty
	}
	last := len(f.roots) - 1
	h := f.roots[last]
	for _, left := range slices.Backward(f.roots[:last]) {
		h = tlog.NodeHash(left, h)
	}
	return h
}

func (f *frontier) equal(g frontier) bool {
	return f.size == g.size && slices.Equal(f.roots, g.roots)
}
