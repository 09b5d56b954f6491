package booth

import (
	"context"
	"errors"
	"fmt"
	"time"

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
	ErrTicketUsed    = errors.New("ticket is used")
	ErrNoTickets     = errors.New("the release holds no tickets of the round")
	ErrAdmission     = errors.New("admission is not for this round")
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
// visit; it needs no giving back.
type Admission struct {
	Round string
	Mode  vote.Mode

	ballot string // id of the one ballot it casts
	ticket string // mark, with [vote.ByTicket]
	prefix bool   // the code began like others just tried
}

// Admit admits the visitor to the round: with typed, the code as it was typed or
// scanned, where the mode is [vote.ByTicket], else with "". A ticket is not used
// by it, nor is a permit or a pause; [Booth.Cast] does that. Admitted again the
// visitor may cast no second ballot by it.
func (b *Booth) Admit(ctx context.Context, r vote.Round, typed string) (Admission, error) {
	return Admission{}, nil
}

// Permit lets the visitor who stands there cast one ballot in a round of mode
// [vote.ByStaff]; staff is the mark of who opened it. Admit has to follow within
// [PermitTime]; Withdraw takes it back.
func (b *Booth) Permit(ctx context.Context, r vote.Round, staff string) error { return nil }

// Permitted tells whether a permit waits for the visitor in the round.
func (b *Booth) Permitted(round string) bool { return false }

// PermitTime is how long a permit waits for the visitor.
const PermitTime = 5 * time.Minute
