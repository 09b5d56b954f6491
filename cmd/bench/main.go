// Command bench prints how fast the kiosk is on this machine: a report for
// people, never a test that passes or fails. `make bench` runs it.
//
// Each figure stands beside a reference taken in the same run, in turns with
// it, so that a slow or busy machine slows both: the kiosk's start beside an
// empty window's, a ballot's commit beside one append and fsync of its bytes, a
// tap beside a tap that repaints an otherwise empty window. What a window shows
// is read where a screen would get it, from the virtual display's own picture
// memory, and never asked of the program; only the frames of a list that is
// scrolled are counted inside, by the programs that bench window starts.
//
// Two measures take long and stand alone: bench visits sends thousands of visitors
// through one kiosk, and bench soak keeps one going for hours amid releases, votes
// and a hub that dies. Start with the list of measures in this file.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// measure is one of them.
type measure = func(ctx context.Context, b bench) ([]line, error)

// measures are what the report is made of, in its order.
var measures = []struct {
	name string
	run  measure
}{
	{"start", onDisplay(measureStart)},
	{"first", onDisplay(measureFirstStart)},
	{"commit", measureCommit},
	{"casting", measureCasting},
	{"tap", onDisplay(measureTaps)},
	{"idle", onDisplay(measureIdle)},
	{"search", measureSearch},
	{"scroll", onSample(measureScroll)},
	{"switch", onSample(measureSwitch)},
	{"large", onDisplay(measureLarge)},
	{"content", measureContent},
	{"serve", measureServe},
	{"hub", measureHub},
	{"fleet", measureFleet},
	{"pages", measurePages},
	{"recount", measureRecount},
}

// bench is what every measure needs to know.
type bench struct {
	kiosk string // the program
	dir   string // a folder to work in, on the disk that is measured
	runs  int

	photos  int // of each product in the measure of content; 0: as the disk allows
	ballots int // in the measures of the hub and of the record

	kiosks    int // in the measure of the fleet
	fleetTime time.Duration
	counters  int // in the measure of pages
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == "empty" {
		showEmpty(ctx)
		return 0
	}
	if len(args) > 0 && args[0] == "window" {
		return showScroll(ctx, args[1:], stderr)
	}
	if len(args) > 0 && args[0] == "floor" {
		return runFloor(ctx, args[1:], stdout, stderr)
	}
	if len(args) > 0 && args[0] == "visits" {
		return runVisits(ctx, args[1:], stdout, stderr)
	}
	if len(args) > 0 && args[0] == "soak" {
		return runSoak(ctx, args[1:], stdout, stderr)
	}
	var b bench
	var only string
	set := flag.NewFlagSet("bench", flag.ContinueOnError)
	set.SetOutput(stderr)
	set.StringVar(&b.kiosk, "kiosk", filepath.Join("bin", "kiosk"), "the kiosk's program")
	set.StringVar(&b.dir, "dir", ".", "folder on the disk to measure; what is written there is removed")
	set.IntVar(&b.runs, "runs", 5, "how often everything is measured")
	set.IntVar(&b.photos, "photos", 0, "of each product in the measure of content; 0: three where the disk allows, else one")
	set.IntVar(&b.ballots, "ballots", usualHubLoad, "in the measures of the hub and of the record")
	set.IntVar(&b.kiosks, "kiosks", fleetKiosks, "in the measure of the fleet at most; its ballots a second follow")
	set.DurationVar(&b.fleetTime, "fleet-time", time.Minute, "how long each fleet loads its hub")
	set.IntVar(&b.counters, "counters", pageCounters, "in the measure of pages")
	set.StringVar(&only, "only", "", "measure only this: start, first, commit, casting, tap, idle, search, scroll, switch, large, content, serve, hub, fleet, pages or recount")
	if err := set.Parse(args); err != nil {
		return 2
	}
	if err := b.report(ctx, only, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "bench:", err)
		return 1
	}
	return 0
}

// report measures and prints; on stderr it tells what it is at.
func (b bench) report(ctx context.Context, only string, stdout, stderr io.Writer) error {
	dir, err := os.MkdirTemp(b.dir, ".bench-")
	if err != nil {
		return fmt.Errorf("make a working folder: %w", err)
	}
	defer os.RemoveAll(dir)
	if b.dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	before := load()
	var lines []line
	for _, m := range measures {
		if only != "" && only != m.name {
			continue
		}
		fmt.Fprintf(stderr, "measuring: %s\n", m.name)
		more, err := m.run(ctx, b)
		if err != nil {
			return fmt.Errorf("measure %s: %w", m.name, err)
		}
		lines = append(lines, more...)
	}
	fmt.Fprintf(stdout, "%s\nload of the last minute, before and after: %s and %s\n%d runs: the median, in brackets the lowest and the highest\n\n",
		machine(), before, load(), b.runs)
	return printTable(stdout, lines)
}
