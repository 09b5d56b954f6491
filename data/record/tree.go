package record

import (
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// tree is a Merkle tree as in RFC 6962, reduced to what is needed to add to it:
// the roots of its full subtrees, the largest first, one for each one-bit of
// size.
type tree struct {
	size  int64
	roots []tlog.Hash
}

// add appends a leaf.
func (t *tree) add(leaf tlog.Hash) {
	for n := t.size; n&1 == 1; n >>= 1 {
		last := len(t.roots) - 1
		leaf = tlog.NodeHash(t.roots[last], leaf)
		t.roots = t.roots[:last]
	}
	t.roots = append(t.roots, leaf)
	t.size++
}

// root returns the hash over all leaves; there must be one.
func (t *tree) root() tlog.Hash {
	last := len(t.roots) - 1
	h := t.roots[last]
	for _, left := range slices.Backward(t.roots[:last]) {
		h = tlog.NodeHash(left, h)
	}
	return h
}
