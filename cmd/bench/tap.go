package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// tour is a visitor's way: each name, or beginning of one, is touched in turn
// and leads to another screen.
var tour = []string{
	"attract", "home.sector.", "card.", "nav.back", "nav.home", "vote.round.", "nav.home", "card.", "nav.lang", "nav.lang",
	"nav.home", "nav.search", "nav.back", "nav.vote", "vote.round.", "vote.category.", "nav.back", "nav.home",
	"home.sector.", "card.", "nav.back", "nav.home", "nav.vote", "vote.round.", "vote.category.", "nav.home",
}

const (
	tapQuiet    = 400 * time.Millisecond // until a screen is taken for complete
	pointerRest = 40 * time.Millisecond
	drawnShare  = 0.1
)

// answer is how long a tap took to show the next screen, and the next screen
// with its last picture.
type answer struct {
	id             string
	page, complete time.Duration
}

// measureTaps makes the tour in the kiosk and, in the same run, touches an
// otherwise empty window as often.
func measureTaps(ctx context.Context, b bench) (lines []line, err error) {
	d, err := openDisplay(b.dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	page := line{what: "tap to next screen", beside: "tap to repainted empty window"}
	complete := line{what: "tap to next screen with all its pictures", beside: page.beside}
	late := line{what: "tap to next screen, 99th of 100", beside: "… 99th of 100"}
	var all []answer
	var allEmpty []time.Duration
	for range b.runs {
		empty, err := d.tapEmpty(ctx)
		if err != nil {
			return nil, err
		}
		answers, err := b.tapKiosk(ctx, d)
		if err != nil {
			return nil, err
		}
		page.add(middle(pages(answers)), middle(empty))
		complete.add(middle(completes(answers)), middle(empty))
		all, allEmpty = append(all, answers...), append(allEmpty, empty...)
	}
	late.add(quantile(pages(all), 0.99), quantile(allEmpty, 0.99))
	page.goal, page.met = below(100 * time.Millisecond)
	page.note = fmt.Sprintf("%d taps in each run, from the press of the pointer's button until a tenth of all places "+
		"that look different afterwards have their last colour on the display: the next screen's words and grounds; "+
		"its photos then fade in, to which the next line belongs.%s", len(tour), byScreen(all))
	return []line{page, complete, late}, nil
}

func pages(answers []answer) []time.Duration {
	return each(answers, func(a answer) time.Duration { return a.page })
}

func completes(answers []answer) []time.Duration {
	return each(answers, func(a answer) time.Duration { return a.complete })
}

func each(answers []answer, of func(answer) time.Duration) []time.Duration {
	var times []time.Duration
	for _, a := range answers {
		times = append(times, of(a))
	}
	return times
}

// byScreen lists the median of each thing that was touched.
func byScreen(all []answer) string {
	grouped := map[string][]answer{}
	var order []string
	for _, a := range all {
		if grouped[a.id] == nil {
			order = append(order, a.id)
		}
		grouped[a.id] = append(grouped[a.id], a)
	}
	var text strings.Builder
	for _, id := range order {
		fmt.Fprintf(&text, "\n  %-15s %4s, with its pictures %4s", id, show(middle(pages(grouped[id]))), show(middle(completes(grouped[id]))))
	}
	return text.String()
}

// tapEmpty touches an otherwise empty window as often as the tour.
func (d *display) tapEmpty(ctx context.Context) (times []time.Duration, err error) {
	p, _, err := d.openEmpty(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	for range tour {
		w, err := d.tap(ctx, screenWidth/2, screenHeight/2)
		if err != nil {
			return nil, err
		}
		times = append(times, w.drawn(drawnShare))
	}
	return times, nil
}

// tapKiosk makes the tour.
func (b bench) tapKiosk(ctx context.Context, d *display) (answers []answer, err error) {
	k, w, _, err := b.openKiosk(ctx, d, filepath.Join(b.dir, "data"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	if err := w.rest(ctx, startQuiet, "the kiosk's first screen"); err != nil {
		return nil, err
	}
	for _, id := range tour {
		w, err := k.tap(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("tap %s: %w", id, err)
		}
		answers = append(answers, answer{id, w.drawn(drawnShare), w.last})
	}
	return answers, nil
}

// tap touches a target of the kiosk and watches until the screen is complete.
func (k *kiosk) tap(ctx context.Context, id string) (*watch, error) {
	t, err := k.find(id)
	if err != nil {
		return nil, err
	}
	return k.display.tap(ctx, t.X+t.W/2, t.Y+t.H/2)
}

// tap touches a place and watches from the press until the screen is complete.
func (d *display) tap(ctx context.Context, x, y int) (*watch, error) {
	if err := d.move(ctx, x, y); err != nil {
		return nil, err
	}
	w, err := newWatch(d)
	if err != nil {
		return nil, err
	}
	if err := d.touch(); err != nil {
		return nil, err
	}
	return w, w.rest(ctx, tapQuiet, fmt.Sprintf("an answer to a touch at %d,%d", x, y))
}
