package main

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/runs"
)

// safety is what a window leaves off after crashes: nothing at all, fetching and the
// rest that is not urgent, or everything behind the screen. After a time of calm it
// is whole again.
type safety struct {
	mode atomic.Value // runs.Mode; none: whole
	lent atomic.Bool  // the release before is shown because of the mode alone
	hurt atomic.Bool  // the run before ended by its own fault
}

func (s *safety) now() runs.Mode {
	mode, _ := s.mode.Load().(runs.Mode)
	return mode
}

// begin notes what the window begins with; a run that could not be noted is nil.
func (h *home) begin(run *runs.Run) {
	if run != nil {
		h.safety.mode.Store(run.Mode)
		h.safety.hurt.Store(run.Crashed)
	}
}

// tellMode keeps it as a problem that the window runs with less, or clears that.
func (h *home) tellMode(ctx context.Context) error {
	code := exchange.Explain(exchange.ErrSafeMode).Code
	mode := h.safety.now()
	if mode == runs.Whole {
		return h.store.ClearProblem(ctx, code)
	}
	return h.store.SetProblem(ctx, code, fmt.Sprintf("%v: %s", exchange.ErrSafeMode, mode))
}

// calm makes the window whole again once it has run well for long enough. A release
// that was left for the mode alone is taken again.
func (w *window) calm(ctx context.Context, after func(time.Duration) <-chan time.Time) {
	if w.home.safety.now() == runs.Whole {
		return
	}
	select {
	case <-ctx.Done():
		return
	case <-after(runs.Calm):
	}
	if err := w.home.recover(ctx); err != nil {
		w.complain(err)
	}
}

func (h *home) recover(ctx context.Context) error {
	h.safety.mode.Store(runs.Whole)
	err := h.tellMode(ctx)
	if h.safety.lent.CompareAndSwap(true, false) {
		left := exchange.Explain(exchange.ErrLeft).Code
		err = errors.Join(err, h.own.Again(), h.store.ClearProblem(ctx, left))
	}
	return err
}

// humble shows the release before in a run that begins with less, where the trial of
// the release did not say so already.
func (h *home) humble(ctx context.Context) error {
	from, _, err := h.own.Current()
	if err != nil {
		return err
	}
	if err := h.retreat(ctx, exchange.ByCrash, nil); err != nil {
		return err
	}
	to, _, err := h.own.Current()
	h.safety.lent.Store(err == nil && to != from)
	return err
}
