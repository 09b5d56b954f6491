package booth

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"hangviet/data/ledger"
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
// there is: its phase, its mode and its nominees are judged now, and *[PauseError]
// and [ErrTicketUsed] are found out for good. Cast again with the same admission,
// as after an error, it is counted once: a ballot that is on the disk already is
// returned as it is there.
func (b *Booth) Cast(ctx context.Context, a Admission, r vote.Round, choices []vote.Choice, order uint64) (Cast, error) {
	b.casting.Lock()
	defer b.casting.Unlock()
	log, err := b.log(ctx)
	if err != nil {
		return Cast{}, err
	}
	ballot, index, found, err := castBefore(ctx, log, a)
	if err != nil {
		return Cast{}, err
	}
	if !found {
		if ballot, err = b.ballot(a, r, choices, order); err != nil {
			return Cast{}, err
		}
		a.slip.tried = true
		if index, err = log.Append(ctx, ballot); err != nil {
			return Cast{}, fmt.Errorf("cast: %w", err)
		}
	}
	b.taken(a, r, ballot)
	return newCast(ballot, index, r.Receipts), nil
}

// castBefore returns the admission's ballot if an earlier try brought it to the
// disk.
func castBefore(ctx context.Context, log *ledger.Log, a Admission) (vote.Ballot, int64, bool, error) {
	if a.slip == nil || !a.slip.tried {
		return vote.Ballot{}, 0, false, nil
	}
	record, index, found, err := log.Find(ctx, a.slip.id)
	if err != nil || !found {
		return vote.Ballot{}, 0, false, err
	}
	return *record.Ballot, index, true, nil
}

func newCast(ballot vote.Ballot, index int64, receipts bool) Cast {
	c := Cast{Ballot: ballot, Index: index}
	if receipts {
		c.Receipt = ledger.ReceiptCode(tlog.RecordHash(ledger.EncodeEntry(ballot))).String()
	}
	return c
}

// ballot makes the admission's ballot as it would be cast now.
func (b *Booth) ballot(a Admission, r vote.Round, choices []vote.Choice, order uint64) (vote.Ballot, error) {
	ballot, err := vote.NewBallot(r, b.options.Now(), choices)
	if err != nil {
		return vote.Ballot{}, err
	}
	if a.slip == nil || a.Round != r.ID || a.Mode != r.Admits() {
		return vote.Ballot{}, ErrAdmission
	}
	if a.Mode == vote.ByPause {
		if err := b.paused(r); err != nil {
			return vote.Ballot{}, err
		}
	}
	ballot.ID, ballot.Order, ballot.Ticket = a.slip.id, order, a.ticket
	ballot.Flags = b.flags(a, ballot)
	return ballot, nil
}

// taken notes, once, a ballot that is on the disk, in memory alone: nothing that
// fails after it can make it undone.
func (b *Booth) taken(a Admission, r vote.Round, ballot vote.Ballot) {
	b.mu.Lock()
	defer b.mu.Unlock()
	last := b.recent[r.ID]
	if last.ballot == ballot.ID {
		return
	}
	b.recent[r.ID] = last.after(ballot, b.options.Steady())
	b.pardon = b.pardon || a.Mode == vote.ByTicket
	if b.permit != nil && b.permit.slip == a.slip {
		b.permit = nil
	}
	b.countChosen(r, ballot)
}
