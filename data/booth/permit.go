package booth

import (
	"context"
	"fmt"
	"time"

	"hangviet/data/vote"
)

// PermitTime is how long a permit waits for the visitor.
const PermitTime = 5 * time.Minute

// CountPermitted is the name of the counter of permits, by whom they were given:
// its key is "<round>/<staff>".
const CountPermitted = "ballot.permitted"

// permit is one ballot that staff opened.
type permit struct {
	round string
	slip  *slip
	until time.Time // steady; of no importance once it was taken
	taken bool
}

// Permit lets the visitor who stands there cast one ballot in a round of mode
// [vote.ByStaff]; staff is the mark of who opened it, never a name. Admit has to
// follow within [PermitTime]; Withdraw takes it back. The errors are [ErrNotOpen],
// [ErrNeedsStaff] without a mark, and [ErrAdmission] for a round of another mode.
func (b *Booth) Permit(_ context.Context, r vote.Round, staff string) error {
	switch {
	case r.PhaseAt(b.options.Now()) != vote.Open:
		return ErrNotOpen
	case r.Admits() != vote.ByStaff:
		return fmt.Errorf("%w: its mode is %s", ErrAdmission, r.Admits())
	case staff == "":
		return ErrNeedsStaff
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.permit = &permit{round: r.ID, slip: newSlip(), until: b.options.Steady().Add(PermitTime)}
	b.counts.add(CountPermitted, r.ID+"/"+staff)
	return nil
}

// Permitted tells whether a permit waits for the visitor in the round, or was
// taken by him and not used yet.
func (b *Booth) Permitted(round string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.permitted(round)
}

func (b *Booth) permitted(round string) bool {
	p := b.permit
	return p != nil && p.round == round && (p.taken || b.options.Steady().Before(p.until))
}

// takePermit takes the permit that waits; taken again, it is for the same ballot.
func (b *Booth) takePermit(round string) (*slip, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.permitted(round) {
		return nil, ErrNeedsStaff
	}
	b.permit.taken = true
	return b.permit.slip, nil
}
