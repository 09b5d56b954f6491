package ticket

import (
	"errors"
	"fmt"
	"slices"
)

// List is what is needed to recognise the tickets of one round: no code can be
// read from it. Salt and Cost alone are enough for [List.Mark].
type List struct {
	Round string // the round's id
	Salt  Salt
	Cost  Cost
	Marks []Mark // ascending, no two alike
}

// MaxMarks is the most tickets of one list.
const MaxMarks = 10_000_000

// The reasons for which lists are refused.
var (
	ErrList   = errors.New("not a ticket list")
	ErrUnlike = errors.New("ticket lists do not go together")
)

// NewList returns the empty list of a round, at the cost that holds now.
func NewList(round string) List {
	return List{Round: round, Salt: SaltOf(round), Cost: DefaultCost}
}

// Check refuses with [ErrList] a list that [List.Encode] could not write: by the
// id of its round, its cost, and the number and order of its marks.
func (l List) Check() error {
	switch {
	case !IsRound(l.Round):
		return fmt.Errorf("%w: %.40q is not the id of a round", ErrList, l.Round)
	case len(l.Marks) > MaxMarks:
		return fmt.Errorf("%w: round %s: %d tickets, at most %d", ErrList, l.Round, len(l.Marks), MaxMarks)
	}
	for i := 1; i < len(l.Marks); i++ {
		if l.Marks[i-1].Compare(l.Marks[i]) >= 0 {
			return fmt.Errorf("%w: round %s: marks are not in ascending order", ErrList, l.Round)
		}
	}
	return l.Cost.Check()
}

// With returns the list with marks added; those it holds already are left out.
func (l List) With(marks []Mark) List {
	l.Marks = slices.Concat(l.Marks, marks)
	slices.SortFunc(l.Marks, Mark.Compare)
	l.Marks = slices.Compact(l.Marks)
	return l
}

// Has tells whether the list holds m.
func (l List) Has(m Mark) bool {
	_, found := slices.BinarySearchFunc(l.Marks, m, Mark.Compare)
	return found
}

// Lacks returns how many marks of other are not in l.
func (l List) Lacks(other List) int {
	n := 0
	for _, m := range other.Marks {
		if !l.Has(m) {
			n++
		}
	}
	return n
}

// Merge adds lists of one round together. The error is [ErrUnlike] when their
// round, salt or cost differs.
func Merge(lists ...List) (List, error) {
	if len(lists) == 0 {
		return List{}, fmt.Errorf("%w: there are none", ErrUnlike)
	}
	whole := List{Round: lists[0].Round, Salt: lists[0].Salt, Cost: lists[0].Cost}
	var marks []Mark
	for _, l := range lists {
		if l.Round != whole.Round || l.Salt != whole.Salt || l.Cost != whole.Cost {
			return List{}, fmt.Errorf("%w: rounds %.40q and %.40q, cost %v and %v", ErrUnlike, whole.Round, l.Round, whole.Cost, l.Cost)
		}
		marks = append(marks, l.Marks...)
	}
	return whole.With(marks), nil
}

// Encode returns the list as a file, byte for byte as the package comment says.
func (l List) Encode() []byte { return encodeList(l) }

// ParseList reads what [List.Encode] wrote, and nothing else: what it accepts,
// Encode gives back byte for byte. Its errors are [ErrList], with the line.
func ParseList(data []byte) (List, error) { return parseList(data) }
