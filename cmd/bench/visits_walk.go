package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

const (
	actWait   = 70 * time.Millisecond // for another screen after an act
	actLook   = 4 * time.Millisecond  // between two looks for it
	mostActs  = 5
	leaveWait = 12 * time.Minute // for a visit to end: who asks for time again and again gets ten minutes
)

// walk is visitors who wander about, one after the other.
type walk struct {
	kiosk   *kiosk
	whim    *rand.Rand
	touched map[string]int // kinds of targets
	acts    int
	seen    []byte // the file of targets as it was last read
}

// visit is one visitor: from the slideshow wherever the whim leads, until the
// kiosk has forgotten about it. Half of the visitors go home before they leave.
func (w *walk) visit(ctx context.Context) error {
	list, err := w.await(ctx, "attract")
	if err != nil {
		return err
	}
	if err := w.tap(list[0]); err != nil {
		return err
	}
	for range w.length() {
		if over, err := w.act(ctx); over || err != nil {
			return err
		}
	}
	if home, err := w.kiosk.find("nav.home"); err == nil && w.whim.IntN(2) == 0 {
		if err := w.tap(home); err != nil {
			return err
		}
	}
	_, err = w.await(ctx, "attract")
	return err
}

// ballot is the way of a visitor who votes, by the beginnings of names.
var ballot = []string{
	"attract", "nav.vote", "vote.round.", "vote.category.", "vote.nominee.", "vote.review", "vote.confirm", "vote.done",
}

// mostTries is how often a voter is surprised by the end of his visit.
const mostTries = 50

// vote casts a ballot, so that what the kiosk opens once and for all is open
// before it is weighed. A visit is so short that a slow machine may end it on the
// way; then the next visitor tries.
func (w *walk) vote(ctx context.Context) error {
	for range mostTries {
		if _, err := w.await(ctx, "attract"); err != nil {
			return err
		}
		if done, err := w.follow(ctx, ballot); done || err != nil {
			return err
		}
	}
	return fmt.Errorf("no ballot could be cast in %d visits", mostTries)
}

// follow touches one thing after the other and tells whether it came to the end.
func (w *walk) follow(ctx context.Context, way []string) (done bool, err error) {
	for _, prefix := range way {
		var at target
		err := w.until(ctx, time.Second, func() (bool, error) {
			var missing error
			at, missing = w.kiosk.find(prefix)
			return missing == nil, w.kiosk.alive()
		})
		if err != nil || at.ID == "" {
			return false, err
		}
		if err := w.tap(at); err != nil {
			return false, err
		}
	}
	return true, nil
}

// length is how many things a visitor does: few, but one in a dozen stays.
func (w *walk) length() int {
	if w.whim.IntN(12) == 0 {
		return mostActs + w.whim.IntN(4*mostActs)
	}
	return 1 + w.whim.IntN(mostActs)
}

// act does one thing that a visitor does, and tells whether the visit was over
// before.
func (w *walk) act(ctx context.Context) (over bool, err error) {
	if err := w.next(ctx); err != nil {
		return false, err
	}
	list, err := w.targets()
	if err != nil || len(list) == 0 || list[0].ID == "attract" {
		return true, err
	}
	switch n := w.whim.IntN(10); {
	case n == 0:
		err = w.drag(0, w.far(), 12)
	case n == 1:
		err = w.drag(0, w.far(), 3)
	case n == 2:
		err = w.drag(w.far(), 0, 5)
	case n < 6 && w.typed(list) != nil:
		err = w.typeWord(w.typed(list))
	default:
		err = w.tap(w.choose(list))
	}
	return false, err
}

// far is a way of a finger, in pixels, to either side.
func (w *walk) far() int {
	way := 100 + w.whim.IntN(600)
	if w.whim.IntN(3) == 0 {
		return way
	}
	return -way
}

// choose takes now one of the kind of targets that was touched least so far, so
// that rare ones have their turn, now any.
func (w *walk) choose(list []target) target {
	if w.whim.IntN(2) == 0 {
		return list[w.whim.IntN(len(list))]
	}
	w.whim.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return slices.MinFunc(list, func(a, b target) int {
		return w.touched[kindOf(a.ID)] - w.touched[kindOf(b.ID)]
	})
}

