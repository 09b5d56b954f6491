package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"hangviet/data/exchange"
	"hangviet/data/runs"
	"hangviet/ui/model"
)

// traffic is what runs in the background of a window.
type traffic struct {
	content  string // folder or address; "" means hub + "/content/" when there is a hub
	hub      string // "" means the setting
	progress func(exchange.Progress)
	again    <-chan struct{} // told when another part of the release is wanted; may be nil
	news     <-chan struct{} // told when another release is shown; may be nil
}

// serve fetches content and sends ballots until ctx ends; wait then returns once
// both have stopped. kick asks for sending soon (after a ballot) and never
// waits.
func (h *home) serve(ctx context.Context, t traffic) (kick func(), wait func() error) {
	kick = func() {}
	mode := h.safety.now()
	if mode == runs.Bare {
		return kick, func() error { <-ctx.Done(); return nil }
	}
	w, err := h.ways(ctx, t)
	if err != nil {
		return kick, func() error { return ended(err) }
	}
	group, ctx := errgroup.WithContext(ctx)
	begin := func(serve func(context.Context) error) { group.Go(func() error { return serve(ctx) }) }
	wait = func() error { return ended(group.Wait()) }
	if w.neighbours != nil {
		begin(func(ctx context.Context) error { return h.meet(ctx, w.neighbours) })
	}
	if w.from != "" {
		begin(h.fetcher(t, w).Serve)
	}
	if w.hub == "" {
		return kick, wait
	}
	sender, err := h.sender(ctx, w.hub)
	if err != nil {
		return kick, func() error { return errors.Join(ended(err), wait()) }
	}
	sender.Pace, sender.News = w.pace, t.news
	begin(sender.Serve)
	if mode == runs.Whole {
		begin(h.reporter(w.hub).Serve)
	}
	return sender.Kick, wait
}

// ways are what traffic goes by, as set.
type ways struct {
	hub        string // "" none
	from       string // content, "" nowhere
	neighbours *exchange.Neighbours
	pace       exchange.Pace
	limits     exchange.Limits
}

// ways reads them. In safe mode ballots go home and the hub hears how the kiosk is, and
// that is all, unless there is nothing to show.
func (h *home) ways(ctx context.Context, t traffic) (w ways, err error) {
	if w.hub, err = h.hubOr(ctx, t.hub); err != nil {
		return w, err
	}
	if w.pace, err = h.pace(ctx); err != nil {
		return w, err
	}
	if w.limits, err = h.limits(ctx); err != nil {
		return w, err
	}
	safe := h.safety.now() == runs.Safe
	if !safe || !h.stocked() {
		w.from = contentOf(t.content, w.hub)
	}
	if !safe {
		w.neighbours, err = h.neighbours(ctx)
	}
	return w, err
}

func (h *home) fetcher(t traffic, w ways) *exchange.Fetcher {
	f := &exchange.Fetcher{
		Content: h.own, From: w.from, Notes: h.store, Pace: w.pace, Limits: w.limits, Progress: t.progress, Again: t.again,
		Client: exchange.NewClientAt(h.clock.Now),
	}
	if w.neighbours != nil {
		f.Via = w.neighbours.Via
	}
	return f
}

func (h *home) reporter(hub string) *exchange.Reporter {
	return &exchange.Reporter{
		Hub: hub, Identity: h.store.Identity(), Tally: counters{h.store}, Notes: h.store, Now: h.clock.Now,
		Client: exchange.NewClientAt(h.clock.Now),
	}
}

// stocked tells whether there is a release of the organiser that may be shown: a kiosk
// that has none shows nothing until it fetches one, whatever it began with.
func (h *home) stocked() bool {
	_, _, err := h.own.Current()
	_, untold := h.own.Withdrawn()
	return !errors.Is(err, exchange.ErrNoContent) && !errors.Is(untold, exchange.ErrWithdrawn)
}

