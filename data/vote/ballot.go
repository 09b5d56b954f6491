package vote

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// Ballot is one visitor's sheet. A ballot without a mode is of the time before
// rounds had one; it has none of the fields marked below.
type Ballot struct {
	ID      string    // 32 lower-case hexadecimal digits, random
	Round   string    // [Round.ID]
	Mode    Mode      // how the visitor got it
	Test    bool      // cast on trial, never counted; needs a mode
	Hour    time.Time // the hour in which it was cast, UTC, minutes and below zero
	Order   uint64    // seed of the order in which the nominees stood; needs a mode
	Ticket  string    // the ticket's mark, 16 lower-case hexadecimal digits; with [ByTicket] only
	Flags   []Flag    // what looked odd, sorted, no two alike; needs a mode
	Choices []Choice  // 1 or more, no two alike, in the order of the round
}

// Flag names something odd about how a ballot came about. A flagged ballot is a
// ballot: reports give totals with and without, and nothing is deleted.
type Flag string

// The flags that a kiosk gives, see package booth for the rules.
const (
	FlagClock  Flag = "clock"  // the kiosk's clock was known to be wrong
	FlagHours  Flag = "hours"  // outside the point's opening hours
	FlagPrefix Flag = "prefix" // its ticket begins like others just tried here
	FlagQuick  Flag = "quick"  // made faster than a person can read
	FlagSame   Flag = "same"   // the same choices as ballots just before it
)

// Choice names one nominee of one category.
type Choice struct {
	Category string
	Nominee  string
}

// The reasons for which a ballot is refused.
var (
	ErrNotOpen     = errors.New("round is not open")
	ErrEmpty       = errors.New("ballot has no choice")
	ErrUnknown     = errors.New("choice is not in the round")
	ErrTooMany     = errors.New("too many choices in a category")
	ErrTwice       = errors.New("nominee is chosen twice")
	ErrOtherRound  = errors.New("ballot is of another round")
	ErrBallotShape = errors.New("ballot is malformed")
)

// NewBallot makes a ballot for r at t with a random id, its choices sorted into
// the round's order. How it came about (Order, Ticket, Flags) is for the caller
// to add. The error is [ErrNotOpen] or one of [Ballot.Check].
func NewBallot(r Round, t time.Time, choices []Choice) (Ballot, error) {
	if r.PhaseAt(t) != Open {
		return Ballot{}, ErrNotOpen
	}
	id := make([]byte, 16)
	rand.Read(id) // never fails: crypto/rand ends the program instead
	b := Ballot{
		ID:      hex.EncodeToString(id),
		Round:   r.ID,
		Mode:    r.Admits(),
		Test:    r.Test,
		Hour:    t.UTC().Truncate(time.Hour),
		Choices: inOrder(r, choices),
	}
	if err := b.Check(r); err != nil {
		return Ballot{}, err
	}
	return b, nil
}

// Check tells whether the ballot's choices are allowed in r. It does not look
// at the time: a ballot that was cast in time may arrive months later.
func (b Ballot) Check(r Round) error {
	if b.Round != r.ID {
		return ErrOtherRound
	}
	if len(b.Choices) == 0 {
		return ErrEmpty
	}
	seen, perCategory := map[Choice]bool{}, map[string]int{}
	for _, c := range b.Choices {
		cat, ok := r.Category(c.Category)
		if !ok || !cat.Has(c.Nominee) {
			return fmt.Errorf("%w: %s/%s", ErrUnknown, c.Category, c.Nominee)
		}
		if seen[c] {
			return fmt.Errorf("%w: %s", ErrTwice, c.Nominee)
		}
		seen[c] = true
		if perCategory[c.Category]++; perCategory[c.Category] > cat.Choices {
			return fmt.Errorf("%w: %s takes %d", ErrTooMany, c.Category, cat.Choices)
		}
	}
	return nil
}

// inOrder returns the choices in the order of r's categories and nominees, so
// that a ballot does not tell in which order a person touched them. Choices
// the round does not know stay, at the end, for Check to name.
func inOrder(r Round, choices []Choice) []Choice {
	left := make(map[Choice]int, len(choices))
	for _, c := range choices {
		left[c]++
	}
	var out []Choice
	take := func(c Choice) {
		for ; left[c] > 0; left[c]-- {
			out = append(out, c)
		}
	}
	for _, cat := range r.Categories {
		for _, n := range cat.Nominees {
			take(Choice{cat.ID, n.ID})
		}
	}
	for _, c := range choices {
		take(c)
	}
	return out
}
