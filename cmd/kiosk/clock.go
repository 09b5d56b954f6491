package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"hangviet/data/exchange"
)

// settingSeen is the time that the kiosk noted itself while its clock was not
// doubted, in seconds since 1970.
const settingSeen = "clock.seen"

// settingHubTime is the newest time that the hub has signed, in seconds since 1970.
const settingHubTime = "clock.hub"

// resumeClock tells the clock what is known of the time: what the hub has signed
// last, what the kiosk noted itself, and the hour of its last ballot.
func (h *home) resumeClock(ctx context.Context) error {
	if err := h.takeTime(ctx, settingHubTime, h.clock.Raise); err != nil {
		return err
	}
	if err := h.takeTime(ctx, settingSeen, h.clock.Resume); err != nil {
		return err
	}
	last, err := h.log.LastHour(ctx)
	if err != nil {
		return nil // a damaged ledger is told when it is read through
	}
	h.clock.Resume(last)
	return nil
}

func (h *home) takeTime(ctx context.Context, key string, take func(time.Time)) error {
	text, err := h.store.Setting(ctx, key)
	if err != nil {
		return fmt.Errorf("read the time: %w", err)
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		take(time.Unix(n, 0))
	}
	return nil
}

// hubTime takes what the hub has just said and signed.
func (h *home) hubTime(ctx context.Context, now time.Time) error {
	h.clock.Set(now)
	return h.store.SetSetting(ctx, settingHubTime, strconv.FormatInt(h.clock.Floor().Unix(), 10))
}

// keepTime notes what time it is, for the next start, and keeps it as a problem that
// the machine's clock is wrong.
func (h *home) keepTime(ctx context.Context) error {
	code := exchange.Explain(exchange.ErrClock).Code
	now, doubt := h.clock.Now(), h.clock.Doubt()
	ahead, sure := h.clock.Error()
	if doubt == "" || sure {
		if err := h.store.SetSetting(ctx, settingSeen, strconv.FormatInt(now.Unix(), 10)); err != nil {
			return err
		}
	}
	if doubt == "" {
		return h.clearProblem(ctx, code)
	}
	cause := fmt.Errorf("%w: %s by about %v; it is believed to be %s", exchange.ErrClock, doubt, ahead.Round(time.Minute), now.UTC().Format(time.RFC3339))
	return h.store.SetProblem(ctx, code, cause.Error())
}
