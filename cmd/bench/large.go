package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// The goals of a large catalogue, beside an empty window: its start, with what
// reading may take on top, and its memory, with what pictures may take.
const (
	largeStart      = 1.5
	largeStartExtra = 300 * time.Millisecond
	largeMemory     = 1.6
	pictureCache    = 96 << 20
	listFlicks      = 400 // turns of the wheel: some 1,000 cards
)

// largeLines are the figures of a large catalogue.
type largeLines struct {
	start, beside, whole, rest, list, browser line
}

func newLargeLines(of dataSet) *largeLines {
	l := &largeLines{
		start:   line{what: of.String() + ": start to touchable screen", beside: "start to empty window"},
		beside:  line{what: "… beside a browser", beside: "Chromium's first frame"},
		whole:   line{what: "start to the first slide, complete", beside: "Chromium's 30 cards, complete"},
		rest:    line{what: "resident memory at rest", beside: "empty window's", show: showSize},
		list:    line{what: "resident memory after scrolling a list", beside: "empty window's", show: showSize},
		browser: line{what: "memory (PSS) with the list up", beside: "Chromium's, 30 of its cards", show: showSize},
	}
	l.start.goal = fmt.Sprintf("≤ %.1f× + 300 ms", largeStart)
	l.start.met = within(largeStart, largeStartExtra)
	for _, m := range []*line{&l.rest, &l.list} {
		m.goal, m.met = fmt.Sprintf("≤ %.1f× + %s", largeMemory, showSize(pictureCache)), within(largeMemory, bytesOf(pictureCache))
	}
	l.rest.note = "VmRSS once the program takes next to no processor time: the search index is made and given back what it took."
	l.list.note = fmt.Sprintf("the same after %d turns of the wheel down a list, so that the pictures fill their bound.", listFlicks)
	l.browser.note = "the sum over all processes, of /proc/*/smaps_rollup. Chromium shows a plain local page without scripts."
	if why := theChromium.missing(); why != "" {
		for _, m := range []*line{&l.beside, &l.whole, &l.browser} {
			m.lacks(why)
		}
	}
	return l
}

// within is the goal of a figure: so many times its reference and something more,
// run by run.
func within(times float64, more time.Duration) func(line) bool {
	return func(l line) bool {
		var left []time.Duration
		for i, figure := range l.figures {
			left = append(left, figure-more-time.Duration(times*float64(l.reference[i])))
		}
		return middle(left) <= 0
	}
}

// measureLarge starts an empty window, the kiosk on a large catalogue and, where
// it is installed, Chromium on a page of the same cards, in turns.
func measureLarge(ctx context.Context, b bench, d *display) ([]line, error) {
	set, err := newDataSet(b)
	if err != nil {
		return nil, err
	}
	if err := set.make(ctx, b.kiosk, os.Stderr); err != nil {
		return nil, fmt.Errorf("make the data set: %w", err)
	}
	l := newLargeLines(set)
	for i := range 1 + b.runs { // the first does not count: files come from the disk
		if err := b.largeRun(ctx, d, set, l, i > 0); err != nil {
			return nil, err
		}
	}
	return []line{l.start, l.beside, l.whole, l.rest, l.list, l.browser}, nil
}

// largeFigures are those of one window.
type largeFigures struct {
	start, whole      time.Duration
	rest, list, share int64
}

func (b bench) largeRun(ctx context.Context, d *display, set dataSet, l *largeLines, counts bool) error {
	empty, err := b.largeEmpty(ctx, d)
	if err != nil {
		return err
	}
	kiosk, err := b.largeKiosk(ctx, d, set)
	if err != nil {
		return err
	}
	var browser largeFigures
	if hasChromium() {
		if browser, err = b.largeChromium(ctx, d, set); err != nil {
			return err
		}
	}
	if !counts {
		return nil
	}
	l.start.add(kiosk.start, empty.start)
	l.rest.add(bytesOf(kiosk.rest), bytesOf(empty.rest))
	l.list.add(bytesOf(kiosk.list), bytesOf(empty.rest))
	for _, f := range []struct {
		of           *line
		ours, theirs time.Duration
	}{
		{&l.beside, kiosk.start, browser.start},
		{&l.whole, kiosk.whole, browser.whole},
		{&l.browser, bytesOf(kiosk.share), bytesOf(browser.share)},
	} {
		if f.of.figures = append(f.of.figures, f.ours); hasChromium() {
			f.of.reference = append(f.of.reference, f.theirs)
		}
	}
	return nil
}

func (b bench) largeEmpty(ctx context.Context, d *display) (f largeFigures, err error) {
	p, took, err := d.openEmpty(ctx)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if err := p.calm(ctx); err != nil {
		return f, err
	}
	f.start = took
	f.rest, err = resident(p.cmd.Process.Pid)
	return f, err
}

func (b bench) largeKiosk(ctx context.Context, d *display, set dataSet) (f largeFigures, err error) {
	k, w, touch, err := b.openKiosk(ctx, d, set.kiosk())
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	err = w.until(ctx, "the first slide", func() (bool, error) { return time.Since(w.from)-w.last > startQuiet, k.alive() })
	if err != nil {
		return f, err
	}
	f.start, f.whole = touch, w.last
	if err := k.calm(ctx); err != nil {
		return f, err
	}
	if f.rest, err = resident(k.cmd.Process.Pid); err != nil {
		return f, err
	}
	for _, id := range []string{"attract", "home.sector."} {
		if err := k.reach(ctx, id); err != nil {
			return f, err
		}
	}
	if err := k.calm(ctx); err != nil {
		return f, err
	}
	if f.share, err = share(k.cmd.Process.Pid); err != nil {
		return f, err
	}
	if err := k.flick(ctx); err != nil {
		return f, err
	}
	f.list, err = resident(k.cmd.Process.Pid)
	return f, err
}

// reach touches a target as soon as it is there.
func (k *kiosk) reach(ctx context.Context, id string) error {
	w, err := newWatch(k.display)
	if err != nil {
		return err
	}
	err = w.until(ctx, id, func() (bool, error) {
		_, missing := k.find(id)
		return missing == nil, k.alive()
	})
	if err != nil {
		return err
	}
	_, err = k.tap(ctx, id)
	return err
}

// flick turns the wheel over a list until it is far down, and waits for rest.
func (k *kiosk) flick(ctx context.Context) error {
	w, err := newWatch(k.display)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(k.display.touches, "mousemove %d %d\nclick --repeat %d --delay 25 5\n", screenWidth/2, screenHeight/2, listFlicks); err != nil {
		return err
	}
	if err := w.rest(ctx, startQuiet, "the list to rest"); err != nil {
		return err
	}
	return k.calm(ctx)
}

func (b bench) largeChromium(ctx context.Context, d *display, set dataSet) (f largeFigures, err error) {
	cards, photo, err := set.cards(ctx, 1, chromiumCards)
	if err != nil {
		return f, err
	}
	page, err := writePage(b.dir, cards, photo)
	if err != nil {
		return f, err
	}
	p, w, took, err := d.openChromium(ctx, filepath.Join(b.dir, "chromium"), page)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, p.end(ctx)) }()
	err = w.until(ctx, "the cards", func() (bool, error) { return time.Since(w.from)-w.last > startQuiet, p.alive() })
	if err != nil {
		return f, err
	}
	f.start, f.whole = took, w.last
	if err := p.calm(ctx); err != nil {
		return f, err
	}
	f.share, err = share(p.cmd.Process.Pid)
	return f, err
}
