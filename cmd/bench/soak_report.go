package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"hangviet/data/hub"
	"hangviet/data/ledger"
	"hangviet/data/store"
)

// mostSoak is how much may be added to anything in percent, after the warm-up.
const mostSoak = 2

// ballots are those that were thanked for, and where they are in the end.
type ballots struct{ thanked, cast, unsent, counted int }

// count sends what is unsent, ends the kiosk and the hub, verifies the ledger and
// has the hub count.
func (s *soak) count(ctx context.Context) (b ballots, err error) {
	b.thanked = s.thanked
	err = s.raise(ctx)
	if err == nil {
		err = s.waitFor(ctx, "every ballot to be receipted", func() (bool, error) {
			now, err := s.status(ctx)
			b.unsent = int(now.Unsent)
			return now.Unsent == 0, err
		})
	}
	if err = errors.Join(err, s.end()); err != nil {
		return b, err
	}
	if s.walk.kiosk.offThread() {
		return b, fmt.Errorf("the window was changed off the UI thread:\n%s", s.walk.kiosk.printed.String())
	}
	if err := b.verify(ctx, s.data()); err != nil {
		return b, err
	}
	return b, b.tally(ctx, s.hubData())
}

// verify verifies the kiosk's ledger and counts its ballots.
func (b *ballots) verify(ctx context.Context, data string) (err error) {
	kept, err := store.Open(ctx, data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	log := ledger.Open(kept, kept.Identity())
	if err := log.Verify(ctx); err != nil {
		return fmt.Errorf("verify the ledger: %w", err)
	}
	counts, err := log.Counts(ctx, "")
	b.cast = int(counts.Ballots)
	return err
}

// tally has the hub count.
func (b *ballots) tally(ctx context.Context, data string) (err error) {
	h, err := hub.New(ctx, hub.Config{Data: data})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	result, err := h.Tally(ctx)
	for _, round := range result.Rounds {
		b.counted += round.Ballots
	}
	if err == nil && (b.cast != b.counted || b.unsent != 0 || b.thanked > b.cast) {
		err = fmt.Errorf("%d ballots thanked for, %d in the ledger, %d of them unsent, the hub counts %d", b.thanked, b.cast, b.unsent, b.counted)
	}
	return err
}

// report prints everything.
func (s *soak) report(out io.Writer, b ballots) error {
	fmt.Fprintf(out, "%s\n%.1f h, %d touches, one a second, %d rounds of %v, each with a release and a hub that was killed; seed %d\n\n",
		machine(), time.Since(s.began).Hours(), s.walk.acts, len(s.weighed), s.every, s.seed)
	if len(s.weighed) > 0 {
		before, after := s.weighed[min(s.warm, len(s.weighed))-1], s.weighed[len(s.weighed)-1]
		if err := printGrowth(out, before, after); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "\n%d ballots in the ledger, which verifies; %d thanked for; %d without receipt; the hub counts %d.\n", b.cast, b.thanked, b.unsent, b.counted)
	for _, fault := range s.faults {
		fmt.Fprintln(out, "FAULT:", fault)
	}
	return s.walk.printTouched(out)
}

// soakFigures are the parts of a weighing beside those of a weight; goals are on
// growth.
var soakFigures = []struct {
	name string
	unit float64
	of   func(w weighing) int64
	goal bool
}{
	{"content on the disk, MiB", 1 << 10, func(w weighing) int64 { return w.content }, true},
	{"ledger on the disk, KiB", 1, func(w weighing) int64 { return w.ledger }, false},
	{"its journal (16 MiB at most), KiB", 1, func(w weighing) int64 { return w.journal }, false},
	{"what the kiosk has said, bytes", 1, func(w weighing) int64 { return w.logs }, false},
	{"the hub's folder, MiB", 1 << 10, func(w weighing) int64 { return w.hub }, false},
	{"a frame, median, ms", 1e6, func(w weighing) int64 { return int64(w.frames.median) }, false},
	{"a frame, 99th of 100, ms", 1e6, func(w weighing) int64 { return int64(w.frames.late) }, false},
	{"processor time of a frame, ms", 1e6, func(w weighing) int64 { return int64(w.frames.work) }, false},
	{"ballots thanked for", 1, func(w weighing) int64 { return int64(w.ballots) }, false},
}

// printGrowth prints both weighings beside each other.
func printGrowth(out io.Writer, before, after weighing) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "WHAT\tAFTER %.0f MIN\tAFTER %.0f MIN\tCHANGE\tGOAL\t\n", before.at.Minutes(), after.at.Minutes())
	for _, f := range figures {
		was, is := *f.of(&before.weight), *f.of(&after.weight)
		if was >= 0 { // else this build does not tell
			printChange(t, f.name, float64(was)/float64(f.unit), float64(is)/float64(f.unit), f.met != nil || f.unit > 1)
		}
	}
	for _, f := range soakFigures {
		printChange(t, f.name, float64(f.of(before))/f.unit, float64(f.of(after))/f.unit, f.goal)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, line := range slices.Concat([]string{"", "handles:"}, differences(before.handles, after.handles)) {
		fmt.Fprintln(out, line)
	}
	return nil
}

func printChange(out io.Writer, name string, was, is float64, judged bool) {
	grown := 100 * (is - was) / max(was, 1)
	goal, verdict := "", ""
	if judged {
		goal, verdict = fmt.Sprintf("< +%d %%", mostSoak), "met"
		if grown >= mostSoak {
			verdict = "MISSED"
		}
	}
	fmt.Fprintf(out, "%s\t%.1f\t%.1f\t%+.1f %%\t%s\t%s\n", name, was, is, grown, goal, verdict)
}
