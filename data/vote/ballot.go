package vote

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"time"
)

// Ballot is one visitor's sheet.
type Ballot struct {
	ID      string    // 32 lower-case hexadecimal digits, random
	Round   string    // [Round.ID]
	Hour    time.Time // the hour in which it was cast, UTC, minutes and below zero
	Choices []Choice  // 1 or more, no two alike, in the order of the round
}

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
// the round's order. The error is [ErrNotOpen] or one of [Ballot.Check].
func NewBallot(r Round, t time.Time, choices []Choice) (Ballot, error) {
	if r.PhaseAt(t) != Open {
		return Ballot{}, ErrNotOpen
	}
	id := make([]byte, 16)
	rand.Read(id) // never fails: crypto/rand ends the program instead
	b := Ballot{
		ID:      hex.EncodeToString(id),
		Round:   r.ID,
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