// pace returns how often to look when all is well: as set up, else the loops'
// own pace.
func (h *home) pace(ctx context.Context) (exchange.Pace, error) {
	every, err := h.store.Setting(ctx, settingEvery)
	if err != nil || every == "" {
		return exchange.Pace{}, err
	}
	d, err := time.ParseDuration(every)
	if err != nil {
		return exchange.Pace{}, fmt.Errorf("read setting %s: %w", settingEvery, err)
	}
	return exchange.Pace{Every: d}, nil
}

// limits returns what downloads in the background keep to. One that a person
// asks for knows no bounds.
func (h *home) limits(ctx context.Context) (l exchange.Limits, err error) {
	l.Now = h.clock.Now
	rate, err := h.store.Setting(ctx, settingRate)
	if err != nil {
		return l, err
	}
	hours, err := h.store.Setting(ctx, settingFetchHours)
	if err != nil {
		return l, err
	}
	if n, err := strconv.ParseInt(rate, 10, 64); err == nil {
		l.Rate = n * 1000
	}
	if open, err := model.ParseHours(hours); err == nil && len(open) > 0 {
		l.Hours = open.Hold
	}
	return l, nil
}

// ended drops the error of a loop that was told to end.
func ended(err error) error {
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// hubOr returns the hub's address: the given one, else the one set up, else "".
func (h *home) hubOr(ctx context.Context, given string) (string, error) {
	if given != "" {
		return given, nil
	}
	return h.store.Setting(ctx, settingHub)
}

// contentOf returns where releases come from: the given place, else the hub's
// content folder, else "".
func contentOf(given, hub string) string {
	if given != "" || hub == "" {
		return given
	}
	return strings.TrimRight(hub, "/") + "/content/"
}

func (h *home) sender(ctx context.Context, hub string) (*exchange.Sender, error) {
	name, err := h.store.Setting(ctx, settingName)
	if err != nil {
		return nil, err
	}
	if err := h.claimed(ctx); err != nil {
		return nil, err
	}
	claim, err := h.claim(ctx)
	if err != nil {
		return nil, err
	}
	return &exchange.Sender{
		Claim: claim,
		Hub:   hub, Identity: h.store.Identity(), Name: name, Log: h.log, Notes: h.store,
		Client: exchange.NewClientAt(h.clock.Now), OnTime: h.hubTime,
		Beater: &exchange.Beater{Key: h.store.Identity().PrivateKey, Book: pulse{h.store, h.clock.Now}}, Health: h.tell,
	}, nil
}

// watch calls onSwitch whenever what is to be shown is another catalogue than
// now, whichever process brought it, or another part of it, until ctx ends; what
// changed since now was noted counts. It is called on watch's own goroutine, with
// the zero shown when there is nothing to show any more: a kiosk that was just set
// up and has no content yet, or, with the error, one that may show nothing.
func (h *home) watch(ctx context.Context, now shown, onSwitch func(shown, error)) error {
	look := func() (int64, string, error) {
		content, err := h.showing()
		if err != nil {
			return 0, "", err
		}
		if content == h.sample && !now.sample {
			return 0, "", exchange.ErrNoContent // the window waits for the organiser's
		}
		return content.Current()
	}
	selection := now.view.Selection
	watcher := exchange.Watcher{
		Look:  look,
		Shown: now.scene,
		Scene: h.scenes(ctx, &selection),
		OnSwitch: func(number int64, path string) {
			s, err := h.shownAt(ctx, number, path)
			if inside(path, h.own.Dir) {
				s.view.Selection = selection // the one that was noted, whether it can be read again or not
			}
			onSwitch(s, err)
		},
	}
	return ended(watcher.Serve(ctx))
}

// scenes returns what notes the scene of a catalogue file, and the selection. One that
// cannot be read leaves things as they are.
func (h *home) scenes(ctx context.Context, selection *string) func(path string) exchange.Scene {
	return func(path string) exchange.Scene {
		if now, err := h.selection(ctx); err == nil {
			*selection = now
		}
		return exchange.NoteScene(path, *selection, h.own.WithdrawnFile(), h.own.PartFile())
	}
}
