package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// startQuiet is how long a window that has started must stand still until it is
// taken for complete; well below the time between two slides.
const startQuiet = 1500 * time.Millisecond

// measureStart starts an empty window and the kiosk in turns, on a data folder
// that holds the sample already.
func measureStart(ctx context.Context, b bench, d *display) ([]line, error) {
	lines, err := b.starts(ctx, d, func(int) string { return filepath.Join(b.dir, "data") }, 1)
	if err != nil {
		return nil, err
	}
	lines[0].goal, lines[0].met = atMost(2)
	lines[0].note = "from the start of the program until a frame of it is on the display and the file of targets is " +
		"there. The empty window is seen in the same way: until its first frame is on the display."
	lines[1].note = "until the last change on the display before it stands still, that is with the first slide's picture."
	return lines, nil
}

// measureFirstStart does the same on empty data folders.
func measureFirstStart(ctx context.Context, b bench, d *display) ([]line, error) {
	lines, err := b.starts(ctx, d, func(run int) string { return filepath.Join(b.dir, fmt.Sprint("new-", run)) }, 0)
	for i := range lines {
		lines[i].what = "very first " + lines[i].what
	}
	if err == nil {
		lines[1].note = "with the import of the built-in sample: every signature and file verified, written and synced."
	}
	return lines, err
}

// starts measures both windows b.runs times, after some starts that do not
// count; folder names the kiosk's data folder of each.
func (b bench) starts(ctx context.Context, d *display, folder func(run int) string, unmeasured int) ([]line, error) {
	touchable := line{what: "start to touchable screen", beside: "start to empty window"}
	complete := line{what: "start to the catalogue's first slide", beside: touchable.beside}
	for i := range unmeasured + b.runs {
		empty, err := b.startEmpty(ctx, d)
		if err != nil {
			return nil, err
		}
		touch, rest, err := b.startKiosk(ctx, d, folder(i))
		if err != nil {
			return nil, err
		}
		if i >= unmeasured {
			touchable.add(touch, empty)
			complete.add(rest, empty)
		}
	}
	return []line{touchable, complete}, nil
}

// startEmpty tells when an empty window was on the display.
func (b bench) startEmpty(ctx context.Context, d *display) (time.Duration, error) {
	p, took, err := d.openEmpty(ctx)
	if err != nil {
		return 0, err
	}
	return took, p.Close()
}

// openEmpty starts an empty window and tells when it was on the display.
func (d *display) openEmpty(ctx context.Context) (*program, time.Duration, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, 0, err
	}
	p, w, err := d.open(ctx, self, "empty")
	if err != nil {
		return nil, 0, err
	}
	err = w.until(ctx, "an empty window", func() (bool, error) { return w.window(), p.alive() })
	if err != nil {
		return nil, 0, errors.Join(err, p.Close())
	}
	return p, time.Since(w.from), nil
}

// startKiosk tells when the kiosk could be touched and when its first slide
// was complete.
func (b bench) startKiosk(ctx context.Context, d *display, data string) (touch, complete time.Duration, err error) {
	k, w, touch, err := b.openKiosk(ctx, d, data)
	if err != nil {
		return 0, 0, err
	}
	imported := time.Now()
	err = w.until(ctx, "the kiosk's catalogue", func() (bool, error) {
		if _, err := os.Stat(filepath.Join(data, "sample", "built-in")); err != nil {
			imported = time.Now()
		}
		return time.Since(imported) > startQuiet && time.Since(w.from)-w.last > startQuiet, k.alive()
	})
	return touch, w.last, errors.Join(err, k.Close())
}
