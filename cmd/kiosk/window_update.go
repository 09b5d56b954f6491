package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/release"
	"hangviet/data/update"
	"hangviet/ui/model"
)

// updaterDir is where whoever installs programs says how it went (kiosk-update).
const updaterDir = "/var/lib/hangviet-update"

const (
	updateEvery = time.Minute      // between two looks whether the program may be updated
	updateRest  = 10 * time.Minute // without a touch, on a kiosk that never closes
)

// nightHours are when a kiosk that never closes is updated, in Vietnam.
const nightHours = "02:30-04:00"

// seekUpdate says when a newer version of the program may be installed: while the
// kiosk is closed, or at night when nobody is there. It returns when ctx ends.
func (w *window) seekUpdate(ctx context.Context) {
	look := func() {
		var touched time.Time
		w.onScreen(ctx, func() { touched = w.shell.Touched() })
		now := w.home.clock.Now()
		if err := w.home.seekUpdate(ctx, updaterDir, now, now.Add(-time.Since(touched))); err != nil && ctx.Err() == nil {
			w.complain(fmt.Errorf("update program: %w", err))
		}
	}
	look()
	regularly(ctx, updateEvery, look)
}

// seekUpdate is one look at now, with the time of the last touch.
func (h *home) seekUpdate(ctx context.Context, updater string, now, touched time.Time) error {
	last, err := update.ReadResult(updater)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	x, ok := h.own.StagedProgram()
	if err := h.tellUpdate(ctx, last, x); err != nil || !ok {
		return err
	}
	duty, err := h.duty(ctx)
	if err != nil {
		return err
	}
	night, err := model.ParseHours(nightHours)
	if err != nil {
		return err
	}
	failed := last.Version == x.Version && last.Outcome != update.Installed
	_, err = h.own.WantProgram(x, !failed && mayUpdate(duty, night, now, touched))
	return err
}

// mayUpdate tells whether nobody misses the kiosk for some minutes.
func mayUpdate(duty model.Duty, night model.Hours, now, touched time.Time) bool {
	if len(duty.Open) > 0 {
		return duty.Rest(now) == model.AtClosed
	}
	return night.Hold(now) && now.Sub(touched) >= updateRest
}

// tellUpdate keeps it as a problem that the last update failed, until another
// version is there.
func (h *home) tellUpdate(ctx context.Context, last update.Result, staged release.Program) error {
	code := exchange.Explain(exchange.ErrProgram).Code
	if last.Outcome == update.TakenBack || last.Outcome == update.Refused && last.Version == staged.Version && staged.Version != "" {
		return h.store.SetProblem(ctx, code, fmt.Sprintf("%s: %s", last.Version, last.Why))
	}
	return h.store.ClearProblem(ctx, code)
}
