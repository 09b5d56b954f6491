package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hangviet/ui/model"
)

// Settings of when the window serves (store.Setting).
const (
	settingHours     = "hours"       // "08:00-21:00"; "" always
	settingToday     = "hours.today" // exception of one day, as model.TodayHours reads it
	settingPaused    = "paused"      // "on"; all else: serves
	settingRush      = "rush"        // "on", "off", or "" by the hours
	settingRushHours = "rush-hours"  // "16:30-20:30"; "" never
)

// heedEvery is between two looks whether the staff set another duty.
const heedEvery = time.Second

// duty is when the window serves and hurries, as set now.
func (h *home) duty(ctx context.Context) (d model.Duty, err error) {
	text := map[string]string{}
	for _, key := range []string{settingHours, settingToday, settingPaused, settingRush, settingRushHours} {
		if text[key], err = h.store.Setting(ctx, key); err != nil {
			return d, fmt.Errorf("read setting %s: %w", key, err)
		}
	}
	var open, rush error
	d.Open, open = model.ParseHours(text[settingHours])
	if hours, closed, holds := model.TodayHours(text[settingToday], h.clock.Now()); holds {
		d.Open, d.Shut, open = hours, closed, nil
	}
	d.Rush, rush = model.ParseHours(text[settingRushHours])
	d.Paused, d.ByHand = text[settingPaused] == string(model.On), model.Hand(text[settingRush])
	return d, errors.Join(open, rush)
}

// heed follows what the staff set with kiosk setup while the window is open,
// until ctx ends.
func (w *window) heed(ctx context.Context, now model.Duty) {
	regularly(ctx, heedEvery, func() {
		next, err := w.home.duty(ctx)
		if err != nil || next.Equal(now) { // one that cannot be read leaves things as they are
			return
		}
		now = next
		w.post(func() { w.shell.SetDuty(next) })
	})
}

func checkHours(text string) error {
	_, err := model.ParseHours(text)
	return err
}

func checkHand(text string) error {
	if text != string(model.On) && text != string(model.Off) {
		return fmt.Errorf("neither on nor off")
	}
	return nil
}
