package booth

import (
	"context"
	"errors"

	"hangviet/data/vote"
)

// The reasons for which a batch of paper is not taken, beside those of
// [vote.Paper.Check].
var (
	ErrBatchEntered = errors.New("batch was entered before")
	ErrNoBatch      = errors.New("there is no such batch to correct")
	ErrCorrected    = errors.New("batch was corrected before")
)

// PaperSheet is a batch of paper sheets as staff entered it.
type PaperSheet struct {
	Batch    string       // the number on the sealed batch: 1 to 32 of A-Z, 0-9 and dash
	Staff    [2]string    // marks of the two who entered it
	Corrects string       // [vote.Paper.ID] of the entry whose place it takes, or ""
	Sheets   int          // valid sheets
	Invalid  int          // sheets that could not be counted
	Counts   []vote.Count // in any order; zeros are left out
}

// EnterPaper adds a batch to the ledger. It is taken while the round is open,
// paused or closed, for paper comes in late. A batch is entered once; what was
// wrong is corrected by a new entry that names the one it replaces, which must be
// the latest of its batch.
func (b *Booth) EnterPaper(ctx context.Context, r vote.Round, sheet PaperSheet) (vote.Paper, error) {
	return vote.Paper{}, nil
}

// Papers returns the batches of the round in the ledger, in order, corrected
// ones too.
func (b *Booth) Papers(ctx context.Context, round string) ([]vote.Paper, error) { return nil, nil }
