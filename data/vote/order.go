package vote

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
)

// Drawn returns the category's nominees in the order that the seed draws, in
// which a visitor sees them: sorted by the SHA-256 of the line
//
//	hangviet-order/1 <seed, 16 hexadecimal digits> <category> <nominee>
//
// without a newline. So anybody can tell from a ballot where each nominee stood,
// and one that is added or withdrawn does not change the order of the others.
func (c Category) Drawn(seed uint64) []Nominee {
	type drawn struct {
		nominee Nominee
		lot     [sha256.Size]byte
	}
	lots := make([]drawn, len(c.Nominees))
	for i, n := range c.Nominees {
		lots[i] = drawn{n, sha256.Sum256(fmt.Appendf(nil, "hangviet-order/1 %016x %s %s", seed, c.ID, n.ID))}
	}
	slices.SortFunc(lots, func(a, b drawn) int { return bytes.Compare(a.lot[:], b.lot[:]) })
	out := make([]Nominee, len(lots))
	for i, l := range lots {
		out[i] = l.nominee
	}
	return out
}
