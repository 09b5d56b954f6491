package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"hangviet/data/catalog"
	"hangviet/data/exchange"
)

// settingChecked is when the kiosk's files were last read through, in seconds since
// 1970.
const settingChecked = "checked"

// How often the kiosk looks after its files.
const (
	upkeepEvery = time.Minute
	checkFirst  = 20 * time.Second      // after the start: the screen comes first
	filesEvery  = 7 * 24 * time.Hour    // in a quiet hour
	photoRest   = 50 * time.Millisecond // after each photo
	quietFrom   = 1                     // hours of the night in which nobody is expected, where no hours are set
	quietTo     = 5
)

// upkeep looks after what lies on the disk until ctx ends. Where kiosk.db proves to be
// damaged the program begins anew and mends it.
type upkeep struct {
	home     *home
	complain func(error)
	fetch    func() // asks for an import soon
	anew     func() // ends the window, to begin anew
	rest     func(context.Context) error
}

func (w *window) upkeep(ctx context.Context) {
	u := upkeep{
		home: w.home, complain: w.complain, fetch: func() { remind(w.fetch) }, anew: func() { w.quit(exitAgain) },
		rest: func(ctx context.Context) error { return sleep(ctx, photoRest) },
	}
	if u.minute(ctx); sleep(ctx, checkFirst) != nil {
		return
	}
	u.check(ctx, false)
	regularly(ctx, upkeepEvery, func() {
		u.minute(ctx)
		if u.due(ctx) {
			u.check(ctx, true)
		}
	})
}

// sleep waits; the error is that of ctx when it ends before.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// minute does what is quick.
func (u *upkeep) minute(ctx context.Context) {
	for _, do := range []func(context.Context) error{u.home.store.KeepCopy, u.home.keepRoom, u.home.keepTime, u.home.forgetGap} {
		if err := do(ctx); err != nil && ctx.Err() == nil {
			u.complain(err)
		}
	}
}

// due tells whether the week is over and this is a quiet hour.
func (u *upkeep) due(ctx context.Context) bool {
	text, err := u.home.store.Setting(ctx, settingChecked)
	last, _ := strconv.ParseInt(text, 10, 64) // 0: never
	now := u.home.clock.Now()
	since := now.Sub(time.Unix(last, 0))
	return err == nil && (since < 0 || since >= filesEvery) && u.home.quietNow(ctx, now)
}

// quietNow tells whether the point is closed, or at night where no hours are set.
func (h *home) quietNow(ctx context.Context, now time.Time) bool {
	duty, err := h.duty(ctx)
	if err == nil && len(duty.Open) > 0 {
		return !duty.Open.Hold(now)
	}
	hour := now.In(catalog.Zone).Hour()
	return hour >= quietFrom && hour < quietTo
}

// check reads the files through; all of them, or kiosk.db alone: the shown release is
// read through by its trial at each start.
func (u *upkeep) check(ctx context.Context, all bool) {
	damage, err := u.home.sick(ctx)
	if damage != nil {
		u.complain(damage)
		if err = u.home.wantMend(damage); err == nil {
			u.anew()
			return
		}
	}
	if all && err == nil {
		err = u.checkContent(ctx)
	}
	if err != nil && ctx.Err() == nil {
		u.complain(err)
	}
}

// checkContent reads the shown release and all photos through. What is damaged is
// fetched again.
func (u *upkeep) checkContent(ctx context.Context) error {
	h := u.home
	if err := h.examine(ctx); err != nil {
		u.complain(err)
		u.fetch()
	}
	removed, err := h.own.CheckPhotos(ctx, u.rest)
	if removed > 0 {
		u.complain(fmt.Errorf("%d damaged photos were removed and are fetched again", removed))
		u.fetch()
	}
	if err != nil {
		return err
	}
	return h.store.SetSetting(ctx, settingChecked, strconv.FormatInt(h.clock.Now().Unix(), 10))
}

// keepRoom gives back what can be given back when the disk is below its floor, and
// keeps it as a problem when that was not enough.
func (h *home) keepRoom(ctx context.Context) error {
	code := exchange.Explain(exchange.ErrRoom).Code
	low, err := h.own.Low()
	if err != nil {
		return err
	}
	if low > 0 {
		err = h.own.GiveBack(ctx)
		if low, _ = h.own.Low(); low > 0 {
			cause := fmt.Errorf("%w: %d bytes are lacking", exchange.ErrRoom, low)
			return errors.Join(err, h.store.SetProblem(ctx, code, cause.Error()))
		}
	}
	return errors.Join(err, h.clearProblem(ctx, code))
}

// clearProblem clears a problem that is there; where it is not, nothing is written.
func (h *home) clearProblem(ctx context.Context, code string) error {
	all, err := h.store.Problems(ctx)
	for _, p := range all {
		if p.Code == code {
			return h.store.ClearProblem(ctx, code)
		}
	}
	return err
}

// forgetGap no longer tells staff of a loss that was long ago.
func (h *home) forgetGap(ctx context.Context) error {
	code := exchange.Explain(exchange.ErrLedgerGap).Code
	all, err := h.store.Problems(ctx)
	for _, p := range all {
		if p.Code == code && h.clock.Now().Sub(p.Since) > gapTold {
			return h.store.ClearProblem(ctx, code)
		}
	}
	return err
}
