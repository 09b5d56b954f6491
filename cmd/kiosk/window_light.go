package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"hangviet/data/backlight"
	"hangviet/ui/model"
)

// Settings of the light (store.Setting).
const (
	settingBrightness = "brightness"  // "80", or "06:00=100,18:00=60"; "" as it is
	settingNight      = "night-after" // minutes without a touch, outside the hours, until the screen is black; "" 10
)

// lightEvery is between two looks at the hour.
const lightEvery = 5 * time.Second

// light keeps the screen as bright as the hour says: the panel where it obeys, else
// the picture is darkened.
type light struct {
	panel backlight.Light   // nil: the picture is darkened
	dim   func(percent int) // darkens the picture; from any goroutine
	was   int               // per cent that the panel had before, to be given back
	now   int               // set last; 0 none yet
}

// openLight finds the panel's light.
func openLight(ctx context.Context, folder string, dim func(percent int)) (*light, error) {
	l := &light{dim: dim, was: 100}
	panel, err := backlight.Open(ctx, folder)
	if errors.Is(err, backlight.ErrNone) {
		return l, nil
	}
	if err == nil {
		l.panel = panel
		l.was, err = panel.Percent(ctx)
	}
	return l, err
}

// follow sets what the hour says; dark is that the screen is black and nobody there.
// What is no longer set is given back. A panel that stops obeying is left alone and
// the picture darkened in its stead.
func (l *light) follow(ctx context.Context, want model.Brightness, at time.Time, dark bool) error {
	percent, set := want.At(at)
	switch {
	case dark:
		percent = 0
	case !set && l.now == 0:
		return nil
	case !set:
		percent = l.was
	}
	if percent == l.now && !dark || dark && l.now == darkLight {
		return nil
	}
	if l.panel == nil {
		if !dark { // a black picture is as dark as it can be
			l.dim(percent)
			l.now = percent
		}
		return nil
	}
	if err := l.panel.Set(ctx, percent); err != nil {
		l.panel = nil
		l.dim(max(percent, 1))
		return err
	}
	if l.now = percent; dark {
		l.now = darkLight
	}
	return nil
}

// darkLight stands for the light of a black screen among the per cent.
const darkLight = -1

// light follows the hours until ctx ends.
func (w *window) light(ctx context.Context) {
	if w.flags.windowed {
		return
	}
	l, err := openLight(ctx, backlight.Folder, func(percent int) { w.post(func() { w.shell.SetDim(percent) }) })
	if err != nil {
		w.complain(err)
	}
	regularly(ctx, lightEvery, func() {
		want, err := model.ParseBrightness(settings{ctx, w.home.store}.text(settingBrightness))
		if err != nil { // one that cannot be read leaves things as they are
			return
		}
		if err := l.follow(ctx, want, w.home.clock.Now(), w.dark.Load()); err != nil {
			w.complain(fmt.Errorf("light: %w", err))
		}
	})
}

func checkBrightness(text string) error {
	_, err := model.ParseBrightness(text)
	return err
}

func checkMinutes(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 24*60 {
		return fmt.Errorf("not a number of minutes from 1 to 1440")
	}
	return nil
}
