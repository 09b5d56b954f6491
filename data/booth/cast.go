package booth

import (
	"context"

	"hangviet/data/vote"
)

// Cast is a ballot that is on the disk.
type Cast struct {
	Ballot  vote.Ballot
	Index   int64  // in the ledger, from 0
	Receipt string // [ledger.ReceiptCode] as a person reads it; "" unless the round gives receipts
}

// Cast casts the visitor's ballot; order is the seed from which the places of
// the nominees were drawn, see [vote.Category.Drawn]. The round is the newest
// there is: its phase and its nominees are judged now. Cast again with the same
// admission, as after an error, it is counted once. When an error is returned
// nothing was counted and the admission holds.
func (b *Booth) Cast(ctx context.Context, a Admission, r vote.Round, choices []vote.Choice, order uint64) (Cast, error) {
	return Cast{}, nil
}
