package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	idleSlice  = time.Second
	idleSlices = 24                    // of a second: three slides
	tick       = 10 * time.Millisecond // of the system's count of processor time
)

// measureIdle counts the processor time that the slideshow takes while nobody is
// there and no slide turns, in turns with an empty window's.
func measureIdle(ctx context.Context, b bench, d *display, data string) ([]line, error) {
	l := line{what: "processor time in a second between slides", beside: "… in a second of an empty window"}
	for range b.runs {
		empty, err := d.idleEmpty(ctx)
		if err != nil {
			return nil, err
		}
		slides, err := b.idleKiosk(ctx, d, data)
		if err != nil {
			return nil, err
		}
		l.add(slides, empty)
	}
	l.goal, l.met = "≤ 50 ms", func(l line) bool { return middle(l.figures) <= 50*time.Millisecond }
	l.note = fmt.Sprintf("the mean over the seconds of %d in which nothing changed on the display; 50 ms are 5 %% of a core.", idleSlices)
	return []line{l}, nil
}

func (d *display) idleEmpty(ctx context.Context) (mean time.Duration, err error) {
	p, _, err := d.openEmpty(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return p.idle(ctx, idleSlices/4)
}

func (b bench) idleKiosk(ctx context.Context, d *display, data string) (mean time.Duration, err error) {
	p, w, err := d.open(ctx, b.kiosk, "--data", data)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	err = w.until(ctx, "the first slide", func() (bool, error) {
		return w.window() && time.Since(w.from)-w.last > startQuiet, p.alive()
	})
	if err != nil {
		return 0, err
	}
	return p.idle(ctx, idleSlices)
}

// idle is the mean of the processor time of those seconds in which the display
// did not change.
func (p *program) idle(ctx context.Context, slices int) (time.Duration, error) {
	var still time.Duration
	var seconds int
	for range slices {
		took, changed, err := p.slice(ctx)
		if err != nil {
			return 0, err
		}
		if !changed {
			still, seconds = still+took, seconds+1
		}
	}
	if seconds == 0 {
		return 0, errors.New("the display never stood still for a second")
	}
	return still / time.Duration(seconds), nil
}

// slice is a second of a program's life: the processor time it took and whether
// the display changed.
func (p *program) slice(ctx context.Context) (took time.Duration, changed bool, err error) {
	before, now := points(), points()
	if err := p.display.look(before); err != nil {
		return 0, false, err
	}
	start, err := p.processorTime()
	if err != nil {
		return 0, false, err
	}
	if err := pause(ctx, idleSlice); err != nil {
		return 0, false, err
	}
	end, err := p.processorTime()
	if err := errors.Join(err, p.display.look(now)); err != nil {
		return 0, false, err
	}
	for i := range now {
		changed = changed || now[i] != before[i]
	}
	return end - start, changed, p.alive()
}

// processorTime is what a program has used so far, in its own code and in the
// system's for it (proc(5), stat: utime and stime).
func (p *program) processorTime() (time.Duration, error) { return timeOf(p.cmd.Process.Pid) }

func timeOf(pid int) (time.Duration, error) {
	raw, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0, fmt.Errorf("read processor time: %w", err)
	}
	_, after, _ := strings.Cut(string(raw), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0, fmt.Errorf("read processor time: %d fields", len(fields))
	}
	user, err1 := strconv.ParseInt(fields[11], 10, 64)
	system, err2 := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * tick, errors.Join(err1, err2)
}
