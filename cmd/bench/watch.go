package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const (
	lookEvery = time.Millisecond
	patience  = 30 * time.Second
)

var errPatience = errors.New("it never came")

// watch follows the display's picture from the moment it is made. Times are
// counted from then.
type watch struct {
	display *display
	from    time.Time
	before  []uint32
	now     []uint32
	next    []uint32
	first   []time.Duration // of each point, when it changed for the first time; 0 never
	changed []time.Duration // the same for the last time
	seen    int             // points that have changed at all
	last    time.Duration   // change of any point
}

func newWatch(d *display) (*watch, error) {
	n := len(points())
	w := &watch{
		display: d, before: points(), now: points(), next: points(),
		first: make([]time.Duration, n), changed: make([]time.Duration, n),
	}
	err := d.look(w.before)
	copy(w.now, w.before)
	w.from = time.Now()
	return w, err
}

// look notes which points have changed.
func (w *watch) look() error {
	if err := w.display.look(w.next); err != nil {
		return err
	}
	at := time.Since(w.from)
	for i, p := range w.next {
		if p == w.now[i] {
			continue
		}
		if w.changed[i] == 0 {
			w.seen, w.first[i] = w.seen+1, at
		}
		w.changed[i], w.last = at, at
	}
	w.now, w.next = w.next, w.now
	return nil
}

// until looks again and again until done.
func (w *watch) until(ctx context.Context, what string, done func() (bool, error)) error {
	again := time.NewTicker(lookEvery)
	defer again.Stop()
	for {
		if err := w.look(); err != nil {
			return err
		}
		if ok, err := done(); ok || err != nil {
			return err
		}
		if time.Since(w.from) > patience {
			return fmt.Errorf("%w: waited %v for %s", errPatience, patience, what)
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// window tells whether a window fills the display that was dark.
func (w *watch) window() bool { return w.seen > len(w.now)/2 }

// rest waits until another picture is up than before and for so long nothing
// has changed any more. A pointer that comes or goes is no other picture.
func (w *watch) rest(ctx context.Context, quiet time.Duration, what string) error {
	return w.until(ctx, what, func() (bool, error) {
		return time.Since(w.from)-w.last > quiet && len(w.other()) > len(w.now)/100, nil
	})
}

// other is when each point changed for the first time whose colour is not that of
// before.
func (w *watch) other() []time.Duration {
	var times []time.Duration
	for i := range w.now {
		if w.now[i] != w.before[i] {
			times = append(times, w.first[i])
		}
	}
	return times
}

// drawn is when a share of the points whose colour is another one than before
// had changed.
func (w *watch) drawn(share float64) time.Duration {
	if times := w.other(); len(times) > 0 {
		return quantile(times, share)
	}
	return 0
}
