package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hangviet/ui/kit"
)

// show runs the window until it is closed or ctx ends, closes what is behind it,
// the data folder too, and ends the program.
func (w *window) show(ctx context.Context) {
	ctx, stop := context.WithCancel(ctx)
	w.anew = func() { w.again.Store(true); stop() }
	var tasks sync.WaitGroup
	var failed error
	w.app.Lifecycle().SetOnStarted(func() {
		tasks.Go(func() { failed = w.follow(ctx) })
		tasks.Go(func() { w.tick(ctx) })
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
	w.shell.Start()
	kit.Run(ctx, w.app, w.win, func() int {
		stop()
		w.over.Store(true) // at once
		tasks.Wait()
		w.shell.Close()
		w.photos.Close()
		code := w.exitCode(errors.Join(failed, w.home.Close(), w.run.End()))
		if w.again.Load() {
			fmt.Fprintln(w.stderr, "kiosk: begin anew:", beginAnew(nil))
			return exitFailed
		}
		return code
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

func (w *window) exitCode(err error) int {
	if err == nil {
		return exitOK
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
