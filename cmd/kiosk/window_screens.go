package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"sync"

	"hangviet/data/screens"
)

// Settings of the displays (store.Setting).
const (
	settingTurn   = "turn"          // "normal", "left", "right", "inverted"; "" as the system has it
	settingOutput = "output"        // name of the display that the kiosk is on, "HDMI-1"; "" the primary one
	settingSecond = "second-screen" // "mirror" shows the same on other displays; "", "black": they are black
)

// displays looks after the displays of a kiosk that fills its screen: it stands on the
// one that it was given, turned as set, and goes where it belongs again when one is
// unplugged and comes back. Where there is nothing to arrange, as in a window on a
// desk, all of it does nothing.
type displays struct {
	screens *screens.Screens // nil: there is nothing to arrange

	mu   sync.Mutex
	want screens.Want
	on   screens.Output
	all  int // displays
}

// openDisplays arranges the displays as set.
func (h *home) openDisplays(ctx context.Context, windowed bool) (*displays, error) {
	d := &displays{want: h.wanted(ctx)}
	if windowed {
		return d, nil
	}
	s, err := screens.Open("")
	if errors.Is(err, screens.ErrNone) {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	d.screens = s
	return d, d.arrange(ctx)
}

func (h *home) wanted(ctx context.Context) screens.Want {
	s := settings{ctx, h.store}
	return screens.Want{Output: s.text(settingOutput), Turn: screens.Turn(s.text(settingTurn)), Mirror: s.text(settingSecond) == "mirror"}
}

// arrange makes the displays stand as wanted; touches go with the picture.
func (d *displays) arrange(ctx context.Context) error {
	if d.screens == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	on, err := d.screens.Arrange(d.want)
	if err == nil {
		err = d.screens.Fill(on)
	}
	if err != nil {
		return err
	}
	d.on = on
	if all, err := d.screens.List(); err == nil {
		d.all = len(all)
	}
	if on.Turn == screens.Upright && d.all < 2 {
		return nil
	}
	if err := screens.MapTouch(ctx, on.Name); !errors.Is(err, exec.ErrNotFound) {
		return err
	}
	return nil
}

// turn turns the kiosk's display until another turn is set.
func (d *displays) turn(ctx context.Context, turn screens.Turn) error {
	if err := turn.Check(); err != nil {
		return err
	}
	d.mu.Lock()
	before := d.want.Turn
	d.want.Turn = turn
	d.mu.Unlock()
	err := d.arrange(ctx)
	if err != nil {
		d.mu.Lock()
		d.want.Turn = before
		d.mu.Unlock()
	}
	return err
}

// told is what the kiosk's display says of its size, in inches, 0 nothing, and how it
// is turned, "" where it cannot be.
func (d *displays) told() (inches float64, turn string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.screens == nil || len(d.on.Turns) < 2 {
		return d.on.Diagonal(), ""
	}
	return d.on.Diagonal(), string(d.on.Turn)
}

// follow arranges the displays anew whenever one comes or goes or is set otherwise,
// until ctx ends.
func (d *displays) follow(ctx context.Context, h *home, complain func(error)) {
	if d.screens == nil {
		return
	}
	var tasks sync.WaitGroup
	defer tasks.Wait()
	again := func() {
		if err := d.arrange(ctx); err != nil && ctx.Err() == nil {
			complain(fmt.Errorf("displays: %w", err))
		}
	}
	tasks.Go(func() {
		if err := d.screens.Watch(ctx, again); ctx.Err() == nil {
			complain(err)
		}
	})
	set := h.wanted(ctx)
	regularly(ctx, heedEvery, func() {
		if now := h.wanted(ctx); now != set {
			set = now
			d.mu.Lock()
			d.want = now
			d.mu.Unlock()
			again()
		}
	})
	d.screens.Close()
}

func checkTurn(text string) error { return screens.Turn(text).Check() }

func checkOutput(text string) error {
	if len(text) > 32 {
		return fmt.Errorf("longer than a connector's name")
	}
	return nil
}

func checkSecond(text string) error {
	if text != "mirror" && text != "black" {
		return fmt.Errorf("neither mirror nor black")
	}
	return nil
}
