package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"hangviet/ui/kit"
)

// stuck is how long Fyne may take to stop.
const stuck = time.Second

// show runs the window until it is closed or ctx ends, and closes what is behind
// it, the data folder too.
func (w *window) show(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var tasks sync.WaitGroup
	var failed error
	w.app.Lifecycle().SetOnStarted(func() {
		tasks.Go(func() { failed = w.follow(ctx) })
		tasks.Go(func() { w.tick(ctx) })
		tasks.Go(func() { w.heed(ctx, w.duty) })
		tasks.Go(func() { w.prune(ctx) })
		tasks.Go(func() { w.watchSticks(ctx) })
		tasks.Go(func() { w.tellHealth(ctx, w.flags.health) })
		tasks.Go(func() { w.leave(ctx) })
	})
	end := sync.OnceValue(func() error {
		w.over.Store(true)
		stop()
		tasks.Wait()
		w.shell.Close()
		w.photos.Close()
		return errors.Join(failed, w.home.Close())
	})
	w.win.SetOnClosed(stop)
	w.shell.Start()
	gone := make(chan struct{})
	go guard(ctx, gone, stuck, func() { os.Exit(w.exitCode(end())) })
	w.win.ShowAndRun()
	close(gone)
	return end()
}

// guard calls end when what was told to stop by ctx is not gone in time. Fyne
// 2.8.1 drops what is posted while it stops, and at times that is a call for
// which it then waits for ever.
func guard(ctx context.Context, gone <-chan struct{}, patience time.Duration, end func()) {
	select {
	case <-gone:
		return
	case <-ctx.Done():
	}
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-gone:
	case <-late.C:
		end()
	}
}

func (w *window) exitCode(err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(w.stderr, "kiosk:", err)
	return 1
}

// leave ends Fyne when ctx ends.
func (w *window) leave(ctx context.Context) {
	<-ctx.Done()
	w.over.Store(true)
	kit.Post(w.app.Driver().Quit)
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
