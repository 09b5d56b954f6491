package booth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/ticket"
	"hangviet/data/vote"
)

// The reasons for which a visitor is not admitted, or a ballot not taken. Beside
// them there are *[PauseError], *[SlowError] and those of [vote.Ballot.Check].
var (
	ErrNotOpen       = vote.ErrNotOpen
	ErrNeedsStaff    = errors.New("a member of staff has to open the ballot")
	ErrNeedsTicket   = errors.New("a ticket is needed")
	ErrTicketShape   = errors.New("code is mistyped") // a slip of the finger, not counted as a guess
	ErrTicketUnknown = errors.New("code is not of the round")
	ErrTicketUsed    = ledger.ErrTicketUsed
	ErrNoTickets     = errors.New("the release holds no tickets of the round")
	ErrAdmission     = errors.New("admission is not for the round as it is now")
)

// PauseError says that the kiosk takes its next ballot in the round only after a
// pause.
type PauseError struct {
	Until time.Time // of [Options.Steady]: with time.Now, time.Until tells what is left
}

func (e *PauseError) Error() string {
	return fmt.Sprintf("a pause between two ballots lasts until %s", e.Until.Format(time.TimeOnly))
}

// SlowError says that codes were guessed here, and the next one is heard later.
type SlowError struct {
	Until time.Time // of [Options.Steady]
}

func (e *SlowError) Error() string {
	return fmt.Sprintf("after wrong codes the next one is heard at %s", e.Until.Format(time.TimeOnly))
}

// Admission is the right to cast one ballot in one round. Keep it with the
// visit; it needs no giving back. Its zero value admits to nothing.
type Admission struct {
	Round string
	Mode  vote.Mode

	slip   *slip
	ticket string // mark, with [vote.ByTicket]
	prefix bool   // the code began like others just tried
}

// slip is the one ballot that an admission casts; its copies share it.
type slip struct {
	id    string // of the ballot
	tried bool   // it was to be cast before, and may be on the disk
}

func newSlip() *slip { return &slip{id: newID()} }

// Admit admits the visitor to the round: with typed, the code as it was typed or
// scanned, where the mode is [vote.ByTicket], else with "". A ticket is not used
// by it, nor is a permit or a pause; [Booth.Cast] does that.
func (b *Booth) Admit(ctx context.Context, r vote.Round, typed string) (Admission, error) {
	if r.PhaseAt(b.options.Now()) != vote.Open {
		return Admission{}, ErrNotOpen
	}
	a := Admission{Round: r.ID, Mode: r.Admits()}
	var err error
	switch a.Mode {
	case vote.ByPause:
		a.slip, err = newSlip(), b.paused(r)
	case vote.ByStaff:
		a.slip, err = b.takePermit(r.ID)
	case vote.ByTicket:
		a.slip = newSlip()
		a.ticket, a.prefix, err = b.hear(ctx, r, typed)
	default:
		err = fmt.Errorf("%w: mode %.40q", ErrNotOpen, a.Mode)
	}
	if err != nil {
		return Admission{}, err
	}
	return a, nil
}

// hear looks a code up and returns its mark, and whether it begins like others.
// A mistyped one is told at once: its check characters tell a guesser nothing.
func (b *Booth) hear(ctx context.Context, r vote.Round, typed string) (mark string, prefix bool, err error) {
	if typed == "" {
		return "", false, ErrNeedsTicket
	}
	code, err := ticket.Parse(typed)
	if err != nil {
		return "", false, fmt.Errorf("%w: %w", ErrTicketShape, err)
	}
	b.hearing.Lock()
	defer b.hearing.Unlock()
	if err := b.slow(ctx); err != nil {
		return "", false, err
	}
	return b.lookUp(ctx, r, code)
}

// lookUp finds out whether a code is a ticket of the round that is still good.
func (b *Booth) lookUp(ctx context.Context, r vote.Round, code ticket.Code) (string, bool, error) {
	list, ok, err := b.ticketList(ctx, r.ID)
	if err != nil {
		return "", false, err
	}
	if !ok {
		return "", false, ErrNoTickets
	}
	mark := list.Mark(code)
	prefix := b.prefixes.shared(code.Prefix(), mark, b.options.Steady())
	known, err := b.options.Tickets.HasTicket(ctx, r.ID, mark)
	if err != nil {
		return "", false, err
	}
	if !known {
		return "", false, errors.Join(ErrTicketUnknown, b.wrong(ctx))
	}
	return mark.String(), prefix, b.unused(ctx, ledger.Use{Round: r.ID, Test: r.Test, Mark: mark.String()})
}

func (b *Booth) ticketList(ctx context.Context, round string) (ticket.List, bool, error) {
	if b.options.Tickets == nil {
		return ticket.List{}, false, nil
	}
	return b.options.Tickets.TicketList(ctx, round)
}

func (b *Booth) unused(ctx context.Context, use ledger.Use) error {
	log, err := b.log(ctx)
	if err != nil {
		return err
	}
	used, err := log.TicketUsed(ctx, use)
	if err == nil && used {
		err = ErrTicketUsed
	}
	return err
}
