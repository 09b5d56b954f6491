package model

import (
	"context"
	"errors"
	"time"

	"hangviet/data/booth"
	"hangviet/data/vote"
)

// Booth admits the visitors of the kiosk to its rounds and takes their ballots,
// as package booth says; Cast returns when the ballot is on the disk.
type Booth interface {
	Sight(round string)
	Showed(r vote.Round, category string, order uint64, nominees ...string)
	Admit(ctx context.Context, r vote.Round, typed string) (booth.Admission, error)
	Cast(ctx context.Context, a booth.Admission, r vote.Round, choices []vote.Choice, order uint64) (booth.Cast, error)
	Count(ctx context.Context, round string) (ballots, choices int64, err error)
	Withdraw()
	Flush(ctx context.Context) error
}

// Refusal says to the visitor why a code or a ballot was not taken, and how long
// it has to wait; it is empty when there was none.
type Refusal struct {
	Text   string
	Wait   time.Duration // until it may be tried again; 0 at once
	Ticket bool          // it may with the code of a ticket, of another one than before
}

// refusals are the sentences for what a booth refuses.
var refusals = []struct {
	err error
	key string
}{
	{booth.ErrNeedsStaff, "vote.refused.staff"},
	{booth.ErrNeedsTicket, "vote.refused.ticket"},
	{booth.ErrTicketShape, "ticket.shape"},
	{booth.ErrTicketUnknown, "ticket.unknown"},
	{booth.ErrTicketUsed, "ticket.used"},
	{booth.ErrNoTickets, "ticket.none"},
	{vote.ErrNotOpen, "vote.refused.closed"},
	{vote.ErrTooMany, "vote.refused.many"},
	{vote.ErrUnknown, "vote.refused.gone"},
}

// NewRefusal puts an error of a booth into words; now is by the clock that waits
// go by, [booth.Options.Steady].
func NewRefusal(env Env, err error, now time.Time) Refusal {
	var pause *booth.PauseError
	var slow *booth.SlowError
	switch {
	case err == nil:
		return Refusal{}
	case errors.As(err, &pause):
		return Refusal{Text: env.Say("vote.refused.pause"), Wait: pause.Until.Sub(now)}
	case errors.As(err, &slow):
		return Refusal{Text: env.Say("ticket.slow"), Wait: slow.Until.Sub(now)}
	}
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return Refusal{Text: env.Say(r.key), Ticket: r.err == booth.ErrNeedsTicket || r.err == booth.ErrTicketUsed}
		}
	}
	return Refusal{Text: env.Say("vote.refused.text")}
}
