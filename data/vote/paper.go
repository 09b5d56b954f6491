package vote

import (
	"errors"
	"fmt"
	"time"
)

// Paper is what one sealed batch of paper sheets held, as two members of staff
// entered it. It is never edited: a correction is a new one that names the one
// it takes the place of. Its numbers stand in a column of their own everywhere.
type Paper struct {
	ID       string    // 32 lower-case hexadecimal digits, random
	Round    string    // [Round.ID]
	Test     bool      // entered on trial, never counted
	Hour     time.Time // the hour in which it was entered, UTC, minutes and below zero
	Batch    string    // the number on the sealed batch: 1 to 32 of A-Z, 0-9 and dash
	Staff    [2]string // marks of the two who entered it, unlike each other; never names
	Corrects string    // [Paper.ID] of the entry whose place it takes, or ""
	Sheets   int       // valid paper sheets in the batch, 0 or more
	Invalid  int       // sheets that could not be counted, 0 or more
	Counts   []Count   // choices per nominee, without zeros, in the order of the round
}

// Count is how many paper sheets of a batch chose a nominee.
type Count struct {
	Choice
	Sheets int // 1 to Paper.Sheets
}

// The reasons for which a batch is refused, beside those of a ballot.
var (
	ErrCount      = errors.New("count is not possible with so many sheets")
	ErrPaperShape = errors.New("paper batch is malformed")
)

// Check tells whether the batch is possible in r. A batch of sheets that are all
// invalid has no counts.
func (p Paper) Check(r Round) error {
	if p.Round != r.ID {
		return ErrOtherRound
	}
	seen, perCategory := map[Choice]bool{}, map[string]int{}
	for _, c := range p.Counts {
		category, ok := r.Category(c.Category)
		if !ok || !category.Has(c.Nominee) {
			return fmt.Errorf("%w: %s/%s", ErrUnknown, c.Category, c.Nominee)
		}
		if seen[c.Choice] {
			return fmt.Errorf("%w: %s", ErrTwice, c.Nominee)
		}
		seen[c.Choice] = true
		perCategory[c.Category] += c.Sheets
		if c.Sheets > p.Sheets || perCategory[c.Category] > p.Sheets*category.Choices {
			return fmt.Errorf("%w: %s/%s", ErrCount, c.Category, c.Nominee)
		}
	}
	return nil
}

// Choices returns the number of choices on all sheets together.
func (p Paper) Choices() int {
	n := 0
	for _, c := range p.Counts {
		n += c.Sheets
	}
	return n
}
