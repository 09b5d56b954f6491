package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// inFolder runs f with a new folder in dir, by its absolute path, which is removed
// afterwards.
func inFolder(dir string, f func(dir string) error) (err error) {
	made, err := os.MkdirTemp(dir, ".bench-")
	if err != nil {
		return fmt.Errorf("make a working folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(made)) }()
	if made, err = filepath.Abs(made); err != nil {
		return err
	}
	return f(made)
}

// withDisplay runs f with a virtual display that keeps its picture in dir.
func withDisplay(dir string, f func(d *display) error) (err error) {
	d, err := openDisplay(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	return f(d)
}

// onStage is both, for what keeps one kiosk for long.
func onStage(dir string, f func(dir string, d *display) error) error {
	return inFolder(dir, func(dir string) error {
		return withDisplay(dir, func(d *display) error { return f(dir, d) })
	})
}

// onDisplay measures on a display of its own.
func onDisplay(run func(ctx context.Context, b bench, d *display) ([]line, error)) measure {
	return func(ctx context.Context, b bench) (lines []line, err error) {
		err = withDisplay(b.dir, func(d *display) error {
			lines, err = run(ctx, b, d)
			return err
		})
		return lines, err
	}
}

// onSample measures on a display and on the data folder of a kiosk that has
// brought its sample in.
func onSample(run func(ctx context.Context, b bench, d *display, data string) ([]line, error)) measure {
	return onDisplay(func(ctx context.Context, b bench, d *display) ([]line, error) {
		data := filepath.Join(b.dir, "data")
		if _, _, err := b.startKiosk(ctx, d, data); err != nil {
			return nil, err
		}
		return run(ctx, b, d, data)
	})
}

// newWalk lets visitors come whose whims follow from the seed.
func newWalk(k *kiosk, seed uint64) *walk {
	return &walk{kiosk: k, whim: rand.New(rand.NewPCG(seed, seed)), touched: map[string]int{}} // #nosec G404 -- spreads, draws or simulates; nothing secret comes of it
}
