package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
)

// Weigh tells how many bytes a kiosk would take of the catalogue file at path: the
// whole, and the patch from the one at before. The patch is 0 where before is "".
func Weigh(ctx context.Context, before, path string) (whole, patch int64, err error) {
	next, err := os.Open(path)
	if err != nil {
		return 0, 0, fmt.Errorf("weigh catalogue: %w", err)
	}
	defer next.Close()
	if whole, err = written(compress(func(w io.Writer) error {
		_, err := io.Copy(w, next)
		return err
	})); err != nil || before == "" {
		return whole, 0, err
	}
	old, err := os.Open(before)
	if err != nil {
		return 0, 0, fmt.Errorf("weigh catalogue: %w", err)
	}
	defer old.Close()
	was, err1 := sized(old)
	is, err2 := sized(next)
	if err := errors.Join(err1, err2); err != nil {
		return 0, 0, fmt.Errorf("weigh catalogue: %w", err)
	}
	write, err := makePatch(ctx, was, is)
	if err != nil {
		return 0, 0, err
	}
	patch, err = written(write)
	return whole, patch, err
}

func sized(f *os.File) (older, error) {
	info, err := f.Stat()
	if err != nil {
		return older{}, err
	}
	return older{f, info.Size()}, nil
}

func written(write func(io.Writer) error) (int64, error) {
	s := newSum(io.Discard)
	err := write(s)
	return s.length, err
}
