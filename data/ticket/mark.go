package ticket

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/crypto/argon2"
	"golang.org/x/sync/errgroup"
)

// Mark is what is left of a ticket where codes must not be: in a list, a ledger
// and a record. It tells the ticket apart from others of its round and does not
// lead back to its code.
type Mark [8]byte

// ErrMark says that a text is not a mark.
var ErrMark = errors.New("not a mark: it needs 16 lower-case hexadecimal digits")

// String returns the mark in 16 lower-case hexadecimal digits.
func (m Mark) String() string { return hex.EncodeToString(m[:]) }

// Compare orders marks as a list has them: it is negative when m stands before
// other, 0 when they are the same.
func (m Mark) Compare(other Mark) int { return bytes.Compare(m[:], other[:]) }

// ParseMark reads what [Mark.String] wrote, and nothing else, or fails with
// [ErrMark].
func ParseMark(s string) (Mark, error) {
	var m Mark
	if len(s) != 2*len(m) {
		return Mark{}, ErrMark
	}
	if _, err := hex.Decode(m[:], []byte(s)); err != nil || m.String() != s {
		return Mark{}, ErrMark
	}
	return m, nil
}

// Cost is what one mark costs whoever computes it, as parameters of Argon2id
// with one lane.
type Cost struct {
	KiB    uint32 // memory, 8 to 65536
	Passes uint32 // over the memory, 1 to 64
}

// DefaultCost is the cost of lists made now; see the package comment for what
// it means in time.
var DefaultCost = Cost{KiB: 256, Passes: 1}

// Check refuses a cost outside its bounds with [ErrList].
func (c Cost) Check() error {
	if c.KiB < 8 || c.KiB > 65536 || c.Passes < 1 || c.Passes > 64 {
		return fmt.Errorf("%w: a cost is 8 to 65536 KiB and 1 to 64 passes, not %d and %d", ErrList, c.KiB, c.Passes)
	}
	return nil
}

// Salt parts the marks of one round from those of all others.
type Salt [16]byte

// SaltOf returns the salt of a round's lists. It comes from the round's id, so
// that lists which were made one after another can be added together.
func SaltOf(round string) Salt {
	sum := sha256.Sum256([]byte("hangviet tickets v1\n" + round))
	return Salt(sum[:16])
}

// Mark returns the mark that c has in the list, whether the list holds it or
// not.
func (l List) Mark(c Code) Mark {
	return Mark(argon2.IDKey([]byte(c), l.Salt[:], l.Cost.Passes, l.Cost.KiB, 1, uint32(len(Mark{}))))
}

// MarkAll returns the marks of codes in their order, computed on all processors.
// progress, when given, is told now and then how many are done, by one goroutine
// at a time. The error is the context's.
func (l List) MarkAll(ctx context.Context, codes []Code, progress func(done int)) ([]Mark, error) {
	marks := make([]Mark, len(codes))
	group, inside := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < len(codes) && ctx.Err() == nil; from += batch {
		to := min(from+batch, len(codes))
		group.Go(func() error { return l.markSome(inside, marks[from:to], codes[from:to]) })
		if progress != nil {
			progress(from)
		}
	}
	if err := errors.Join(group.Wait(), ctx.Err()); err != nil {
		return nil, fmt.Errorf("mark codes: %w", err)
	}
	return marks, nil
}

// batch is how many marks are computed between two looks at the context.
const batch = 256

func (l List) markSome(ctx context.Context, marks []Mark, codes []Code) error {
	for i, c := range codes {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		marks[i] = l.Mark(c)
	}
	return nil
}
