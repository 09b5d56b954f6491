package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// trafficSettings are what the traffic of a window reads when it begins.
var trafficSettings = []string{
	settingHub, settingEvery, settingRate, settingFetchHours, settingNeighbours, settingName, settingVoucher,
}

// followEvery is between two looks whether one of them has changed.
const followEvery = 2 * time.Second

// serveOn is serve, begun anew whenever somebody sets one of its settings: the
// staff with kiosk setup or a set-up stick, the organiser with a release. A download
// goes on where it was.
func (h *home) serveOn(ctx context.Context, t traffic) (kick func(), wait func() error) {
	var now atomic.Pointer[func()]
	var all sync.WaitGroup
	var failed error
	all.Go(func() {
		for ctx.Err() == nil {
			failed = errors.Join(failed, h.serveUntil(ctx, t, &now))
		}
	})
	kick = func() {
		if k := now.Load(); k != nil {
			(*k)()
		}
	}
	return kick, func() error { all.Wait(); return failed }
}

// serveUntil serves until a setting changes or ctx ends.
func (h *home) serveUntil(ctx context.Context, t traffic, now *atomic.Pointer[func()]) error {
	run, stop := context.WithCancel(ctx)
	defer stop()
	before := h.trafficSet(ctx)
	kick, wait := h.serve(run, t)
	now.Store(&kick)
	ticker := time.NewTicker(followEvery)
	defer ticker.Stop()
	for run.Err() == nil {
		select {
		case <-run.Done():
		case <-ticker.C:
			if next := h.trafficSet(ctx); next != nil && !slices.Equal(before, next) {
				stop()
			}
		}
	}
	return wait()
}

// trafficSet are the values of the settings; nil where they cannot be read, which
// leaves things as they are.
func (h *home) trafficSet(ctx context.Context) (values []string) {
	for _, key := range trafficSettings {
		value, err := h.store.Setting(ctx, key)
		if err != nil {
			return nil
		}
		values = append(values, value)
	}
	return append(values, string(h.safety.now()))
}
