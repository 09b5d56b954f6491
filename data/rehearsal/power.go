package rehearsal

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strconv"
	"time"
)

// cuts is how often the power is cut, and within how long after the first ballot.
const (
	cuts    = 5
	cutSoon = 250 * time.Millisecond
)

// Cut rehearses power cuts and returns how many ballots were confirmed before them.
// The error is [ErrLost] where one of them is gone.
func (s Stage) Cut(ctx context.Context) (confirmed int64, err error) {
	err = s.on(func(dir string) error {
		if err := s.Store.CopyTo(ctx, dir); err != nil {
			return err
		}
		have, err := size(ctx, dir)
		for range cuts {
			if err != nil {
				return err
			}
			have, confirmed, err = s.cut(ctx, dir, have, confirmed)
		}
		return err
	})
	return confirmed, err
}

// cut kills one process that casts, and judges what it left.
func (s Stage) cut(ctx context.Context, dir string, before, confirmed int64) (have, sum int64, err error) {
	said, err := s.killed(ctx, dir)
	if err != nil {
		return 0, 0, err
	}
	if have, err = size(ctx, dir); err != nil {
		return 0, 0, err
	}
	// One more may have been written before it could be told.
	if n := have - before; n < said || n > said+1 {
		return 0, 0, fmt.Errorf("%w: %d were confirmed, %d are there", ErrLost, said, n)
	}
	return have, confirmed + said, nil
}

// killed runs a process that casts, kills it soon after its first ballot, and returns
// how many it confirmed.
func (s Stage) killed(ctx context.Context, dir string) (said int64, err error) {
	cmd := s.Cast(ctx, Forever, dir)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, fmt.Errorf("begin to cast: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return 0, fmt.Errorf("begin to cast: %w", err)
	}
	for lines := bufio.NewReader(out); ; said++ {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // killed; a line that was cut off confirms nothing
		}
		if _, err := strconv.ParseInt(line[:len(line)-1], 10, 64); err != nil {
			return 0, errors.Join(fmt.Errorf("it said %.60q", line), cmd.Process.Kill(), cmd.Wait())
		}
		if said == 0 {
			time.AfterFunc(rand.N(cutSoon), func() { _ = cmd.Process.Kill() }) // #nosec G404 -- no secret; a process that has gone is fine
		}
	}
	if err := cmd.Wait(); err == nil || said == 0 {
		return 0, fmt.Errorf("it ended by itself: %w: %.200s", err, complaints.String())
	}
	return said, nil
}

// Fill rehearses a full disk and returns how many ballots fitted. The error is
// [ErrLost] where the ledger is not exactly what was confirmed, [ErrSystem] where it
// cannot be rehearsed.
func (s Stage) Fill(ctx context.Context) (fitted int64, err error) {
	err = s.on(func(dir string) error {
		fitted, err = s.fill(ctx, dir)
		return err
	})
	return fitted, err
}

func (s Stage) fill(ctx context.Context, dir string) (fitted int64, err error) {
	before := int64(0)
	if small, err := s.small(ctx); err != nil {
		return 0, err
	} else if small {
		if err := s.Store.CopyTo(ctx, dir); err != nil {
			return 0, err
		}
		if before, err = size(ctx, dir); err != nil {
			return 0, err
		}
	}
	cmd := s.Cast(ctx, Filling, dir)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if code := new(exec.ExitError); errors.As(err, &code) && code.ExitCode() == ExitSystem {
		return 0, ErrSystem
	}
	if err != nil {
		return 0, fmt.Errorf("%w: once there was room again nothing was taken: %w: %.200s", ErrLost, err, complaints.String())
	}
	said := words(out)
	if len(said) < 2 || said[len(said)-2] != "full" {
		return 0, fmt.Errorf("it said %.60q", said)
	}
	fitted = int64(len(said)) - 2
	have, err := size(ctx, dir)
	if err == nil && have != before+fitted+1 {
		err = fmt.Errorf("%w: %d were confirmed, %d are there", ErrLost, fitted+1, have-before)
	}
	return fitted, err
}

// mostCopied is how many entries a ledger may have to be copied for a full disk: a
// large file takes long to fill, so an empty one is filled in its place.
const mostCopied = 2000

func (s Stage) small(ctx context.Context) (bool, error) {
	n, err := entries(ctx, s.Store)
	return n <= mostCopied, err
}

// ExitSystem is the exit code of a process in which [Cast] was [ErrSystem].
const ExitSystem = 3

// Main runs [Cast] as a process of its own and returns its exit code.
func Main(ctx context.Context, how How, dir string, stdout, stderr io.Writer) int {
	err := Cast(ctx, how, dir, stdout)
	if err == nil {
		return 0
	}
	fmt.Fprintln(stderr, err)
	if errors.Is(err, ErrSystem) {
		return ExitSystem
	}
	return 1
}
