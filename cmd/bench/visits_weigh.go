package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

const (
	mostGrowth = 3   // percent of memory, after all visits over after the first
	weighings  = 160 // a second apart, of which the median counts: a round of the slideshow, whose pictures differ in size
)

// weight is what a program takes at a moment. Memory is in KiB.
type weight struct {
	rss, anonymous, pss, heap, pictures    int64 // anonymous: of rss, without what is read from files as it is needed
	goroutines, handles, threads, textures int64 // textures: -1 unknown
}

func (w weight) String() string {
	return fmt.Sprintf("RSS %d MiB (%d anonymous), PSS %d MiB, heap %d MiB, photos %d MiB, %d goroutines, %d handles, %d threads, %d textures",
		w.rss>>10, w.anonymous>>10, w.pss>>10, w.heap>>10, w.pictures>>10, w.goroutines, w.handles, w.threads, w.textures)
}

// scale weighs a kiosk.
type scale struct {
	kiosk  *kiosk
	health string        // file in which the program tells its own state
	rest   time.Duration // without a visitor before a weighing
	times  int           // that it is weighed, a second apart; the median counts
}

// weighRested weighs the kiosk after nobody was there for a while.
func (s scale) weighRested(ctx context.Context) (weight, error) {
	if err := pause(ctx, s.rest); err != nil {
		return weight{}, err
	}
	var all []weight
	for range s.times {
		w, err := s.weigh()
		if err != nil {
			return weight{}, err
		}
		all = append(all, w)
		if err := pause(ctx, time.Second); err != nil {
			return weight{}, err
		}
	}
	of := func(part func(weight) int64) int64 {
		var values []int64
		for _, w := range all {
			values = append(values, part(w))
		}
		return middle(values)
	}
	var w weight
	for _, f := range figures {
		*f.of(&w) = of(func(one weight) int64 { return *f.of(&one) })
	}
	return w, nil
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// weigh reads what the system and the program itself tell.
func (s scale) weigh() (w weight, err error) {
	if err := s.kiosk.alive(); err != nil {
		return w, err
	}
	proc := filepath.Join("/proc", strconv.Itoa(s.kiosk.cmd.Process.Pid))
	fmt.Sscan(entry(filepath.Join(proc, "status"), "VmRSS"), &w.rss)
	fmt.Sscan(entry(filepath.Join(proc, "status"), "RssAnon"), &w.anonymous)
	fmt.Sscan(entry(filepath.Join(proc, "status"), "Threads"), &w.threads)
	fmt.Sscan(entry(filepath.Join(proc, "smaps_rollup"), "Pss"), &w.pss)
	handles, err := os.ReadDir(filepath.Join(proc, "fd"))
	if err != nil {
		return w, fmt.Errorf("count handles: %w", err)
	}
	w.handles = int64(len(handles))
	raw, err := os.ReadFile(s.health)
	if err != nil {
		return w, fmt.Errorf("read the kiosk's health: %w", err)
	}
	var h struct {
		Goroutines, Heap, Pictures int64
		Textures                   *int64
	}
	if err := json.Unmarshal(raw, &h); err != nil {
		return w, fmt.Errorf("read the kiosk's health: %w", err)
	}
	w.goroutines, w.heap, w.pictures, w.textures = h.Goroutines, h.Heap>>10, h.Pictures>>10, -1
	if h.Textures != nil {
		w.textures = *h.Textures
	}
	return w, nil
}

// figures are the parts of a weight, and how much more each may be at the end.
var figures = []struct {
	name string
	unit int64
	most string
	of   func(w *weight) *int64
	met  func(before, after int64) bool // nil: there is no goal
}{
	{"resident memory (RSS), MiB", 1 << 10, "+3 %", func(w *weight) *int64 { return &w.rss }, grownLittle},
	{"… without files' pages (RssAnon), MiB", 1 << 10, "", func(w *weight) *int64 { return &w.anonymous }, nil},
	{"its share of memory (PSS), MiB", 1 << 10, "+3 %", func(w *weight) *int64 { return &w.pss }, grownLittle},
	{"Go's heap, MiB", 1 << 10, "", func(w *weight) *int64 { return &w.heap }, nil},
	{"photos kept ready, MiB", 1 << 10, "", func(w *weight) *int64 { return &w.pictures }, nil},
	{"goroutines", 1, "+0", func(w *weight) *int64 { return &w.goroutines }, notGrown},
	{"open handles", 1, "+0", func(w *weight) *int64 { return &w.handles }, notGrown},
	{"threads", 1, "", func(w *weight) *int64 { return &w.threads }, nil},
	{"objects with a texture", 1, "+0", func(w *weight) *int64 { return &w.textures }, notGrown},
}

func grownLittle(before, after int64) bool { return after*100 <= before*(100+mostGrowth) }

func notGrown(before, after int64) bool { return after <= before }

func printWeights(out io.Writer, v visits, before, after weight) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "WHAT\tAFTER %d\tAFTER %d\tCHANGE\tGOAL\t\n", v.warm, v.count)
	for _, f := range figures {
		was, is := *f.of(&before), *f.of(&after)
		if was < 0 {
			continue // this build does not tell
		}
		verdict := ""
		switch {
		case f.met == nil:
		case f.met(was, is):
			verdict = "met"
		default:
			verdict = "MISSED"
		}
		fmt.Fprintf(t, "%s\t%.1f\t%.1f\t%+.1f %%\t%s\t%s\n", f.name, float64(was)/float64(f.unit), float64(is)/float64(f.unit),
			100*float64(is-was)/float64(max(was, 1)), f.most, verdict)
	}
	return t.Flush()
}

// offThread tells whether Fyne complained of a change off the UI thread.
func (p *program) offThread() bool {
	return bytes.Contains(p.printed.Bytes(), []byte("should have been called in fyne.Do")) ||
		strings.Contains(p.printed.String(), "called from main goroutine")
}