// typed are the keys in sight.
func (w *walk) typed(list []target) (keys []target) {
	for _, t := range list {
		if kindOf(t.ID) == "key." {
			keys = append(keys, t)
		}
	}
	return keys
}

func (w *walk) typeWord(keys []target) error {
	for range 1 + w.whim.IntN(5) {
		if err := w.tap(keys[w.whim.IntN(len(keys))]); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) tap(t target) error {
	w.acts++
	w.touched[kindOf(t.ID)]++
	return w.kiosk.do("mousemove %d %d mousedown 1 mouseup 1", t.X+t.W/2, t.Y+t.H/2)
}

// drag moves a finger from somewhere in steps of 8 ms and lets go: few steps are
// a flick.
func (w *walk) drag(dx, dy, steps int) error {
	w.acts++
	x := visitWidth/4 + w.whim.IntN(visitWidth/2)
	y := visitHeight/4 + w.whim.IntN(visitHeight/2)
	script := fmt.Sprintf("mousemove %d %d mousedown 1", x, y)
	for i := 1; i <= steps; i++ {
		script += fmt.Sprintf(" mousemove %d %d sleep 0.008", max(0, x+dx*i/steps), max(0, y+dy*i/steps)) // xdotool takes -1 for an option
	}
	return w.kiosk.do("%s mouseup 1", script)
}

// do has the pointer do something.
func (k *kiosk) do(script string, args ...any) error {
	_, err := fmt.Fprintf(k.display.touches, script+"\n", args...)
	return err
}

// next waits until other things can be touched, or a little while where an act
// changed nothing.
func (w *walk) next(ctx context.Context) error {
	return w.until(ctx, actWait, func() (bool, error) {
		raw, err := os.ReadFile(w.kiosk.targets)
		return string(raw) != string(w.seen), err
	})
}

// await waits until a target is there and returns all there are.
func (w *walk) await(ctx context.Context, id string) (list []target, err error) {
	found := false
	err = w.until(ctx, leaveWait, func() (bool, error) {
		list, err = w.targets()
		found = slices.ContainsFunc(list, func(t target) bool { return t.ID == id })
		return found, errors.Join(err, w.kiosk.alive())
	})
	if err == nil && !found {
		err = fmt.Errorf("%w: waited %v for %s among %s", errPatience, leaveWait, id, w.seen)
	}
	return list, err
}

func (w *walk) until(ctx context.Context, limit time.Duration, done func() (bool, error)) error {
	again, late := time.NewTicker(actLook), time.After(limit)
	defer again.Stop()
	for {
		if ok, err := done(); ok || err != nil {
			return err
		}
		select {
		case <-again.C:
		case <-late:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (w *walk) targets() (list []target, err error) {
	if w.seen, err = os.ReadFile(w.kiosk.targets); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(w.seen, &list); err != nil {
		return nil, fmt.Errorf("read targets: %w", err)
	}
	return list, nil
}

// kinds are the beginnings of names that end in what the catalogue holds.
var kinds = []string{
	"card.", "list.keep.", "home.sector.", "home.province.", "home.shelf.", "chip.sector.", "chip.province.", "chip.stars.",
	"chip.price.", "key.", "suggest.", "vote.round.", "vote.category.", "vote.nominee.", "vote.change.", "producer.",
	"event.", "product.qr.",
}

// kindOf is what a target is, whatever product it is of.
func kindOf(id string) string {
	for _, kind := range kinds {
		if id != "producer.contact" && strings.HasPrefix(id, kind) {
			return kind
		}
	}
	return id
}

// printTouched lists the kinds of targets and how often each was touched.
func (w *walk) printTouched(out io.Writer) error {
	fmt.Fprintf(out, "\n%d kinds of targets were touched:\n", len(w.touched))
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for i, kind := range slices.Sorted(maps.Keys(w.touched)) {
		end := "\t"
		if i%4 == 3 {
			end = "\n"
		}
		fmt.Fprintf(t, "%s\t%d%s", kind, w.touched[kind], end)
	}
	fmt.Fprintln(t)
	return t.Flush()
}
