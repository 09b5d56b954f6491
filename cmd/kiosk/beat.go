package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"

	"hangviet/data/exchange"
	"hangviet/data/hub/wire"
	"hangviet/data/machine"
	"hangviet/data/runs"
	"hangviet/data/store"
	"hangviet/data/version"
	"hangviet/ui/model"
)

// Settings of the beats (store.Setting).
const (
	settingPulse  = "hub.pulse" // nonce that was answered, a space, nonce that is asked
	settingStarts = "starts"    // of the window within a day, in seconds since 1970, parted by spaces
)

// pulse keeps a kiosk's pulse in kiosk.db, as exchange.PulseBook.
type pulse struct {
	store *store.Store
	now   func() time.Time // trusted
}

// Change implements exchange.PulseBook.
func (p pulse) Change(ctx context.Context, f func(exchange.Pulse) exchange.Pulse) (now exchange.Pulse, err error) {
	heard := false
	_, err = p.store.ChangeSetting(ctx, settingPulse, func(old string) string {
		answered, asked, _ := strings.Cut(old, " ")
		now = f(exchange.Pulse{Answered: answered, Asked: asked})
		heard = now.Answered != answered
		return now.Answered + " " + now.Asked
	})
	if err == nil && heard {
		err = p.store.SetSetting(ctx, settingHeard, wire.FormatClock(p.now()))
	}
	return now, err
}

// began notes that the window began, to tell how often it does.
func (h *home) began(ctx context.Context) error {
	h.started = h.clock.Now()
	_, err := h.store.ChangeSetting(ctx, settingStarts, func(old string) string {
		kept := h.startsSince(old, h.started.Add(-24*time.Hour))
		return strings.Join(append(kept, strconv.FormatInt(h.started.Unix(), 10)), " ")
	})
	return err
}

// maxStarts is how many starts are kept: more within a day need no count.
const maxStarts = 200

func (h *home) startsSince(list string, since time.Time) (kept []string) {
	for start := range strings.FieldsSeq(list) {
		if n, err := strconv.ParseInt(start, 10, 64); err == nil && n >= since.Unix() && n <= h.started.Unix() {
			kept = append(kept, start)
		}
	}
	return kept[max(0, len(kept)-maxStarts):]
}

// health gathers how the kiosk is. What cannot be told is left out, for ballots
// and the beat itself do not wait for it; the first error comes with it.
func (h *home) health(ctx context.Context) (wire.Health, error) {
	s := settings{ctx, h.store}
	t := wire.Health{
		Version: version.Own(), System: runtime.GOOS + "/" + runtime.GOARCH, Name: s.text(settingName), Point: s.text(settingPoint),
		Disk: -1, Memory: memoryInUse(),
	}
	if free, err := h.own.FreeSpace(); err == nil {
		t.Disk = int64(min(free, math.MaxInt64))
	}
	if !h.started.IsZero() {
		t.Started = wire.FormatClock(h.started)
		starts := h.startsSince(s.text(settingStarts), h.started.Add(-24*time.Hour))
		t.Restarts = max(0, int64(len(starts))-1)
		t.Open = h.opening(ctx)
	}
	m := machine.Read(os.DirFS("/"))
	t.Room, t.Temperature, t.Safe = m.Room, m.Temperature, string(h.safety.now())
	t.Settings, _, _ = h.store.Organised(ctx) // 0 where it cannot be read
	t.Clock = string(h.clock.Doubt())
	return t, errors.Join(
		h.healthOfContent(&t), h.healthOfLedger(ctx, &t), h.healthProblems(ctx, &t), h.healthCrashes(&t), h.healthGaps(ctx, &t), h.healthStaff(ctx, &t),
	)
}

// healthCrashes tells the crashes of the last days, the newest first.
func (h *home) healthCrashes(t *wire.Health) error {
	reports, err := runs.Reports(filepath.Join(h.dir, runsFolder))
	for _, r := range reports {
		if len(t.Crashes) < wire.MaxCrashes && h.clock.Now().Sub(r.Found) < toldFor {
			text := r.Text[:min(len(r.Text), wire.MaxCrashText)]
			t.Crashes = append(t.Crashes, wire.Crash{Time: wire.FormatClock(r.Found), Version: r.Version, Kind: string(r.Kind), Text: strings.ToValidUTF8(text, "")})
		}
	}
	return err
}

// toldFor is how long a crash is told.
const toldFor = 14 * 24 * time.Hour

func (h *home) healthOfContent(t *wire.Health) error {
	content, err := h.showing()
	if err != nil {
		return err
	}
	t.Sample = content == h.sample
	t.Release, _, err = content.Current()
	if errors.Is(err, exchange.ErrNoContent) {
		return nil
	}
	return err
}

func (h *home) healthOfLedger(ctx context.Context, t *wire.Health) (err error) {
	if t.Ledger, err = h.log.Size(ctx); err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	if t.Unsent, err = h.log.Unsent(ctx); err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	return nil
}

func (h *home) healthProblems(ctx context.Context, t *wire.Health) error {
	problems, err := h.store.Problems(ctx)
	for _, p := range problems {
		t.Problems = append(t.Problems, wire.Trouble{Code: p.Code, Since: wire.FormatClock(p.Since)})
	}
	return err
}

// opening tells whether the window serves now.
func (h *home) opening(ctx context.Context) string {
	duty, err := h.duty(ctx)
	now := h.clock.Now()
	switch {
	case err == nil && duty.Paused:
		return wire.Paused
	case err == nil && duty.Rest(now) == model.AtClosed:
		return wire.Closed
	}
	return wire.Open
}

// memoryInUse is what Go holds of the system's memory, in bytes.
func memoryInUse() int64 {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return -1
	}
	return int64(min(sample[0].Value.Uint64(), math.MaxInt64))
}

// letter is the kiosk's health as it rides on a stick, signed by the kiosk.
func (h *home) letter(ctx context.Context, now time.Time) (wire.Beat, error) {
	health, err := h.health(ctx)
	if err != nil {
		return wire.Beat{}, err
	}
	return wire.NewLetter(h.store.Identity().PrivateKey, now, health)
}
