package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"hangviet/data/guard"
	"hangviet/ui/kit"
)

// show runs the window until it is closed or ctx ends, closes what is behind it,
// the data folder too, and ends the program.
func (w *window) show(ctx context.Context) {
	ctx, stop := context.WithCancel(ctx)
	w.end = stop
	var tasks sync.WaitGroup
	var failed error
	w.app.Lifecycle().SetOnStarted(func() {
		tasks.Go(func() { failed = w.follow(ctx) })
		tasks.Go(func() { w.tick(ctx) })
		tasks.Go(func() { w.light(ctx) })
		tasks.Go(func() { w.screen.follow(ctx, w.home, w.complain) })
		tasks.Go(func() { w.heed(ctx, w.duty) })
		tasks.Go(func() { w.prune(ctx) })
		tasks.Go(func() { w.watchSticks(ctx) })
		tasks.Go(func() { w.seekUpdate(ctx) })
		tasks.Go(func() { w.tellHealth(ctx, w.flags.health) })
		tasks.Go(func() { w.live(ctx, stop) })
		tasks.Go(func() { w.calm(ctx, time.After) })
		tasks.Go(func() { w.upkeep(ctx) })
	})
	context.AfterFunc(ctx, func() { w.over.Store(true) })
	awaitFreeze(w.post)
	w.start(ctx)
	kit.Run(ctx, w.app, w.win, func() int {
		stop()
		w.over.Store(true) // at once
		tasks.Wait()
		w.shell.Close()
		w.photos.Close()
		return w.exitCode(errors.Join(failed, w.home.Close(), w.run.End()))
	})
}

// live says to the guard that the window is alive, and ends it when there is none any
// more: whoever began the guard begins both anew.
func (w *window) live(ctx context.Context, stop func()) {
	if err := heartbeat(ctx, w.herald, w.post); err != nil {
		w.complain(err)
		stop()
	}
}

// How the staff end the program. exitAgain has whoever guards it begin it anew;
// exitLeft, which is the guard's, has it stay away.
const (
	exitAgain = 75
	exitLeft  = guard.Left
)

// quit ends the program with a code, soon.
func (w *window) quit(code int) {
	w.wanted.Store(int64(code))
	w.end()
}

// again begins the program anew where nobody guards it.
func (w *window) again() error {
	if w.wanted.Load() != exitAgain || w.herald.Heeded() {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("begin anew: %w", err)
	}
	next := exec.Command(self, os.Args[1:]...) // #nosec G204 -- this very program
	next.Stdout, next.Stderr = os.Stdout, os.Stderr
	if err := next.Start(); err != nil {
		return fmt.Errorf("begin anew: %w", err)
	}
	return nil
}

func (w *window) exitCode(err error) int {
	if err = errors.Join(err, w.again()); err == nil {
		return int(w.wanted.Load())
	}
	fmt.Fprintln(w.stderr, "kiosk:", err)
	return exitFailed
}

// post runs f on the UI thread, soon; never once the end has begun: Fyne runs
// what comes after its own end on the caller's goroutine.
func (w *window) post(f func()) {
	kit.Post(func() {
		if !w.over.Load() {
			f()
		}
	})
}

// start shows the waiting screen, or sets the kiosk up.
func (w *window) start(ctx context.Context) {
	founding := false
	if w.flags.setup {
		var err error
		if founding, err = w.home.unfounded(ctx); err != nil {
			w.complain(err)
		}
	}
	if founding {
		w.shell.SetUp(true)
		return
	}
	w.shell.Start()
}
