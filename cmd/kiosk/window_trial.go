package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/runs"
)

// settle decides, before anything is shown, whether the organiser's release is
// left for the one before: its file cannot be opened, or the program crashed
// twice with it. With nothing before it, it stays.
func (h *home) settle(ctx context.Context) error {
	n, path, err := h.own.Current()
	if errors.Is(err, exchange.ErrNoContent) {
		return nil
	}
	if err != nil {
		return err
	}
	crashes, err := h.own.Begin(n, h.safety.hurt.Load())
	if err != nil {
		return err
	}
	switch damage := openable(ctx, path); {
	case damage != nil:
		return h.retreat(ctx, exchange.ByDamage, damage)
	case crashes:
		return h.retreat(ctx, exchange.ByCrash, nil)
	case h.safety.now() != runs.Whole:
		return h.humble(ctx)
	}
	return nil
}

// openable tells why a catalogue file cannot be opened.
func openable(ctx context.Context, path string) error {
	c, err := openChecked(ctx, path)
	if err != nil {
		return err
	}
	return c.Close()
}

// retreat goes back where there is something to go back to and nobody is just
// importing.
func (h *home) retreat(ctx context.Context, why exchange.Reason, damage error) error {
	_, to, err := h.back(ctx, why, damage)
	if errors.Is(err, exchange.ErrNoPrevious) || errors.Is(err, exchange.ErrBusy) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("go back: %w", err)
	}
	_, err = h.own.Begin(to, true)
	return err
}

// prover ends the trial of a release once the program has run with it for
// exchange.Proof and its file was read through, or when the program ends as it
// was told to. What kills the program before leaves the note of the trial.
type prover struct {
	home  *home
	after func(time.Duration) <-chan time.Time // time.After
	again chan int64                           // a release that was switched to
	want  chan<- struct{}                      // told when the release is to be fetched again; may be nil
}

func newProver(h *home) *prover {
	return &prover{home: h, after: time.After, again: make(chan int64, 1)}
}

// switched tells that another release is about to be shown.
func (p *prover) switched(ctx context.Context, n int64) {
	select {
	case p.again <- n:
	case <-ctx.Done():
	}
}

// serve runs until ctx ends.
func (p *prover) serve(ctx context.Context, complain func(error)) {
	proof := p.after(exchange.Proof)
	for {
		var err error
		select {
		case <-ctx.Done():
			if err := p.home.own.Proved(); err != nil {
				complain(err)
			}
			return
		case n := <-p.again:
			_, err = p.home.own.Begin(n, false)
			proof = p.after(exchange.Proof)
		case <-proof:
			if err = p.home.examine(ctx); err != nil && p.want != nil {
				remind(p.want)
			}
		}
		if err != nil && ctx.Err() == nil {
			complain(err)
		}
	}
}

// examine reads the shown release through, and leaves it where it is damaged.
func (h *home) examine(ctx context.Context) error {
	_, path, err := h.own.Current()
	if errors.Is(err, exchange.ErrNoContent) {
		return h.own.Proved()
	}
	if err != nil {
		return err
	}
	if err := sound(ctx, path); err != nil && ctx.Err() == nil {
		h.own.Doubt()
		return errors.Join(err, h.retreat(ctx, exchange.ByDamage, err), h.own.Proved())
	}
	return h.own.Proved()
}

// sound reads a catalogue file through.
func sound(ctx context.Context, path string) error {
	c, err := openChecked(ctx, path)
	if err != nil {
		return err
	}
	return errors.Join(c.Check(ctx), c.Close())
}
