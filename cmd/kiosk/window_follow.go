package main

import (
	"context"
	"errors"
	"sync"

	"hangviet/data/exchange"
	"hangviet/ui"
)

// follow shows what there is to show and every release that comes after it.
func (w *window) follow(ctx context.Context) error {
	f := &follower{window: w, proofs: newProver(w.home)}
	defer f.close()
	f.proofs.want = w.fetch
	if err := w.home.settle(ctx); err != nil {
		w.complain(err)
	}
	if err := errors.Join(w.home.began(ctx), w.home.tellMode(ctx)); err != nil {
		w.complain(err)
	}
	var proving sync.WaitGroup
	defer proving.Wait()
	proving.Go(func() { f.proofs.serve(ctx, w.complain) })
	f.tell(ctx, f.begin(ctx)) // the screen says calmly that there is nothing; a release may still come
	kick, wait := w.home.serveOn(ctx, traffic{content: w.flags.content, hub: w.flags.hub, again: w.fetch, news: w.news})
	w.post(func() { w.kick = kick })
	err := w.home.watch(ctx, f.now, func(next shown, err error) { f.turn(ctx, next, err) })
	return errors.Join(err, wait())
}

// remind tells who listens, unless he was told already.
func remind(who chan<- struct{}) {
	select {
	case who <- struct{}{}:
	default:
	}
}

// first is what to show at the start. A kiosk that is told where its content
// comes from waits for that; the sample is only for one that is told nothing.
func (w *window) first(ctx context.Context) (shown, error) {
	_, pinned, err := w.home.own.Pinned()
	if err != nil {
		return shown{}, err
	}
	if !pinned && (w.flags.content != "" || w.flags.hub != "") {
		return shown{}, exchange.ErrNoContent
	}
	return w.home.show(ctx)
}

// follower keeps the file of the release that is shown open, and closes the one
// before once the next has been put up.
type follower struct {
	window *window
	proofs *prover
	now    shown
	closer func() error
}

// begin puts up what there is at the start.
func (f *follower) begin(ctx context.Context) (err error) {
	if f.now, err = f.window.first(ctx); err != nil {
		return err
	}
	return f.put(ctx, f.now)
}

// turn puts up what has come instead, and tells whoever it concerns; failed says why
// that is nothing.
func (f *follower) turn(ctx context.Context, next shown, failed error) {
	w, before := f.window, f.now
	if next.view.Selection != before.view.Selection {
		remind(w.fetch) // of the pictures that lack
	}
	if next.path != before.path && next.path != "" && !next.sample {
		f.proofs.switched(ctx, next.number)
	}
	f.now = next
	f.tell(ctx, errors.Join(failed, f.put(ctx, next)))
	if next.number != before.number {
		remind(w.news)
	}
}

// tell says why nothing is shown, or not what ought to be, and asks for what mends it.
func (f *follower) tell(ctx context.Context, err error) {
	w := f.window
	if ctx.Err() != nil {
		return
	}
	if err != nil && !errors.Is(err, exchange.ErrNoContent) {
		w.complain(err)
	}
	if errors.Is(err, exchange.ErrWithdrawn) {
		remind(w.fetch)
	}
	if err := w.home.tellView(ctx, err); err != nil {
		w.complain(err)
	}
}

func (f *follower) put(ctx context.Context, s shown) error {
	w := f.window
	if s.path == "" { // nothing to show any more
		w.onScreen(ctx, func() { w.shell.SetRelease(ui.Release{}) })
		f.close()
		return nil
	}
	if !s.sample {
		w.home.clock.Raise(s.validity.Issued)
	}
	release, closer, err := openRelease(ctx, s, w.point, w.home.clock.Now, func(err error) { w.fault(ctx, err) })
	if err != nil {
		return err
	}
	w.mu.Lock()
	w.photo = s.photo
	w.mu.Unlock()
	w.onScreen(ctx, func() { w.shell.SetRelease(release) })
	f.close()
	f.closer = closer
	return nil
}

// fault tells staff what does not work behind the screen, as that a release cannot
// be searched.
func (w *window) fault(ctx context.Context, cause error) {
	if ctx.Err() != nil { // the window closes, nothing is wrong
		return
	}
	w.complain(cause)
	if err := w.home.store.SetProblem(ctx, exchange.Explain(cause).Code, cause.Error()); err != nil {
		w.complain(err)
	}
}

func (f *follower) close() {
	if f.closer == nil {
		return
	}
	if err := f.closer(); err != nil {
		f.window.complain(err)
	}
	f.closer = nil
}

// onScreen runs f on the UI thread and waits for it, or for the end.
func (w *window) onScreen(ctx context.Context, f func()) {
	done := make(chan struct{})
	w.post(func() {
		f()
		close(done)
	})
	select {
	case <-done:
	case <-ctx.Done():
	}
}
