package hub

import (
	"context"
	"fmt"

	"hangviet/data/hub/books"
	"hangviet/data/hub/plan"
	"hangviet/data/hub/tally"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// MadeVotes returns the rounds and tickets that were made at the hub, for the next
// release. A round that is a draft and was never published is not among them.
func (s *Service) MadeVotes(ctx context.Context) (made plan.Made, err error) {
	err = s.db.View(ctx, func(t *books.Tx) error {
		if made.Rounds, err = letOut(t); err != nil {
			return err
		}
		made.Tickets, made.Dropped, err = batchLists(t, "")
		return err
	})
	if err != nil {
		return plan.Made{}, fmt.Errorf("read rounds made here: %w", err)
	}
	return made, nil
}

// letOut returns the rounds made here that kiosks are to have.
func letOut(t *books.Tx) (all []vote.Round, err error) {
	stored, err := t.MadeRounds()
	if err != nil {
		return nil, err
	}
	known, err := histories(t)
	if err != nil {
		return nil, err
	}
	for _, m := range stored {
		d, err := plan.Parse(m.Draft)
		if err != nil {
			return nil, fmt.Errorf("round %s: %w", m.ID, err)
		}
		if d.Switch == vote.SetDraft && len(known[m.ID]) == 0 {
			continue
		}
		r, _ := d.Round(anyProduct) // it had no faults when it was let out
		all = append(all, r)
	}
	return all, nil
}

// anyProduct takes every product for shown.
func anyProduct(string) (producer string, known bool) { return "", true }

// batchLists returns the tickets of a round's batches, or of all for "", those that
// hold and those that were dropped.
func batchLists(t *books.Tx, round string) (hold, dropped []ticket.List, err error) {
	batches, err := t.TicketBatches(round)
	if err != nil {
		return nil, nil, err
	}
	for _, b := range batches {
		if b.State == books.BatchMaking {
			continue
		}
		l, err := batchList(t, b)
		if err != nil {
			return nil, nil, err
		}
		if b.State == books.BatchDropped {
			dropped, err = addList(dropped, l)
		} else {
			hold, err = addList(hold, l)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return hold, dropped, nil
}

// batchList reads the tickets of a batch.
func batchList(t *books.Tx, b books.TicketBatch) (ticket.List, error) {
	data, err := t.TicketMarks(b.ID)
	if err != nil {
		return ticket.List{}, err
	}
	var marks []ticket.Mark
	for ; len(data) >= len(ticket.Mark{}); data = data[len(ticket.Mark{}):] {
		marks = append(marks, ticket.Mark(data[:len(ticket.Mark{})]))
	}
	return ticket.NewList(b.Round).With(marks), nil
}

// addList adds a list to those of its round.
func addList(lists []ticket.List, l ticket.List) ([]ticket.List, error) {
	for i := range lists {
		if lists[i].Round == l.Round {
			both, err := ticket.Merge(lists[i], l)
			lists[i] = both
			return lists, err
		}
	}
	return append(lists, l), nil
}

// newestOf returns the form in which a round was published last.
func newestOf(known map[string]tally.History, id string) (tally.Definition, bool) {
	if len(known[id]) == 0 {
		return tally.Definition{}, false
	}
	return known[id][0], true
}
