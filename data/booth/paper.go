package booth

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hangviet/data/ledger"
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
	now := b.options.Now()
	if phase := r.PhaseAt(now); phase == vote.Draft || phase == vote.Coming {
		return vote.Paper{}, ErrNotOpen
	}
	p := sheet.paper(r, now)
	if err := p.Check(r); err != nil {
		return vote.Paper{}, err
	}
	b.casting.Lock()
	defer b.casting.Unlock()
	log, err := b.log(ctx)
	if err != nil {
		return vote.Paper{}, err
	}
	if err := checkBatch(ctx, log, p); err != nil {
		return vote.Paper{}, err
	}
	if _, err := log.AppendPaper(ctx, p); err != nil {
		return vote.Paper{}, fmt.Errorf("enter batch: %w", err)
	}
	return p, nil
}

func (s PaperSheet) paper(r vote.Round, now time.Time) vote.Paper {
	place := map[vote.Choice]int{}
	for _, c := range r.Categories {
		for _, n := range c.Nominees {
			place[vote.Choice{Category: c.ID, Nominee: n.ID}] = len(place)
		}
	}
	counts := slices.DeleteFunc(slices.Clone(s.Counts), func(c vote.Count) bool { return c.Sheets == 0 })
	slices.SortStableFunc(counts, func(a, b vote.Count) int { return place[a.Choice] - place[b.Choice] })
	return vote.Paper{
		ID: newID(), Round: r.ID, Test: r.Test, Hour: now.UTC().Truncate(time.Hour), Batch: s.Batch, Staff: s.Staff,
		Corrects: s.Corrects, Sheets: s.Sheets, Invalid: s.Invalid, Counts: counts,
	}
}

// checkBatch holds the batch against those of its round that are there, on trial
// or not as it is itself.
func checkBatch(ctx context.Context, log *ledger.Log, p vote.Paper) error {
	papers, err := log.Papers(ctx, p.Round)
	if err != nil {
		return err
	}
	papers = slices.DeleteFunc(papers, func(other vote.Paper) bool { return other.Test != p.Test })
	is := func(other vote.Paper) bool { return other.ID == p.Corrects }
	standing := ledger.Standing(papers)
	switch {
	case p.Corrects != "" && !slices.ContainsFunc(papers, is):
		return ErrNoBatch
	case p.Corrects != "" && !slices.ContainsFunc(standing, is):
		return ErrCorrected
	case slices.ContainsFunc(standing, func(other vote.Paper) bool { return other.Batch == p.Batch && !is(other) }):
		return fmt.Errorf("%w: %s", ErrBatchEntered, p.Batch)
	}
	return nil
}

// Papers returns the batches of the round in the ledger, in order, corrected
// ones too.
func (b *Booth) Papers(ctx context.Context, round string) ([]vote.Paper, error) {
	log, err := b.log(ctx)
	if err != nil {
		return nil, err
	}
	return log.Papers(ctx, round)
}
