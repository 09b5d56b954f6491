package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
	drawnShare  = 0.5
	noShade     = 400 * time.Millisecond // after it nothing is shown while a finger is down
)

// answer is how long it took from a press until something of it was seen, and
// from the release until the next screen, and that with its last picture.
type answer struct {
	id             string
	shade          time.Duration // 0 when nothing is shown, as on a target that fills the screen
	page, complete time.Duration
}

// measureTaps makes the tour in the kiosk and, in the same run, touches an
// otherwise empty window as often.
func measureTaps(ctx context.Context, b bench, d *display, data string) ([]line, error) {
	shade := line{what: "press to its shade", beside: "press to repainted empty window"}
	lateShade := line{what: "… 99th of 100", beside: "… 99th of 100"}
	page := line{what: "tap to next screen", beside: "tap to repainted empty window"}
	complete := line{what: "tap to next screen at rest", beside: page.beside}
	late := line{what: "tap to next screen, 99th of 100", beside: "… 99th of 100"}
	var all, allEmpty []answer
	for range b.runs {
		empty, err := d.tapEmpty(ctx)
		if err != nil {
			return nil, err
		}
		answers, err := b.tapKiosk(ctx, d, data)
		if err != nil {
			return nil, err
		}
		shade.add(middle(shades(answers)), middle(shades(empty)))
		page.add(middle(pages(answers)), middle(pages(empty)))
		complete.add(middle(completes(answers)), middle(pages(empty)))
		all, allEmpty = append(all, answers...), append(allEmpty, empty...)
	}
	lateShade.add(quantile(shades(all), 0.99), quantile(shades(allEmpty), 0.99))
	late.add(quantile(pages(all), 0.99), quantile(pages(allEmpty), 0.99))
	shade.goal, shade.met = below(50 * time.Millisecond)
	late.goal, late.met = below(250 * time.Millisecond)
	page.goal, page.met = below(100 * time.Millisecond)
	page.note = fmt.Sprintf("%d taps in each run, from the release of the pointer's button until half of all places that "+
		"look different afterwards have changed on the display: the first frame of the next screen, which takes touches "+
		"from then on. It then comes to rest softly and its photos fade in: the last line.%s", len(tour), byScreen(all))
	shade.note = "from the press of the pointer's button until anything of it is on the display; the button is released then."
	return []line{shade, lateShade, page, late, complete}, nil
}

// shades leaves out what shows nothing.
func shades(answers []answer) []time.Duration {
	return slices.DeleteFunc(each(answers, func(a answer) time.Duration { return a.shade }), func(d time.Duration) bool { return d == 0 })
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
		fmt.Fprintf(&text, " %s %s ms, at rest %s ms;", id, show(middle(pages(grouped[id]))), show(middle(completes(grouped[id]))))
	}
	return text.String()
}

// tapEmpty touches an otherwise empty window as often as the tour.
func (d *display) tapEmpty(ctx context.Context) (answers []answer, err error) {
	p, _, err := d.openEmpty(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	for range tour {
		a, err := d.tap(ctx, screenWidth/2, screenHeight/2, patience) // it answers every press, on a busy machine late
		if err != nil {
			return nil, err
		}
		answers = append(answers, a)
	}
	return answers, nil
}

// tapKiosk makes the tour.
func (b bench) tapKiosk(ctx context.Context, d *display, data string) (answers []answer, err error) {
	k, w, _, err := b.openKiosk(ctx, d, data)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	if err := w.rest(ctx, startQuiet, "the kiosk's first screen"); err != nil {
		return nil, err
	}
	for _, id := range tour {
		a, err := k.tap(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("tap %s: %w", id, err)
		}
		a.id = id
		answers = append(answers, a)
	}
	return answers, nil
}

// tap touches a target of the kiosk and watches until the screen is complete.
func (k *kiosk) tap(ctx context.Context, id string) (answer, error) {
	t, err := k.find(id)
	if err != nil {
		return answer{}, err
	}
	return k.display.tap(ctx, t.X+t.W/2, t.Y+t.H/2, noShade)
}

// tap presses a place until that is seen, or so long, releases it and watches until the
// screen is complete.
func (d *display) tap(ctx context.Context, x, y int, long time.Duration) (a answer, err error) {
	if err := d.move(ctx, x, y); err != nil {
		return a, err
	}
	if a.shade, err = d.press(ctx, long); err != nil {
		return a, err
	}
	w, err := newWatch(d)
	if err != nil {
		return a, err
	}
	if err := d.button("mouseup"); err != nil {
		return a, err
	}
	err = w.rest(ctx, tapQuiet, fmt.Sprintf("an answer to a touch at %d,%d", x, y))
	a.page, a.complete = w.drawn(drawnShare), w.last
	return a, err
}

// press puts the finger down and tells when anything of that was seen, 0 for not in so
// long.
func (d *display) press(ctx context.Context, long time.Duration) (time.Duration, error) {
	w, err := newWatch(d)
	if err != nil {
		return 0, err
	}
	if err := d.button("mousedown"); err != nil {
		return 0, err
	}
	err = w.until(ctx, "an answer to a press", func() (bool, error) {
		return w.seen > 0 || time.Since(w.from) > long, nil
	})
	return w.last, err
}

// button presses or releases the pointer's button.
func (d *display) button(what string) error {
	_, err := fmt.Fprintln(d.touches, what, "1")
	return err
}
