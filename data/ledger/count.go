package ledger

import (
	"context"
	"fmt"

	"hangviet/data/vote"
)

// Counts is what a ledger holds, each kind apart: a ballot carries one or more
// choices, and a batch of paper any number of sheets.
type Counts struct {
	Ballots, Choices     int64 // cast here; on trial left out
	Trials               int64 // ballots cast on trial, never counted
	Batches              int64 // of paper, corrected ones left out
	Sheets, PaperChoices int64 // in these batches, where they are not pruned
}

// Counts counts what there is of a round, or of all rounds with "".
func (l *Log) Counts(ctx context.Context, round string) (c Counts, err error) {
	err = l.storage.View(ctx, func(tx Tx) error {
		totals, err := tx.Totals(0)
		if err != nil {
			return err
		}
		for kind, sum := range totals {
			if round == "" || round == kind.Round {
				c.addBallots(kind, sum)
			}
		}
		papers, err := papersOf(tx)
		for _, p := range Standing(papers) {
			if round == "" || round == p.Round {
				c.addPaper(p)
			}
		}
		return err
	})
	if err != nil {
		return Counts{}, fmt.Errorf("count ledger: %w", err)
	}
	return c, nil
}

func (c *Counts) addBallots(kind Kind, sum Totals) {
	switch {
	case kind.Paper:
	case kind.Test:
		c.Trials += sum.Entries
	default:
		c.Ballots += sum.Entries
		c.Choices += sum.Choices
	}
}

func (c *Counts) addPaper(p vote.Paper) {
	if p.Test {
		return
	}
	c.Batches++
	c.Sheets += int64(p.Sheets)
	c.PaperChoices += int64(p.Choices())
}

// Choices returns the number of choices on all ballots together, those cast on
// trial and paper left out.
func (l *Log) Choices(ctx context.Context) (int64, error) {
	c, err := l.Counts(ctx, "")
	return c.Choices, err
}

// Papers returns the batches of paper of a round, in the order in which they
// were entered, corrected ones too and without pruned ones.
func (l *Log) Papers(ctx context.Context, round string) (papers []vote.Paper, err error) {
	err = l.storage.View(ctx, func(tx Tx) error {
		all, err := papersOf(tx)
		for _, p := range all {
			if p.Round == round {
				papers = append(papers, p)
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read batches: %w", err)
	}
	return papers, nil
}

func papersOf(tx Tx) ([]vote.Paper, error) {
	entries, err := tx.PaperEntries()
	if err != nil {
		return nil, err
	}
	papers := make([]vote.Paper, len(entries))
	for i, entry := range entries {
		if papers[i], err = ParsePaper(entry); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return papers, nil
}

// Standing returns the batches whose place no other one takes.
func Standing(papers []vote.Paper) []vote.Paper {
	corrected := map[string]bool{}
	for _, p := range papers {
		corrected[p.Corrects] = true
	}
	var standing []vote.Paper
	for _, p := range papers {
		if !corrected[p.ID] {
			standing = append(standing, p)
		}
	}
	return standing
}

// Find returns the record with that id and its index, if it is there and not
// pruned.
func (l *Log) Find(ctx context.Context, id string) (r Record, index int64, found bool, err error) {
	err = l.storage.View(ctx, func(tx Tx) error {
		if index, found, err = tx.Find(id); err != nil || !found {
			return err
		}
		entries, err := tx.Entries(index, 1)
		if found = len(entries) == 1 && len(entries[0]) > 0; err != nil || !found {
			return err
		}
		if r, err = ParseRecord(entries[0]); err != nil {
			err = fmt.Errorf("%w: entry %d: %w", ErrDamaged, index, err)
		}
		return err
	})
	if err != nil {
		return Record{}, 0, false, fmt.Errorf("look up entry: %w", err)
	}
	return r, index, found, nil
}

// TicketUsed tells whether a ballot here used the ticket.
func (l *Log) TicketUsed(ctx context.Context, use Use) (used bool, err error) {
	err = l.storage.View(ctx, func(tx Tx) error {
		_, used, err = tx.Used(use)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("look up ticket: %w", err)
	}
	return used, nil
}
