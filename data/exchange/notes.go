package exchange

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hangviet/data/release"
)

// Notes keeps settings and problems over a restart.
type Notes interface {
	Setting(ctx context.Context, key string) (string, error) // "" when unset
	SetSetting(ctx context.Context, key, value string) error
	SetProblem(ctx context.Context, code, detail string) error
	ClearProblem(ctx context.Context, code string) error
}

// problemBook keeps one family of problems up to date: at most one of its codes
// stands at a time.
type problemBook struct {
	notes Notes
	codes []string // of the family
	last  string   // the code that stands, "" when it is not known or none does
	clean bool     // all of the family were cleared
}

// note keeps err as the family's problem, or clears the family. That another
// process is at the same work is no problem. When the note cannot be kept, as on
// a full disk, the loop fails and asks again later.
func (b *problemBook) note(ctx context.Context, err error) error {
	if err == nil {
		return b.clear(ctx)
	}
	if errors.Is(err, ErrBusy) || errors.Is(err, release.ErrBusy) {
		return nil
	}
	code := Explain(err).Code
	if code != b.last {
		if err := b.clear(ctx); err != nil {
			return err
		}
	}
	b.last, b.clean = code, false
	return b.notes.SetProblem(ctx, code, err.Error())
}

func (b *problemBook) clear(ctx context.Context) error {
	if b.clean {
		return nil
	}
	codes := b.codes
	if b.last != "" && !slices.Contains(codes, b.last) {
		codes = append(slices.Clone(codes), b.last)
	}
	for _, code := range codes {
		if err := b.notes.ClearProblem(ctx, code); err != nil {
			return fmt.Errorf("clear problem: %w", err)
		}
	}
	b.last, b.clean = "", true
	return nil
}
