package rehearsal

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"hangviet/data/ledger"
	"hangviet/data/store"
	"hangviet/data/vote"
)

// How is how [Cast] casts.
type How string

// The ways.
const (
	Forever How = "forever" // until it is killed
	Filling How = "filling" // until nothing more fits, and once there is room again
)

// mostCast bounds a process that nobody kills, and a disk that never fills.
const mostCast = 20_000

// Cast casts ballots on trial into the ledger in dir and writes the index of each,
// one a line, once it is confirmed. [Filling] writes "full" when one is refused, lifts
// the limit and goes on with one more; a folder in which the limit cannot be set is
// [ErrSystem].
func Cast(ctx context.Context, how How, dir string, out io.Writer) (err error) {
	s, err := store.Open(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	log := ledger.Open(s, s.Identity())
	if how != Filling {
		return castMany(ctx, log, out)
	}
	lift, err := limitFiles(dir)
	if err != nil {
		return err
	}
	full := castMany(ctx, log, out)
	if err := lift(); err != nil {
		return err
	}
	if full == nil {
		return errors.New("nothing was refused")
	}
	fmt.Fprintln(out, "full")
	return castOne(ctx, log, out)
}

func castMany(ctx context.Context, log *ledger.Log, out io.Writer) error {
	for range mostCast {
		if err := castOne(ctx, log, out); err != nil {
			return err
		}
	}
	return nil
}

func castOne(ctx context.Context, log *ledger.Log, out io.Writer) error {
	id := make([]byte, 16)
	rand.Read(id) // never fails: crypto/rand ends the program instead
	at, err := log.Append(ctx, vote.Ballot{
		ID: hex.EncodeToString(id), Round: "rehearsal", Mode: vote.ByPause, Test: true, Hour: time.Now().UTC().Truncate(time.Hour),
		Choices: []vote.Choice{{Category: "rehearsal", Nominee: "1"}},
	})
	if err == nil {
		_, err = fmt.Fprintln(out, at)
	}
	return err
}
